public import SQLText

/// An aggregate that an evaluation in memory asks of its context, with
/// everything that belongs to the record itself already put in.
///
/// A context with a database runs ``sql(_:)``; one with rows in memory
/// calls ``evaluate(over:in:)``.
public struct RelatedQuery: Sendable, Hashable {
    /// What is computed.
    public enum Function: String, Sendable, Hashable, CaseIterable {
        case count, sum, average, minimum, maximum
    }

    let aggregate: Aggregate
    let range: Range<Int>

    /// What is computed.
    public var function: Function { aggregate.function }
    /// The object whose rows are aggregated.
    public var object: ObjectInfo { aggregate.object }
    /// The type of the result.
    public var type: ValueType { aggregate.value?.type ?? .number }

    /// One query with one row and one column. Read the result with
    /// ``decode(_:)``. `alias` of the context is not used.
    ///
    /// - Throws: ``FormulaError``.
    public func sql(_ context: SQLContext) throws(FormulaError) -> SQL {
        try SQLWriter.query(self, context)
    }

    /// The result of ``sql(_:)`` as a value.
    ///
    /// - Throws: ``FormulaError`` with a value failure if the aggregate
    ///   failed, such as `AVERAGEIFS` of no rows.
    public func decode(_ value: SQLValue) throws(FormulaError) -> Value {
        if value == .null, type == .number {
            throw function == .average ? .divisionByZero(range) : .number(range)
        }
        return SQLDecoder.value(value, as: type)
    }

    /// The aggregate over rows in memory; each context answers for one row.
    ///
    /// - Throws: ``FormulaError``.
    public func evaluate(over rows: [any EvaluationContext]) throws(FormulaError) -> Value {
        try Evaluator.aggregate(aggregate, over: rows, range: range)
    }
}
