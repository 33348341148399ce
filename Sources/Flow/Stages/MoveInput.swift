public import FormulaLanguage

/// What a person gives with a move to another stage.
public struct MoveInput: Sendable, Hashable {
    /// The answer to the obstacle question (A8).
    public var obstacle: String?
    /// Why it goes back.
    public var reason: String?
    /// Fields to fill with the move, by key.
    public var values: [String: Value]
    /// Free words, kept with the event.
    public var note: String?

    public init(
        obstacle: String? = nil, reason: String? = nil, values: [String: Value] = [:], note: String? = nil
    ) {
        self.obstacle = obstacle
        self.reason = reason
        self.values = values
        self.note = note
    }
}

/// What came of a move. A refusal is an outcome and no error, because the
/// change that notes it must be committed.
public enum MoveOutcome: Sendable, Hashable {
    case moved
    case awaitingApproval(Int64)
    case refused(GateReport)
}
