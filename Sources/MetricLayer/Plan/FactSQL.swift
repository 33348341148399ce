import Definitions
import FormulaLanguage
import Records
import SQLText

/// Turns a question about rows of one object into SQL.
///
/// The funnel of an administrator is the plain statement:
/// ```sql
/// SELECT r."f_stage", COUNT(*), SUM(r."f_amount") FROM "r_opportunity" AS r
/// WHERE r.deleted_at IS NULL GROUP BY 1
/// ```
/// and that of a member one such statement per way of seeing rows (own, of
/// the team, shared), joined by `UNION ALL`; their halves are added up in
/// Swift, so that each half may live on its own index.
struct FactSQL {
    let reading: Reading
    let viewer: Viewer
    let leaf: Leaf
    let question: Question
    let credit: CreditSQL
    private let formulas: SQLContext

    static let alias = "r"

    init(_ leaf: Leaf, _ question: Question, viewer: Viewer, reading: Reading) {
        self.reading = reading
        self.viewer = viewer
        self.leaf = leaf
        self.question = question
        credit = CreditSQL(leaf, alias: FactSQL.alias, zone: reading.zone)
        formulas = reading.formulas(alias: FactSQL.alias, for: viewer, rights: question.rights)
    }

    /// Groups with their aggregates: the key first, then the columns.
    func aggregate(_ columns: [FactColumn], isWide: Bool) throws -> SQL {
        let list = columns.map { $0.sql(isWide: isWide) }.joined(separator: ", ")
        let key = try groupKey()
        return try branches().map { condition in
            let tail: SQL = question.grouping == .none ? "" : " GROUP BY 1"
            return "SELECT \(key ?? "NULL"), \(list) FROM \(id: leaf.object.table) AS r WHERE \(condition)\(tail)"
        }.joined(separator: " UNION ALL ")
    }

    /// Groups with their rows and the sum of the two middle values.
    ///
    /// Both databases rank the same integers, so both agree to the last
    /// digit; the mean is taken in exact arithmetic.
    func median() throws -> SQL {
        let value = try value()
        let key = try groupKey() ?? "0"
        let rows = try branches().map { condition in
            """
            SELECT \(key) AS g, \(value) AS v FROM \(id: leaf.object.table) AS r
            WHERE \(condition) AND \(value) IS NOT NULL
            """
        }.joined(separator: " UNION ALL ")
        return """
            SELECT g, MAX(n), MIN(v) + MAX(v) FROM (
            SELECT g, v, ROW_NUMBER() OVER (PARTITION BY g ORDER BY v) AS k, COUNT(*) OVER (PARTITION BY g) AS n
            FROM (\(rows)) AS f) AS s
            WHERE k IN ((n + 1) / 2, (n + 2) / 2) GROUP BY g
            """
    }

    /// The columns that answer the metric.
    func columns() throws -> FactColumns {
        switch (leaf.definition.kind, leaf.definition.aggregate) {
        case (.conversion, _): return FactColumns(rows: .rows, total: .hits(try success()))
        case (.simple, .count):
            let count: FactColumn = try leaf.measured == nil ? .rows : .count(value())
            return FactColumns(rows: count, total: count)
        case (.simple, .minimum): return FactColumns(rows: .count(try value()), total: .least(try value()))
        case (.simple, .maximum): return FactColumns(rows: .count(try value()), total: .greatest(try value()))
        case (.simple, .sum): return FactColumns(rows: .rows, total: .sum(try value()))
        default: return FactColumns(rows: .count(try value()), total: .sum(try value()))
        }
    }

    /// The integer that is aggregated, in units of the leaf's scale.
    func value() throws -> SQL {
        switch leaf.measured {
        case .field(let field): return "r.\(id: field.column)"
        case .formula(let formula):
            return try checked { () throws(FormulaError) in
                try formula.sql(formulas, storedAs: formula.storage(scale: leaf.scale))
            }
        case nil: return "1"
        }
    }

    /// What a converted row must meet.
    func success() throws -> SQL {
        guard let formula = leaf.model.success else { throw RecordError(.invalid, .invalidMetric(leaf.key)) }
        return try checked { () throws(FormulaError) in "(\(try formula.predicate(formulas)))" }
    }

    /// The condition of each way of seeing rows, everything else included.
    func branches() throws -> [SQL] {
        let shared = try conditions()
        return rights().map { ([$0].filter { !$0.isEmpty } + shared).joined(separator: " AND ") }
    }

