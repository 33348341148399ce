import Definitions
import FormulaLanguage
import Records
import SQLText
import Storage

/// Answers questions within one snapshot, each of them once.
///
/// Metrics over the same rows (a funnel's count and sum) are read in one
/// statement when they are asked together.
final class MetricSession {
    let reading: Reading
    let viewer: Viewer
    let visibility: Visibility
    private var known: [Asked: [GroupKey: Tally]] = [:]
    private var plans: [String: MetricPlan] = [:]
    /// Statements run so far.
    private(set) var statements = 0

    private struct Asked: Hashable {
        let metric: String
        let question: Question
    }

    init(_ reading: Reading, viewer: Viewer) {
        self.reading = reading
        self.viewer = viewer
        visibility = Visibility(viewer: viewer, schema: reading.schema)
    }

    /// A metric the viewer may see.
    ///
    /// - Throws: ``RecordError`` `metric.unknown`, `metric.invalid` or
    ///   `metric.hidden`.
    func plan(_ key: String) throws -> MetricPlan {
        if let plan = plans[key] { return plan }
        let plan = try MetricPlan(key, in: reading.schema)
        try visibility.require(plan)
        plans[key] = plan
        return plan
    }

    /// Reads what several metrics need of one question at once.
    func prepare(_ plans: [MetricPlan], _ question: Question) throws {
        var waiting: [Leaf] = []
        for leaf in plans.flatMap(\.leaves)
        where known[Asked(metric: leaf.key, question: question)] == nil && !waiting.contains(where: { $0.key == leaf.key }) {
            waiting.append(leaf)
        }
        for leaf in waiting where leaf.definition.kind == .median { try readMedian(leaf, question) }
        let summable = waiting.filter { $0.definition.kind != .median }
        var seen: Set<FactSource> = []
        for leaf in summable where seen.insert(leaf.source).inserted {
            try read(summable.filter { $0.source == leaf.source }, question)
        }
    }

    /// A metric's answer per group.
    func answers(_ plan: MetricPlan, _ question: Question) throws -> [GroupKey: Answer] {
        try prepare([plan], question)
        switch plan {
        case .leaf(let leaf):
            return (known[Asked(metric: leaf.key, question: question)] ?? [:]).mapValues { Answer($0, of: leaf) }
        case .ratio(_, let numerator, let denominator):
            let above = try answers(numerator, question)
            let below = try answers(denominator, question)
            let nothing = (above: emptiness(of: numerator), below: emptiness(of: denominator))
            return Dictionary(
                uniqueKeysWithValues: Set(above.keys).union(below.keys).map { key in
                    (key, Answer(above[key] ?? nothing.above, over: below[key] ?? nothing.below))
                })
        }
    }

    /// A metric's only answer to a question without groups.
    func answer(_ plan: MetricPlan, _ question: Question) throws -> Answer {
        try answers(plan, question)[.blank] ?? emptiness(of: plan)
    }

    /// What no row at all means: nothing counted is 0, nothing averaged is
    /// nothing.
    func emptiness(of plan: MetricPlan) -> Answer {
        plan.isAdditive ? Answer(value: .zero, rows: 0) : .nothing
    }

    // MARK: Reading

    private func read(_ leaves: [Leaf], _ question: Question) throws {
        guard let first = leaves.first else { return }
        var columns: [FactColumn] = []
        func place(_ column: FactColumn) -> Int {
            if let index = columns.firstIndex(of: column) { return index }
            columns.append(column)
            return columns.count - 1
        }
        let places = try leaves.map { leaf in
            let pair = try sql(leaf, question).columns()
            return (rows: place(pair.rows), total: place(pair.total))
        }
        var result = leaves.map { _ in [GroupKey: Tally]() }
        try run(sql(first, question), columns) { key, values in
            for (index, leaf) in leaves.enumerated() {
                let rows = Int64(exactly: Tally.integer(values[places[index].rows]) ?? 0) ?? 0
                let tally = Tally(rows: rows, total: Tally.integer(values[places[index].total]))
                result[index][key] = (result[index][key] ?? .none).merged(with: tally, of: leaf.definition)
            }
        }
        for (leaf, tallies) in zip(leaves, result) { known[Asked(metric: leaf.key, question: question)] = tallies }
    }

    /// Runs an aggregate; sums too large for 64 bits, which SQLite refuses,
    /// are read again in halves.
    private func run(_ sql: FactSQL, _ columns: [FactColumn], _ each: (GroupKey, [SQLValue]) -> Void) throws {
        let plain = try sql.aggregate(columns, isWide: false)
        let connection = reading.connection
        let mayOverflow = connection.dialect == .sqlite && columns.contains(where: \.isSum)
        var rows: [(GroupKey, [SQLValue])]
        do {
            rows =
                mayOverflow
                ? try connection.savepoint { try fetch(plain, columns.count) } : try fetch(plain, columns.count)
        } catch let error as StorageError where mayOverflow && error.detail.contains("integer overflow") {
            rows = try fetch(sql.aggregate(columns, isWide: true), columns.count)
        }
        for (key, values) in rows { each(key, values) }
    }

    private func fetch(_ sql: SQL, _ count: Int) throws -> [(GroupKey, [SQLValue])] {
        statements += 1
        return try reading.connection.rows(sql) { row in
            (GroupKey(row.value(0)), (1...count).map { row.value($0) })
        }
    }

    private func readMedian(_ leaf: Leaf, _ question: Question) throws {
        var result: [GroupKey: Tally] = [:]
        let statement = try sql(leaf, question).median()
        for (key, values) in try fetch(statement, 2) {
            let group = question.grouping == .none ? .blank : key
            result[group] = Tally(rows: Int64(exactly: Tally.integer(values[0]) ?? 0) ?? 0, total: Tally.integer(values[1]))
        }
        known[Asked(metric: leaf.key, question: question)] = result
    }

    /// The statement's writer.
    func sql(_ leaf: Leaf, _ question: Question) -> FactSQL {
        FactSQL(leaf, question, viewer: viewer, reading: reading)
    }
}
