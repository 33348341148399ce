import ArgumentParser
import Flow
import FormulaLanguage
import HTTPAPI
import Records
import SQLText
import Storage

/// The walk along a million customers that nobody has touched for 72 hours:
/// first the day's first walk, then one after three minutes, when about 500
/// have become due.
struct MeasureSweep: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "sweep")

    @OptionGroup var store: StoreOptions
    @Option var hits = 500

    func run() async throws {
        let clock = ManualTime(try BenchCompany.moment(in: store.data))
        let registry = try await WorkspaceRegistry.open(store.premises(), time: clock)
        let workspace = try await registry.hosted(BenchCompany.key).workspace
        let sweep = WarningSweep()
        let first = try await time { while try await sweep.sweep(workspace) > 0 {} }
        let before = try await raised(workspace)
        clock.set(try await momentOfHits(workspace))
        let taken = try await time { while try await sweep.sweep(workspace) > 0 {} }
        let count = try await raised(workspace) - before
        let again = try await time { _ = try await sweep.sweep(workspace) }
        Figure.say(
            "sweep",
            [
                "first_of_day_ms": .number(first), "sweep_ms": .number(taken), "nothing_due_ms": .number(again),
                "raised": .int(count),
            ])
        await registry.close()
    }

    /// When so many accounts will have been quiet for 72 hours.
    private func momentOfHits(_ workspace: Workspace) async throws -> Instant {
        let skip = hits - 1
        let now = workspace.time.now().milliseconds
        let touched = try await workspace.database.read { connection in
            try connection.integer(
                """
                SELECT f_last_touch_at FROM r_account
                WHERE f_last_touch_at > \(now - 72 * 3_600_000) AND deleted_at IS NULL
                ORDER BY f_last_touch_at LIMIT 1 OFFSET \(skip)
                """)
        }
        return Instant(milliseconds: (touched ?? now) + 72 * 3_600_000)
    }

    private func raised(_ workspace: Workspace) async throws -> Int64 {
        try await workspace.database.read { try $0.integer("SELECT COUNT(*) FROM warning_mark") } ?? 0
    }

    private func time(_ body: () async throws -> Void) async throws -> Double {
        let start = ContinuousClock.now
        try await body()
        return start.duration(to: .now).milliseconds
    }
}
