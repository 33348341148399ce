public import Definitions
public import FormulaLanguage

/// Whom a rule chose among its candidates, and why not each other one.
public struct RouteChoice: Sendable, Hashable {
    /// One candidate's fate; `reason` is nil for the chosen one.
    public struct Verdict: Sendable, Hashable {
        public var userID: Int64
        public var reason: SkipReason?

        public init(userID: Int64, reason: SkipReason?) {
            self.userID = userID
            self.reason = reason
        }
    }

    /// The new owner; nil sends the record to the pool.
    public var ownerID: Int64?
    public var verdicts: [Verdict]

    public init(ownerID: Int64?, verdicts: [Verdict]) {
        self.ownerID = ownerID
        self.verdicts = verdicts
    }
}

extension RouteChoice {
    /// Chooses by guards and strategy; the same input gives the same choice,
    /// so a past decision can be replayed.
    ///
    /// Among the qualified, people who got nothing within the cool-down come
    /// before those who did: "no new lead in 24 h" next to "at most 15 a day"
    /// can only be a preference (see ADR 0007).
    ///
    /// - Parameters:
    ///   - wanted: tags of the record that a best match looks for.
    public static func make(
        _ rule: RouteRule, guards: RouteGuards, candidates: [Candidate], wanted: Set<String>, now: Instant
    ) -> RouteChoice {
        var verdicts: [Verdict] = []
        var qualified: [Candidate] = []
        for candidate in candidates.sorted(by: { $0.userID < $1.userID }) {
            if let reason = guards.refusal(of: candidate, skill: rule.skill) {
                verdicts.append(Verdict(userID: candidate.userID, reason: reason))
            } else {
                qualified.append(candidate)
            }
        }
        let order = RankOrder(strategy: rule.strategy, wanted: wanted, cooldownHours: guards.cooldownHours, now: now)
        qualified.sort(by: order.precedes)
        for (place, candidate) in qualified.enumerated() {
            let reason = place == 0 ? nil : SkipReason(.ranked, value: place + 1)
            verdicts.append(Verdict(userID: candidate.userID, reason: reason))
        }
        return RouteChoice(ownerID: qualified.first?.userID, verdicts: verdicts)
    }
}

extension RouteGuards {
    /// The first guard that keeps a candidate out; nil if none does.
    func refusal(of candidate: Candidate, skill: String?) -> SkipReason? {
        if onDuty, !candidate.onDuty { return SkipReason(.offDuty) }
        if let skill, !candidate.skills.contains(skill) { return SkipReason(.skill) }
        if let pendingBelow, candidate.pending >= pendingBelow {
            return SkipReason(.pending, value: candidate.pending, limit: pendingBelow)
        }
        if let perDay, candidate.assignedToday >= perDay {
            return SkipReason(.perDay, value: candidate.assignedToday, limit: perDay)
        }
        if let limit = loadRateBelowPercent, candidate.loadRatePercent >= limit {
            return SkipReason(.loadRate, value: candidate.loadRatePercent, limit: limit)
        }
        return nil
    }
}

/// The order in which a strategy prefers candidates; total, so that equal
/// people come in the order of their ids.
struct RankOrder {
    let strategy: RouteRule.Strategy
    let wanted: Set<String>
    let cooldownHours: Int?
    let now: Instant

    func precedes(_ left: Candidate, _ right: Candidate) -> Bool {
        let (leftRested, rightRested) = (isRested(left), isRested(right))
        if leftRested != rightRested { return leftRested }
        let (leftKeys, rightKeys) = (keys(left), keys(right))
        for (first, second) in zip(leftKeys, rightKeys) where first != second { return first < second }
        return left.userID < right.userID
    }

    private func isRested(_ candidate: Candidate) -> Bool {
        guard let cooldownHours, let last = candidate.lastAssignedAt else { return true }
        return now.milliseconds - last.milliseconds >= Int64(cooldownHours) * 3_600_000
    }

    /// Smaller comes first.
    private func keys(_ candidate: Candidate) -> [Int64] {
        let last = candidate.lastAssignedAt?.milliseconds ?? 0
        let load = Int64(candidate.loadRatePercent)
        switch strategy {
        case .roundRobin:
            return [last, Int64(candidate.assignedToday)]
        case .leastLoaded:
            return [load, Int64(candidate.pending), last]
        case .weightedByConversion:
            let share = Int64(candidate.conversionPermille + 50) * 1_000 / Int64(candidate.assignedToday + 1)
            return [-share, load, last]
        case .bestMatch:
            let matches = Int64(wanted.intersection(candidate.skills).count)
            return [-matches, -Int64(candidate.conversionPermille), load, last]
        }
    }
}
