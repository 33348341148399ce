import ArgumentParser
import Definitions
import Flow
import FormulaLanguage
import HTTPAPI
import Records
import SQLText
import Storage

/// 200 first-touch deadlines come due among a million waiting timers; one
/// tick of the engine finds them and reminds their owners.
struct MeasureTimers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "timers")

    @OptionGroup var store: StoreOptions
    @Option var due = 200
    @Option var rounds = 3

    func run() async throws {
        // The clock of the seeding: nothing else comes due meanwhile.
        let clock = ManualTime(try BenchCompany.moment(in: store.data))
        let registry = try await WorkspaceRegistry.open(store.premises(), time: clock)
        let hosted = try await registry.hosted(BenchCompany.key)
        try await hosted.engine.tick()
        var ticks: [Double] = []
        var idle: [Double] = []
        for round in 0..<rounds {
            try await prepare(hosted.workspace, round)
            let start = ContinuousClock.now
            let report = try await hosted.engine.tick()
            ticks.append(start.duration(to: .now).milliseconds)
            guard report.timers == due else { throw ValidationError("\(report.timers) timers ran, not \(due)") }
            let next = ContinuousClock.now
            try await hosted.engine.tick()
            idle.append(next.duration(to: .now).milliseconds)
        }
        let waiting = try await hosted.workspace.database.read { try $0.integer("SELECT COUNT(*) FROM timer") } ?? 0
        Figure.say(
            "timers",
            [
                "tick_ms": .number(ticks.percentile(0.5)), "idle_tick_ms": .number(idle.percentile(0.5)),
                "waiting": .int(waiting), "due": .int(Int64(due)),
            ])
        await registry.close()
    }

    /// Opens a deadline on each of so many leads, due now.
    private func prepare(_ workspace: Workspace, _ round: Int) async throws {
        let now = workspace.time.now().milliseconds
        let due = due
        try await workspace.change(by: .system) { change in
            try change.connection.execute(
                """
                INSERT INTO deadline (sla, object, record_id, owner_id, anchor_at, target_minutes, hard_minutes, calendar,
                  calendar_version, schema_number, target_at, hard_at, state)
                SELECT 'first_touch', 'lead', id, owner_id, \(now) - 3600000, 60, 120, 'standard', 1, \(change.schema.number),
                  \(now), \(now) + 3600000, 'open'
                FROM r_lead WHERE owner_id IS NOT NULL AND id > \(round * due * 4) ORDER BY id LIMIT \(due)
                """)
            try change.connection.execute(
                """
                INSERT INTO timer (due_at, kind, key, object, record_id, payload)
                SELECT \(now), 'deadline.target', 'due:' || id, 'lead', record_id, '{"deadline":' || id || '}'
                FROM deadline WHERE state = 'open' ORDER BY id DESC LIMIT \(due)
                """)
        }
    }
}
