import Synchronization

/// Token buckets by key: a burst, then a steady rate.
final class RateLimiter: Sendable {
    /// How much is allowed.
    struct Rule: Sendable, Hashable {
        /// How many at once.
        var burst: Double
        /// How many a second from then on.
        var perSecond: Double

        /// Public forms, per address: 20, then one every three seconds.
        static let publicForm = Rule(burst: 20, perSecond: 1.0 / 3)
        /// Reading public pages' data, per address.
        static let publicRead = Rule(burst: 100, perSecond: 10)
        /// Log-ins, per address.
        static let logIn = Rule(burst: 30, perSecond: 0.5)
        /// Everything else, per session or token.
        static let session = Rule(burst: 600, perSecond: 60)
    }

    private struct Bucket {
        var level: Double
        var at: Int64
    }

    private static let capacity = 50_000

    private let rule: Rule
    private let buckets = Mutex<[String: Bucket]>([:])

    init(_ rule: Rule) {
        self.rule = rule
    }

    /// Takes one; returns nil, or how many seconds to wait where none is left.
    func take(_ key: String, now: Int64) -> Int? {
        buckets.withLock { buckets in
            if buckets.count >= Self.capacity { sweep(&buckets, now: now) }
            let level = level(buckets[key], now: now)
            guard level >= 1 else {
                buckets[key] = Bucket(level: level, at: now)
                return max(1, Int(((1 - level) / rule.perSecond).rounded(.up)))
            }
            buckets[key] = Bucket(level: level - 1, at: now)
            return nil
        }
    }

    private func level(_ bucket: Bucket?, now: Int64) -> Double {
        guard let bucket else { return rule.burst }
        let elapsed = Double(max(0, now - bucket.at)) / 1000
        return min(rule.burst, bucket.level + elapsed * rule.perSecond)
    }

    /// Forgets full buckets; if an attack filled the table, forgets it all.
    private func sweep(_ buckets: inout [String: Bucket], now: Int64) {
        buckets = buckets.filter { level($0.value, now: now) < rule.burst }
        if buckets.count >= Self.capacity { buckets.removeAll() }
    }
}
