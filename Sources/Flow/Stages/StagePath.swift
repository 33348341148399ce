import Definitions

/// Which stages lead where (P3); knows nothing of records.
struct StagePath {
    let process: ProcessDefinition

    /// How a move relates to the order of the stages.
    enum Direction: Hashable {
        /// Onwards: the entry gate is checked.
        case forward
        /// To an earlier stage, whose gate was passed before.
        case back
    }

    func stage(_ key: String) -> StageDefinition? {
        process.stages.first { $0.key == key }
    }

    private func index(_ key: String) -> Int? {
        process.stages.firstIndex { $0.key == key }
    }

    /// The first stage, in which records begin.
    var first: StageDefinition? { process.stages.first }

    /// The stage after this one on the way to winning.
    func next(after key: String) -> StageDefinition? {
        guard let place = index(key) else { return nil }
        return process.stages[(place + 1)...].first { $0.category != .lost }
    }

    /// Whether a move goes back. Out of a lost stage one only goes back.
    func direction(from: String, to: String) -> Direction {
        guard let start = index(from), let end = index(to) else { return .forward }
        if process.stages[end].category == .lost { return .forward }
        return process.stages[start].category == .lost || end < start ? .back : .forward
    }

    /// Why the order of the stages forbids a move; nil if it does not.
    ///
    /// - Parameter lostFrom: where a lost record stood before it was lost;
    ///   it returns there or further back, so that losing skips nothing.
    func refusal(from: String?, to: String, reason: String?, lostFrom: String? = nil) -> GateItem? {
        guard let target = stage(to) else { return .unknownStage(to) }
        guard let from, let current = stage(from) else {
            return to == first?.key ? nil : first.map { .skipped(from: nil, to: target, next: $0) }
        }
        if from == to { return .alreadyThere(target) }
        let direction = direction(from: from, to: to)
        if let refusal = orderRefusal(current, target, direction, lostFrom: lostFrom) { return refusal }
        let hasReason = reason.map { !$0.allSatisfy(\.isWhitespace) } ?? false
        return direction == .back && !hasReason ? .reasonNeeded(target) : nil
    }

    private func orderRefusal(
        _ current: StageDefinition, _ target: StageDefinition, _ direction: Direction, lostFrom: String?
    ) -> GateItem? {
        if let transitions = current.transitions {
            return transitions.contains(target.key) ? nil : .notAllowed(current, target, names: names(transitions))
        }
        if direction == .back {
            guard process.allowsBack else { return .backForbidden(current, target) }
            guard current.category == .lost else { return nil }
            return reopenRefusal(current, target, lostFrom: lostFrom)
        }
        if target.category == .lost || process.allowsSkipping { return nil }
        guard let next = next(after: current.key) else { return .notAllowed(current, target, names: []) }
        return next.key == target.key ? nil : .skipped(from: current, to: target, next: next)
    }

    private func reopenRefusal(
        _ current: StageDefinition, _ target: StageDefinition, lostFrom: String?
    ) -> GateItem? {
        guard let first, let furthest = lostFrom.flatMap(stage) ?? stage(first.key) else { return nil }
        guard let end = index(target.key), let limit = index(furthest.key), end > limit else { return nil }
        return .skipped(from: current, to: target, next: furthest)
    }

    private func names(_ keys: [String]) -> [Label] {
        keys.compactMap { stage($0)?.label }
    }

    /// The stage that an external fact opens from here, if it is reachable.
    func stage(openedBy event: String, from: String) -> StageDefinition? {
        process.stages.first { candidate in
            candidate.gate.externalEvent?.event == event
                && refusal(from: from, to: candidate.key, reason: nil) == nil
        }
    }
}