    private func checked(_ body: () throws(FormulaError) -> SQL) throws -> SQL {
        do { return try body() } catch { throw RecordError(.invalid, .invalidMetric(leaf.key)) }
    }
}

// MARK: - Conditions

extension FactSQL {
    private func conditions() throws -> [SQL] {
        var all: [SQL] = ["r.deleted_at IS NULL"]
        if let range = timeRange() { all.append(range) }
        if let filter = leaf.model.filter {
            all.append(try checked { () throws(FormulaError) in "(\(try filter.predicate(formulas)))" })
        }
        if let units = question.filters.units { all.append("\(credit.unit) IN (\(values: units))") }
        if let owners = question.filters.owners { all.append("\(credit.owner) IN (\(values: owners))") }
        for condition in question.filters.fields {
            guard let field = leaf.object.field(condition.field), field.isStored else { continue }
            all.append("r.\(id: field.column) IN (\(values: condition.values))")
        }
        if let only = question.only, let key = try groupKey() { all.append(FactSQL.equals(key, only)) }
        return all
    }

    private static func equals(_ column: SQL, _ key: GroupKey) -> SQL {
        switch key {
        case .blank: "\(column) IS NULL"
        case .integer(let value): "\(column) = \(value)"
        case .text(let value): "\(column) = \(value)"
        }
    }

    private func timeRange() -> SQL? {
        guard let period = question.period, let time = leaf.time else { return nil }
        let (from, to) = bounds(period, time)
        return "r.\(id: time.column) >= \(from) AND r.\(id: time.column) < \(to)"
    }

    /// First value inside and first value after, as the column keeps them.
    private func bounds(_ period: Period, _ time: FieldModel) -> (from: SQLValue, to: SQLValue) {
        if case .dateText = time.storage {
            return (.text(period.from.description), .text(period.to.adding(days: 1).description))
        }
        let range = period.instants(in: reading.zone)
        return (.integer(range.lowerBound), .integer(range.upperBound))
    }

    /// The group's key; nil without grouping.
    private func groupKey() throws -> SQL? {
        switch question.grouping {
        case .none: return nil
        case .owner: return credit.owner
        case .unit: return credit.unit
        case .buckets(let buckets): return try bucketKey(buckets)
        case .field(let key):
            guard let field = leaf.object.field(key), field.isStored else {
                throw RecordError(.invalid, .unknownGroup(key))
            }
            return "r.\(id: field.column)"
        }
    }

    private func bucketKey(_ buckets: Buckets) throws -> SQL {
        guard let time = leaf.time else { throw RecordError(.invalid, .unknownGroup(buckets.unit.rawValue)) }
        guard buckets.spans.count > 1 else { return "CASE WHEN 1 = 1 THEN 0 END" }
        let cases = buckets.spans.enumerated().dropLast().map { index, span -> SQL in
            "WHEN r.\(id: time.column) < \(bounds(span, time).to) THEN \(unsafe: String(index))"
        }.joined(separator: " ")
        return "CASE \(cases) ELSE \(unsafe: String(buckets.spans.count - 1)) END"
    }
}

// MARK: - Rights

extension FactSQL {
    /// Disjoint ways of seeing rows; an empty condition sees every row.
    private func rights() -> [SQL] {
        if question.rights == .organisation || viewer.isSystem { return [.empty] }
        if leaf.definition.credit == .then { return credited() }
        let branches = reading.branches(of: leaf.object, for: viewer, alias: FactSQL.alias)
        return branches.isEmpty ? ["1 = 0"] : branches
    }

    /// Past credit stays with people, whoever looks after the record now.
    private func credited() -> [SQL] {
        let mine: SQL = "\(credit.owner) = \(viewer.userID)"
        let units: [Int64]
        switch viewer.scope(for: leaf.object.key, .read) {
        case .all: return [.empty]
        case .none: return ["1 = 0"]
        case .own: return [mine]
        case .team: units = viewer.teamUnits
        case .department: units = viewer.departmentUnits
        }
        guard !units.isEmpty else { return [mine] }
        return [mine, "\(credit.unit) IN (\(values: units)) AND \(credit.owner) <> \(viewer.userID)"]
    }
}

extension Formula {
    /// How its result is kept while it is aggregated.
    fileprivate func storage(scale: Int) -> ColumnStorage {
        switch type {
        case .text: .text
        case .boolean: .boolean01
        case .date: .dateText
        case .instant: .instantMillis
        case .reference(let object): .reference(object: object)
        default: .scaled(scale)
        }
    }
}
