import Definitions
import FormulaLanguage
import Records
import SQLText
import Storage

/// Lists the rows that a number was made of: the statement's own conditions
/// with the aggregate taken away, so that list and number cannot differ.
struct DrillDown {
    let session: MetricSession
    let request: MetricRecordsRequest
    /// What is listed: the metric, or the chosen half of it.
    let plan: MetricPlan
    let leaf: Leaf
    let onlyHits: Bool
    let question: Question
    let period: Period
    private let parts: [MetricRecordsRequest.Part]

    init(_ key: String, _ request: MetricRecordsRequest, viewer: Viewer, reading: Reading) throws {
        session = MetricSession(reading, viewer: viewer)
        self.request = request
        let whole = try session.plan(key)
        (plan, onlyHits) = whole.part(request.part)
        guard let leaf = plan.leaves.first else { throw RecordError(.invalid, .invalidMetric(key)) }
        self.leaf = leaf
        period = request.period ?? Period(.thisMonth, today: reading.today)
        parts = whole.definition.kind == .ratio || whole.definition.kind == .conversion ? [.numerator, .denominator] : []
        var question = Question(period: period, filters: try request.filters.resolved(session))
        if let text = request.group {
            let words = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard words.count == 2 else { throw RecordError(.invalid, .unknownGroup(text)) }
            let group = try GroupField(words[0], for: plan, session, period: period)
            question.only = try group.key(words[1])
            question.grouping = group.grouping
        }
        self.question = question
    }

    func json() throws -> JSONValue {
        let sql = session.sql(leaf, question)
        let conditions = try conditions(sql)
        let count =
            try session.reading.connection.integer(
                "SELECT SUM(c) FROM (\(conditions.map { tallied($0) }.joined(separator: " UNION ALL "))) AS s") ?? 0
        let page = try session.reading.connection.rows(statement(sql, conditions)) { item($0) }
        let answer = try session.answers(plan, question)[question.only ?? .blank] ?? session.emptiness(of: plan)
        var result: [String: JSONValue] = [
            "metric": .string(plan.definition.key), "format": .string(plan.definition.format.rawValue),
            "object": .string(leaf.object.key), "period": period.json, "count": .int(count),
            "total": onlyHits || request.part == .denominator && parts.count == 2 && plan.definition.kind == .conversion
                ? .int(count) : plan.json(answer.value),
            "parts": .array(parts.map { .string($0.rawValue) }), "part": .optional(request.part?.rawValue),
            "items": .array(try items(Array(page.prefix(request.limit)))),
            "next_cursor": page.count > request.limit ? .string(String(page[request.limit - 1].id)) : .null,
        ]
        result.merge(plan.definition.label.members()) { first, _ in first }
        return .object(result)
    }

    // MARK: SQL

    private func tallied(_ condition: SQL) -> SQL {
        "SELECT COUNT(*) AS c FROM \(id: leaf.object.table) AS r WHERE \(condition)"
    }

    private func conditions(_ sql: FactSQL) throws -> [SQL] {
        var extra: SQL = ""
        if onlyHits { extra += " AND \(try sql.success())" }
        if leaf.countsValuesOnly { extra += " AND \(try sql.value()) IS NOT NULL" }
        return try sql.branches().map { $0 + extra }
    }

    /// Id, title, owner, unit, time, contribution, and whether the viewer may
    /// open the row; newest first.
    private func statement(_ sql: FactSQL, _ conditions: [SQL]) throws -> SQL {
        let title = leaf.object.title
        let shown: SQL =
            title.isStored && session.visibility.sees(title.key, of: leaf.object.key)
            ? "r.\(id: title.column)" : "NULL"
        let time: SQL = leaf.time.map { "r.\(id: $0.column)" } ?? "NULL"
        let value =
            leaf.definition.kind == .conversion
            ? "CASE WHEN \(try sql.success()) THEN 1 ELSE 0 END" : try sql.value()
        let after: SQL = request.cursor.flatMap { Int64($0) }.map { " AND r.id < \($0)" } ?? ""
        let seen = seen()
        let selects = conditions.map { condition -> SQL in
            """
            SELECT r.id AS id, \(shown) AS title, \(sql.credit.owner) AS owner, \(sql.credit.unit) AS unit,
            \(time) AS moment, \(value) AS part, \(seen) AS seen
            FROM \(id: leaf.object.table) AS r WHERE \(condition)\(after)
            """
        }.joined(separator: " UNION ALL ")
        return "SELECT * FROM (\(selects)) AS s ORDER BY id DESC LIMIT \(request.limit + 1)"
    }

