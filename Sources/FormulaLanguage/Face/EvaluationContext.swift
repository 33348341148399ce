/// Where an evaluation in memory gets its values.
///
/// Look-ups that find nothing, or nothing the viewer may see, answer
/// ``Value/blank``. Whatever a method throws reaches the caller of
/// ``Formula/evaluate(_:)`` as ``FormulaError/Code/lookup``, unless it is a
/// ``FormulaError`` already.
public protocol EvaluationContext {
    /// A field of the record itself, by key. `id` is asked like any other.
    func value(of field: String, object: String) throws -> Value
    /// A field of a referenced record, by key.
    func value(of field: String, object: String, id: Int64) throws -> Value
    /// An aggregate over related records; see ``RelatedQuery``.
    func aggregate(_ query: RelatedQuery) throws -> Value
    /// A variable by key.
    func variable(_ name: String) throws -> Value
    /// The moment `NOW()` and `TODAY()` speak of.
    var now: Instant { get }
    /// The workspace's time zone.
    var zone: WorkspaceZone { get }
    /// The workspace's working days.
    var calendar: any WorkingCalendar { get }
    /// The id of the user for whom this is computed.
    var currentUser: Int64? { get }
}

extension EvaluationContext {
    public var zone: WorkspaceZone { .shanghai }
    public var calendar: any WorkingCalendar { WeekendCalendar() }
    public var currentUser: Int64? { nil }

    public func value(of field: String, object: String, id: Int64) throws -> Value { .blank }

    /// Refuses; contexts that serve aggregates run ``RelatedQuery/sql(_:)``
    /// or ``RelatedQuery/evaluate(over:in:)``.
    public func aggregate(_ query: RelatedQuery) throws -> Value {
        throw FormulaError(
            code: .lookup, position: 0..<0, messageZh: "此处不能汇总关联记录",
            messageEn: "Related records cannot be aggregated here")
    }

    public func variable(_ name: String) throws -> Value {
        throw FormulaError(
            code: .noVariable, position: 0..<0, messageZh: "此处没有变量“\(name)”",
            messageEn: "There is no variable \"\(name)\" here")
    }
}
