import Definitions
import FormulaLanguage
import SQLText
import Storage

extension Reading {
    /// Writes one page of a list as `{"items":[…],"next_cursor":…}`, straight
    /// from the rows.
    ///
    /// - Throws: ``RecordError`` for an object or field that is not there or
    ///   not visible, or a cursor of another list.
    public func list(_ request: ListRequest, as viewer: Viewer, into output: inout [UInt8]) throws -> ListPage {
        let shape = try runtime.shape(request, as: viewer)
        let statement = try statement(request, shape, as: viewer)
        let cursor = try request.cursor.map { try ListCursor($0, list: shape.name) }
        let limit = min(max(request.limit, 1), ListRequest.limitCeiling)
        var writer = RowWriter(shape, viewer: viewer, directory: directory)
        var pager = Pager(limit: limit)
        let head = try shape.head { sqlContext(as: viewer) }
        if !statement.branches.isEmpty {
            for part in parts(shape, cursor) where pager.wants > 0 {
                let sql = statement.page(head, part, after: cursor, limit: pager.wants)
                try connection.forEachRow(sql) { row in
                    pager.take(row, &writer)
                    return pager.wants > 0
                }
            }
        }
        let next = pager.hasMore ? pager.last(writer).text(list: shape.name) : nil
        try finish(writer, next, as: viewer, into: &output)
        return ListPage(count: pager.taken, nextCursor: next)
    }

    private func parts(_ shape: ListShape, _ cursor: ListCursor?) -> [ListStatement.Part] {
        guard shape.isSortNullable else { return [.all] }
        if let cursor, cursor.key == nil { return [.blank] }
        return [.filled, .blank]
    }

    private func finish(_ writer: RowWriter, _ next: String?, as viewer: Viewer, into output: inout [UInt8]) throws {
        output.append(json: "{\"items\":[")
        if writer.holes.isEmpty {
            output.append(contentsOf: writer.output)
        } else {
            let labels = try PageLabels(writer, self, as: viewer)
            output.append(contentsOf: writer.filled(labels.fill))
        }
        output.append(json: "],\"next_cursor\":")
        if let next { output.append(quoted: next) } else { output.append(json: "null") }
        output.append(UInt8(ascii: "}"))
    }

    /// Rows, filters and rights of a request as SQL.
    func statement(_ request: ListRequest, _ shape: ListShape, as viewer: Viewer) throws -> ListStatement {
        let object = shape.plan.object
        return ListStatement(
            shape: shape, covering: try branches(request.scope, object, as: viewer, areCovering: true),
            branches: try branches(request.scope, object, as: viewer, areCovering: false),
            condition: try condition(request, object, as: viewer))
    }

    private func branches(
        _ scope: ListRequest.Scope?, _ object: ObjectModel, as viewer: Viewer, areCovering: Bool
    ) throws -> [SQL] {
        let rows = RowScope(viewer: viewer, schema: schema)
        let narrowing: RoleDefinition.Scope?
        switch scope {
        case nil: narrowing = nil
        case .own: narrowing = .own
        case .team: narrowing = .team
        case .pool:
            guard let pool = rows.pool(of: object, alias: "r") else {
                throw RecordError.forbidden("您没有查看公海的权限", "You may not see the pool")
            }
            return [pool]
        }
        return areCovering
            ? rows.coveringBranches(of: object, alias: "r", narrowing: narrowing)
            : rows.branches(of: object, alias: "r", narrowing: narrowing)
    }

    private func condition(_ request: ListRequest, _ object: ObjectModel, as viewer: Viewer) throws -> SQL {
        guard request.filters.count <= 30 else {
            throw RecordError.invalid("list.filters", "筛选条件最多 30 个", "At most 30 filters can be combined")
        }
        var result = SQL.empty
        let filters = FilterSQL(object: object, viewer: viewer, reading: self)
        for filter in request.filters { result += " AND \(try filters.condition(filter))" }
        if let formula = request.formula {
            try runtime.requireWhole(formula, for: viewer)
            let settled = try runtime.settled(formula, on: object)
            try runtime.requireWhole(settled, for: viewer)
            let predicate = try settled.predicate(sqlContext(as: viewer))
            // See ``FilterSQL``: the plus keeps SQLite from a bad index.
            let plus: SQL = isCoarse(settled, object) ? .choice(sqlite: "+", postgres: "") : ""
            result += " AND \(plus)(\(predicate))"
        }
        if let search = request.search {
            result += " AND \(try SearchQuery(search, object: object, viewer: viewer, reading: self).condition)"
        }
        return result
    }

    /// Whether a formula looks at nothing but fields with few values.
    private func isCoarse(_ formula: Formula, _ object: ObjectModel) -> Bool {
        formula.dependencies.allSatisfy { dependency in
            dependency.object == object.key && object.field(dependency.field).map(FilterSQL.isCoarse) ?? false
        }
    }
}

/// Counts the rows of a page and notices whether there is one more.
private struct Pager {
    let limit: Int
    private(set) var taken = 0
    private(set) var hasMore = false
    private var cursor = ListCursor(key: nil, id: 0)

    init(limit: Int) { self.limit = limit }

    /// Rows still to be read, with one beyond the page.
    var wants: Int { hasMore ? 0 : limit + 1 - taken }

    mutating func take(_ row: any Row, _ writer: inout RowWriter) {
        guard taken < limit else {
            hasMore = true
            return
        }
        if taken > 0 { writer.output.append(UInt8(ascii: ",")) }
        writer.writeItem(row)
        taken += 1
        if taken == limit { cursor = ListCursor(key: writer.lastKey == .null ? nil : writer.lastKey, id: writer.lastID) }
    }

    func last(_ writer: RowWriter) -> ListCursor { cursor }
}