    /// Past credit may rest on records that have since been handed over.
    private func seen() -> SQL {
        let viewer = session.viewer
        guard !viewer.isSystem, leaf.definition.credit == .then else { return "1" }
        let scope = RowScope(viewer: viewer, schema: session.reading.schema)
        guard let condition = scope.condition(for: leaf.object, alias: FactSQL.alias) else { return "1" }
        return "CASE WHEN \(condition) THEN 1 ELSE 0 END"
    }

    // MARK: Rows

    private struct Item {
        let id: Int64
        let isVisible: Bool
        var members: [String: JSONValue]
    }

    private func item(_ row: any Row) -> Item {
        let id = row.integer(0) ?? 0
        let isVisible = row.integer(6) == 1
        let members: [String: JSONValue] = [
            "id": isVisible ? .int(id) : .null, "object": .string(leaf.object.key), "visible": .bool(isVisible),
            "title": .string(isVisible ? row.text(1) ?? "#\(id)" : "已移交的记录"), "at": moment(row),
            "value": contribution(row), "credit": ["owner": owner(row.integer(2)), "org_unit": unit(row.integer(3))],
        ]
        return Item(id: id, isVisible: isVisible, members: members)
    }

    /// Rows as lists show them, with what each adds to the number. Past
    /// credit on a record that is no longer the viewer's says no more than
    /// its share.
    private func items(_ page: [Item]) throws -> [JSONValue] {
        let seen = page.filter(\.isVisible)
        var known: [Int64: [String: JSONValue]] = [:]
        if !seen.isEmpty {
            let ids = seen.map { Value.reference(object: leaf.object.key, id: $0.id) }
            let list = ListRequest(
                object: leaf.object.key, filters: [FieldFilter(SystemField.id.rawValue, .in, ids)],
                columns: request.columns, limit: ListRequest.limitCeiling)
            var bytes: [UInt8] = []
            _ = try session.reading.list(list, as: session.viewer, into: &bytes)
            for row in try JSONValue(parsing: bytes)["items"]?.array ?? [] {
                if let id = row["id"]?.int, let members = row.object { known[id] = members }
            }
        }
        return page.map { item in
            .object(item.members.merging(known[item.id]?.filter { !DrillDown.own.contains($0.key) } ?? [:]) { $1 })
        }
    }

    /// Members that a listed field of the same key does not replace.
    private static let own: Set<String> = ["value", "at", "visible", "object", "credit"]

    private func owner(_ id: Int64?) -> JSONValue {
        guard let id else { return .null }
        return ["id": .int(id), "label": .string(session.reading.directory.member(id)?.name ?? "#\(id)")]
    }

    private func unit(_ id: Int64?) -> JSONValue {
        guard let id else { return .null }
        return ["id": .int(id), "label": .string(session.reading.directory.unit(id)?.name ?? "#\(id)")]
    }

    private func moment(_ row: any Row) -> JSONValue {
        switch leaf.time?.storage {
        case .instantMillis?: .optional(row.integer(4))
        case nil: .null
        default: .optional(row.text(4))
        }
    }

    /// What the row adds to the number; a conversion's hit is 1.
    private func contribution(_ row: any Row) -> JSONValue {
        if leaf.definition.kind == .conversion { return .optional(row.integer(5)) }
        if leaf.definition.aggregate == .count, leaf.definition.kind == .simple { return 1 }
        return plan.json(row.integer(5).map { ExactNumber(scaled: $0, scale: leaf.scale) })
    }
}

extension Leaf {
    /// Whether rows without a value are left out of the number.
    fileprivate var countsValuesOnly: Bool {
        guard measured != nil else { return false }
        return definition.kind == .median || (definition.kind == .simple && definition.aggregate != .sum)
    }
}

extension MetricPlan {
    /// The part that is listed: a ratio has two halves, a conversion lists
    /// its hits as numerator.
    fileprivate func part(_ part: MetricRecordsRequest.Part?) -> (plan: MetricPlan, onlyHits: Bool) {
        switch self {
        case .leaf(let leaf): (self, leaf.definition.kind == .conversion && part == .numerator)
        case .ratio(_, let numerator, let denominator):
            part == .denominator ? denominator.part(.denominator) : numerator.part(.numerator)
        }
    }
}
