import Flow
import FormulaLanguage
import Foundation
import Records
import SQLText
import Storage
import TestKit
import Testing

/// Budgets on a million rows. Debug builds get the slack their missing
/// optimisation costs; the release build must keep the budget itself. Other
/// tests beside them would be measured too, so they run alone, on request:
/// `YUYAN_SPEED=1 swift test --filter SpeedTests`.
@Suite("speed", .serialized, .enabled(if: ProcessInfo.processInfo.environment["YUYAN_SPEED"] != nil))
struct SpeedTests {
    #if DEBUG
        static let slack = 5
    #else
        static let slack = 1
    #endif
    static let rows = 1_000_000

    private static func series(_ count: Int) -> SQL {
        .choice(
            sqlite: """
                WITH RECURSIVE series(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < \(count))
                SELECT n FROM series
                """,
            postgres: "SELECT n FROM generate_series(1, \(count)) AS series(n)")
    }

    private static func analyze(_ world: World) async throws {
        try await world.workspace.database.migrate { try $0.execute("ANALYZE") }
    }

    @Test("P5 of a million waiting timers 200 due are found and run within 100 ms", arguments: Base.available)
    func timers(_ base: Base) async throws {
        try await withFlow(base, handlers: [IdleHandler()]) { world in
            let now = world.time.now().milliseconds
            try await world.workspace.database.migrate { connection in
                try connection.execute(
                    """
                    INSERT INTO timer (due_at, kind, key, object, record_id, payload)
                    SELECT \(now) + n * 1000, 'test.idle', 'k' || n, 'lead', n, '{}' FROM (\(Self.series(Self.rows))) AS numbers
                    """)
            }
            try await Self.analyze(world)
            let taken = try await best { attempt in
                try await world.change { change in
                    try change.connection.execute(
                        "UPDATE timer SET due_at = \(now) WHERE key IN (\(values: (1...200).map { "k\(attempt * 200 + $0)" }))")
                }
                return {
                    let report = try await world.engine.tick()
                    #expect(report.timers == 200)
                }
            }
            print("timers on \(base): \(taken)")
            #expect(taken < .milliseconds(100 * Self.slack))
        }
    }

    /// The best of three, so that a noisy machine is not taken for a slow
    /// program.
    private func best(_ prepare: (Int) async throws -> () async throws -> Void) async throws -> Duration {
        var best = Duration.seconds(3600)
        for attempt in 0..<3 {
            let run = try await prepare(attempt)
            best = min(best, try await ContinuousClock().measure { try await run() })
        }
        return best
    }

    @Test("L9 a sweep of a million leads with 500 hits takes at most 300 ms", arguments: Base.available)
    func sweep(_ base: Base) async throws {
        try await withFlow(base) { world in
            try await Self.fill(world)
            try await Self.analyze(world)
            let sweep = WarningSweep()
            let workspace = world.workspace
            let taken = try await best { _ in
                try await world.change { change in
                    // As on a new day: the walk starts over.
                    for table in ["sweep_mark", "warning_mark", "notification"] {
                        try change.connection.execute("DELETE FROM \(id: table)")
                    }
                }
                return { while try await sweep.sweep(workspace) > 0 {} }
            }
            #expect(try await world.count("SELECT COUNT(*) FROM warning_mark") == 500)
            let again = try await best { _ in { _ = try await sweep.sweep(workspace) } }
            print("sweep on \(base): \(taken), again: \(again)")
            #expect(taken < .milliseconds(300 * Self.slack))
            #expect(again < .milliseconds(20 * Self.slack))
        }
    }

    /// 500 leads are overdue; 200,000 are as old but closed; the rest fresh.
    private static func fill(_ world: World) async throws {
        let now = world.time.now().milliseconds
        let old = now - 73 * 3_600_000
        let ancient = now - 160 * 3_600_000
        try await world.change { change in
            try change.connection.execute(
                """
                INSERT INTO r_lead (created_at, updated_at, owner_id, org_unit_id, version, f_name, f_status, f_last_touch_at)
                SELECT \(ancient), \(now), \(Person.rep1), 3, 1, 'n' || n,
                  CASE WHEN n <= 500 OR n > 200500 THEN 'working' ELSE 'void' END,
                  CASE WHEN n <= 500 THEN \(old) - n WHEN n <= 200500 THEN \(ancient) ELSE \(now) - n END
                FROM (\(Self.series(Self.rows))) AS numbers
                """)
        }
    }
}

/// Does nothing, so that only the queue is measured.
struct IdleHandler: TimerHandler {
    let kind = "test.idle"

    func fire(_ timer: TimerRow, in change: Change) throws {}
}
