public import SQLText

/// A formula, checked against a scope: evaluate it in memory or in SQL.
///
/// ```swift
/// let formula = try Formula.compile("IF(金额>500000, \"大单\", \"\")", in: scope)
/// formula.canonical  // IF({amount}>500000, "大单", "")
/// try formula.evaluate(context)
/// try formula.predicate(sqlContext)
/// ```
public struct Formula: Sendable, Hashable {
    /// The type of the result.
    public let type: ValueType
    /// Whether it reads `NOW()` or `TODAY()`, so that its result changes
    /// without any record changing.
    public let isVolatile: Bool
    /// Whether the result depends on who asks.
    public let usesCurrentUser: Bool
    /// Every field it reads, of this and of other objects.
    public let dependencies: Set<FieldDependency>
    /// The source with names replaced by keys in braces; this is what to
    /// store, so that renaming a field breaks nothing.
    public let canonical: String
    /// What it weighs; see ``FormulaLimits/cost``.
    public let cost: Int

    let root: Node
    let labelled: String

    /// Checks a source and resolves its names.
    ///
    /// - Parameters:
    ///   - expecting: the type the result must have; nil for any.
    /// - Throws: ``FormulaError`` with the position of the first mistake.
    public static func compile(
        _ source: String, in scope: any FormulaScope, expecting: ValueType? = nil,
        limits: FormulaLimits = .standard
    ) throws(FormulaError) -> Formula {
        try Compiler.compile(source, in: scope, expecting: expecting, limits: limits)
    }

    /// The source with today's labels, for editing. Falls back to the
    /// canonical form if it no longer compiles in the scope.
    public func source(in scope: any FormulaScope) -> String {
        (try? Compiler.compile(canonical, in: scope, expecting: nil, limits: .standard))?.labelled ?? canonical
    }

    /// Computes the result for one record.
    ///
    /// - Throws: ``FormulaError``; ``FormulaError/isValueFailure`` tells a
    ///   failed value (`#DIV/0!`) from a context that cannot answer.
    public func evaluate(_ context: any EvaluationContext) throws(FormulaError) -> Value {
        try Evaluator(context).evaluate(root)
    }

    /// Whether the result is TRUE; blank and failed values count as false.
    ///
    /// - Throws: ``FormulaError`` that is not a value failure.
    public func holds(_ context: any EvaluationContext) throws(FormulaError) -> Bool {
        do throws(FormulaError) {
            return try evaluate(context) == .boolean(true)
        } catch {
            if error.isValueFailure { return false }
            throw error
        }
    }

    /// A scalar expression; a failed value is NULL.
    ///
    /// Numbers are `numeric` on PostgreSQL and decimal text on SQLite (to
    /// sort or add them use ``sql(_:storedAs:)``), booleans 0 or 1, dates
    /// `YYYY-MM-DD`, instants milliseconds, references ids. Read results
    /// with ``decode(_:)``.
    ///
    /// - Throws: ``FormulaError``.
    public func sql(_ context: SQLContext) throws(FormulaError) -> SQL {
        try SQLWriter.scalar(root, context)
    }

    /// A scalar expression in the form a column of the given storage keeps:
    /// numbers as integers rounded half away from zero. A number too large
    /// for the column is NULL.
    ///
    /// - Throws: ``FormulaError``.
    public func sql(_ context: SQLContext, storedAs storage: ColumnStorage) throws(FormulaError) -> SQL {
        try SQLWriter.scalar(root, context, storedAs: storage)
    }

    /// A condition for `WHERE`, true exactly when the result is TRUE.
    /// Comparisons of a bare column with a constant leave the column bare,
    /// so that an index serves them.
    ///
    /// - Throws: ``FormulaError``.
    public func predicate(_ context: SQLContext) throws(FormulaError) -> SQL {
        try SQLWriter.predicate(root, context)
    }

    /// A result of ``sql(_:)`` as a value.
    public func decode(_ value: SQLValue) -> Value {
        SQLDecoder.value(value, as: type)
    }

    public static func == (left: Formula, right: Formula) -> Bool {
        left.canonical == right.canonical && left.root == right.root
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(canonical)
        hasher.combine(type)
    }
}
