import FormulaLanguage

/// How long to wait before the next try.
enum Backoff {
    /// 30 s, doubling, at most 6 hours.
    static func delay(afterAttempts attempts: Int) -> Int64 {
        min(30_000 << Int64(min(max(attempts - 1, 0), 10)), 6 * 3_600_000)
    }

    /// A timer or delivery is set aside after this many failures.
    static let limit = 12
}
