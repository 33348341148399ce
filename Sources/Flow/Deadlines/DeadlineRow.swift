import FormulaLanguage

/// A deadline as it is kept (rule 4: anchor, duration, calendar version).
public struct DeadlineRow: Sendable, Hashable {
    public internal(set) var id: Int64
    /// The SLA's key.
    public let sla: String
    public let object: String
    public let recordID: Int64
    public var machine: DeadlineMachine
    /// Working minutes to the target and to the hard time.
    public var targetMinutes: Int
    public var hardMinutes: Int
    public var calendar: String
    public var calendarVersion: Int
    /// The schema under which it was last computed.
    public var schemaNumber: Int
    /// Working minutes from the anchor to the first touch.
    public var minutes: Int?
    /// Who was told when it was escalated.
    public var escalatedTo: Int64?
}
