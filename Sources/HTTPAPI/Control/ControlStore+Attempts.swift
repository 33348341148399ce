import SQLText
import Storage

/// How many failed log-ins lock what for how long.
struct LockRule: Sendable, Hashable {
    var failures: Int
    var windowMilliseconds: Int64
    var lockMilliseconds: Int64

    /// Ten wrong passwords within a quarter of an hour.
    static let account = LockRule(failures: 10, windowMilliseconds: 900_000, lockMilliseconds: 900_000)
    /// A hundred from one address: offices share one.
    static let address = LockRule(failures: 100, windowMilliseconds: 900_000, lockMilliseconds: 900_000)
}

extension ControlStore {
    /// Until when any of the subjects is locked, or nil.
    func lockedUntil(_ subjects: [String], now: Int64) async throws -> Int64? {
        try await database.read { connection in
            try connection.integer(
                """
                SELECT max(locked_until) FROM login_attempt
                WHERE subject IN (\(values: subjects)) AND locked_until > \(now)
                """)
        }
    }

    /// Counts a failure for each subject and locks it by its rule.
    func countFailure(_ subjects: [(subject: String, rule: LockRule)], now: Int64) async throws {
        try await database.change { connection in
            for (subject, rule) in subjects {
                let known = try connection.first(
                    "SELECT failures, first_at FROM login_attempt WHERE subject = \(subject)"
                ) { (failures: $0.integer(0) ?? 0, firstAt: $0.integer(1) ?? 0) }
                let isFresh = known.map { now - $0.firstAt <= rule.windowMilliseconds } ?? false
                let failures = isFresh ? (known?.failures ?? 0) + 1 : 1
                let firstAt = isFresh ? known?.firstAt ?? now : now
                let locked = failures >= Int64(rule.failures) ? now + rule.lockMilliseconds : 0
                try connection.execute(
                    """
                    INSERT INTO login_attempt (subject, failures, first_at, locked_until)
                    VALUES (\(subject), \(failures), \(firstAt), \(locked))
                    ON CONFLICT (subject) DO UPDATE SET
                        failures = excluded.failures, first_at = excluded.first_at, locked_until = excluded.locked_until
                    """)
            }
        }
    }

    /// Forgets the failures of a log-in that has succeeded.
    func clearFailures(_ subject: String) async throws {
        let isKnown = try await database.read { connection in
            try connection.exists("SELECT 1 FROM login_attempt WHERE subject = \(subject)")
        }
        guard isKnown else { return }
        try await database.change { connection in
            try connection.execute("DELETE FROM login_attempt WHERE subject = \(subject)")
        }
    }
}
