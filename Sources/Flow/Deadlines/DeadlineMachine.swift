public import FormulaLanguage

/// Where a deadline stands.
public enum DeadlineState: String, Sendable, Hashable, CaseIterable, Codable {
    /// The clock runs.
    case open
    /// The first effective touch happened by the target.
    case met
    /// The first effective touch happened after the target.
    case late
    /// The hard time passed without a touch; the level above was told.
    case escalated
    /// An escalation that a touch entered late proved wrong.
    case withdrawn
    /// The clock no longer applies: the record was deleted or pooled.
    case cancelled
}

/// The life of one deadline as a value: what happens goes in, what must be
/// done comes out, and somebody else does it (L8, rules 4 and 5).
public struct DeadlineMachine: Sendable, Hashable {
    /// What the caller must do, in order.
    public enum Action: Sendable, Hashable {
        /// Wake the deadline at these times; replaces earlier times.
        case setTimers(target: Instant, hard: Instant)
        /// Forget the times.
        case cancelTimers
        /// Show the target on the record; nil clears it.
        case showDue(Instant?)
        /// Note the working time from the anchor to the first touch.
        case noteDuration(from: Instant, to: Instant)
        /// Tell the owner that the target has passed.
        case remind(owner: Int64)
        /// Tell the level above the owner.
        case escalate(owner: Int64?)
        /// Take the escalation back and say so.
        case withdrawEscalation(touchedAt: Instant)
        /// Open a new clock for this owner.
        case restart(owner: Int64)
    }

    public private(set) var state: DeadlineState
    /// Who must act; nil only where the record had no owner at the start.
    public private(set) var ownerID: Int64?
    /// When the clock began.
    public let anchorAt: Instant
    public private(set) var targetAt: Instant
    public private(set) var hardAt: Instant
    /// When the earliest effective touch known so far happened.
    public private(set) var metAt: Instant?
    /// When the level above was told; kept for good.
    public private(set) var escalatedAt: Instant?

    /// A deadline as stored.
    public init(
        state: DeadlineState = .open, ownerID: Int64?, anchorAt: Instant, targetAt: Instant, hardAt: Instant,
        metAt: Instant? = nil, escalatedAt: Instant? = nil
    ) {
        self.state = state
        self.ownerID = ownerID
        self.anchorAt = anchorAt
        self.targetAt = targetAt
        self.hardAt = hardAt
        self.metAt = metAt
        self.escalatedAt = escalatedAt
    }

    /// The clock begins.
    public func started() -> [Action] {
        [.setTimers(target: targetAt, hard: hardAt), .showDue(targetAt)]
    }

    /// An effective touch, judged by when it happened, whenever it was
    /// entered. One that happened before the clock began counts only when
    /// the present owner made it at most a day before.
    public mutating func touched(at moment: Instant, byOwner: Bool) -> [Action] {
        let earliest = byOwner ? anchorAt.adding(milliseconds: -Self.headStart) : anchorAt
        guard state != .cancelled, moment >= earliest else { return [] }
        let moment = max(moment, anchorAt)
        if let metAt, metAt <= moment { return [] }
        let wasRunning = state == .open
        let wasWithdrawn = state == .withdrawn
        metAt = moment
        state = verdict(on: moment)
        var actions: [Action] = wasRunning ? [.cancelTimers] : []
        actions.append(.noteDuration(from: anchorAt, to: moment))
        if state == .withdrawn, !wasWithdrawn { actions.append(.withdrawEscalation(touchedAt: moment)) }
        return actions
    }

    /// How long before the clock an owner's touch may lie: somebody met at a
    /// fair in the morning and entered in the afternoon needs no first call.
    static let headStart: Int64 = 24 * 3_600_000

    private func verdict(on touch: Instant) -> DeadlineState {
        if escalatedAt != nil { return touch <= hardAt ? .withdrawn : .late }
        return touch <= targetAt ? .met : .late
    }

    /// The target's time has come.
    public func targetPassed(at now: Instant) -> [Action] {
        guard state == .open, now >= targetAt, now < hardAt, let ownerID else { return [] }
        return [.remind(owner: ownerID)]
    }

    /// The hard time has come; escalates once and never again.
    public mutating func hardPassed(at now: Instant) -> [Action] {
        guard state == .open else { return [] }
        guard now >= hardAt else { return [.setTimers(target: targetAt, hard: hardAt)] }
        state = .escalated
        escalatedAt = now
        return [.cancelTimers, .escalate(owner: ownerID)]
    }

    /// Somebody else owns the record now. A running clock goes with it; an
    /// escalated one stays what it is and the new owner gets a new clock;
    /// a record without an owner has no clock.
    public mutating func ownerChanged(to owner: Int64?) -> [Action] {
        guard owner != ownerID else { return [] }
        switch (state, owner) {
        case (.open, nil):
            state = .cancelled
            return [.cancelTimers, .showDue(nil)]
        case (.open, .some):
            ownerID = owner
            return []
        case (.escalated, .some(let owner)):
            return [.restart(owner: owner)]
        default:
            return []
        }
    }

    /// The calendar or the rule changed; only a running clock follows.
    public mutating func recalculated(targetAt target: Instant, hardAt hard: Instant) -> [Action] {
        guard state == .open, target != targetAt || hard != hardAt else { return [] }
        targetAt = target
        hardAt = hard
        return [.setTimers(target: target, hard: hard), .showDue(target)]
    }

    /// The record is gone; a running clock stops.
    public mutating func ended() -> [Action] {
        guard state == .open else { return [] }
        state = .cancelled
        return [.cancelTimers, .showDue(nil)]
    }
}
