public import FormulaLanguage

/// A person who might get the next record, as the counters see them.
public struct Candidate: Sendable, Hashable {
    public var userID: Int64
    public var onDuty: Bool
    public var skills: Set<String>
    /// Assigned and still without a first touch.
    public var pending: Int
    /// Assigned on this local day.
    public var assignedToday: Int
    /// When the last record came; nil for never.
    public var lastAssignedAt: Instant?
    /// Follow-ups due and open.
    public var due: Int
    /// Follow-ups the person manages in the capacity window.
    public var capacity: Int
    /// Won per thousand assigned, over the last 90 days.
    public var conversionPermille: Int

    public init(
        userID: Int64, onDuty: Bool = true, skills: Set<String> = [], pending: Int = 0, assignedToday: Int = 0,
        lastAssignedAt: Instant? = nil, due: Int = 0, capacity: Int = 5, conversionPermille: Int = 0
    ) {
        self.userID = userID
        self.onDuty = onDuty
        self.skills = skills
        self.pending = pending
        self.assignedToday = assignedToday
        self.lastAssignedAt = lastAssignedAt
        self.due = due
        self.capacity = capacity
        self.conversionPermille = conversionPermille
    }

    /// Open work in percent of capacity (负荷率).
    public var loadRatePercent: Int { due * 100 / max(capacity, 1) }
}
