import SQLText

extension SQLWriter {
    /// A field's column, through sub-queries where references are followed.
    func field(_ access: FieldAccess) throws(FormulaError) -> Piece {
        guard access.hops.isEmpty else {
            let sql = through(access, try column(access.field))
            return piece(of: access.field, sql: sql)
        }
        return piece(of: access.field, sql: "\(id: row(access)).\(id: try column(access.field))")
    }

    private func row(_ access: FieldAccess) -> String {
        access.ofRelated ? relatedAlias ?? context.alias : context.alias
    }

    private func column(_ field: FieldInfo) throws(FormulaError) -> String {
        if case .multi = field.storage {
            throw FormulaError(
                .notInSQL, 0..<0, zh: "多选字段只能用 HASANY、HASALL、COUNTA、ISBLANK",
                en: "A multi-value field only fits HASANY, HASALL, COUNTA and ISBLANK")
        }
        return field.column
    }

    /// `(SELECT yy1.column FROM target AS yy1 WHERE yy1.id = reference)`
    private func through(_ access: FieldAccess, _ column: String) -> SQL {
        var value: SQL = "\(id: row(access)).\(id: access.hops[0].field.column)"
        for (index, hop) in access.hops.enumerated() {
            let alias = nextAlias()
            let next = index + 1 < access.hops.count ? access.hops[index + 1].field.column : column
            let scope = context.rowScope(hop.target.key, alias).map { " AND (\($0))" as SQL } ?? .empty
            value = """
                (SELECT \(id: alias).\(id: next) FROM \(id: hop.target.table) AS \(id: alias) \
                WHERE \(id: alias)."id" = \(value)\(scope))
                """
        }
        return value
    }

    private func piece(of field: FieldInfo, sql: SQL) -> Piece {
        var piece: Piece
        switch field.storage {
        case .scaled(let scale):
            piece = Piece(sql, .integer(scale))
            piece.scale = scale
            piece.digits = max(15 - scale, 0)
        case .text, .multi: piece = Piece(sql, .text)
        case .boolean01: piece = Piece(sql, .flag)
        case .dateText: piece = Piece(sql, .date)
        case .instantMillis: piece = Piece(sql, .instant)
        case .reference: piece = Piece(sql, .reference)
        }
        piece.blankable = field.key != "id"
        return piece
    }

    // MARK: Lists

    /// `EXISTS (SELECT 1 FROM join table …)` or its count.
    private func items(_ node: Node, _ build: (_ from: SQL, _ value: SQL) -> SQL) throws(FormulaError) -> SQL {
        guard case .field(let access) = node.kind, case .multi(let table, let owner, let value) = access.field.storage
        else {
            throw FormulaError(
                .notInSQL, node.range, zh: "这里需要多选字段", en: "A multi-value field is needed here")
        }
        let id: SQL = access.hops.isEmpty ? "\(id: row(access)).\"id\"" : through(access, "id")
        let alias = nextAlias()
        let from: SQL = "FROM \(id: table) AS \(id: alias) WHERE \(id: alias).\(id: owner) = \(id)"
        return build(from, "\(id: alias).\(id: value)")
    }

    func countItems(_ list: Node) throws(FormulaError) -> Piece {
        .count(try items(list) { from, _ in "(SELECT COUNT(*) \(from))" })
    }

    func isEmpty(_ list: Node) throws(FormulaError) -> SQL {
        try items(list) { from, _ in "NOT EXISTS (SELECT 1 \(from))" }
    }

    /// Whether the list has any, or all, of some values. A blank is in none.
    func has(_ list: Node, _ wanted: [Node], all: Bool) throws(FormulaError) -> Condition {
        var tests: [SQL] = []
        var failures: [SQL?] = []
        for node in wanted {
            let piece = try piece(node)
            tests.append(piece.sql)
            failures.append(piece.failure)
        }
        if all {
            var conditions: [SQL] = []
            for test in tests {
                conditions.append(try items(list) { from, value in "EXISTS (SELECT 1 \(from) AND \(value) = \(test))" })
            }
            return Condition(
                sql: "(\(conditions.joined(separator: " AND ")))",
                failure: laterFailure(conditions, failures, goingOn: true))
        }
        let sql = try items(list) { from, value in
            "EXISTS (SELECT 1 \(from) AND \(value) IN (\(tests.joined(separator: ", "))))"
        }
        guard failures.contains(where: { $0 != nil }) else { return Condition(sql: sql, failure: nil) }
        var conditions: [SQL] = []
        for test in tests {
            conditions.append(try items(list) { from, value in "EXISTS (SELECT 1 \(from) AND \(value) = \(test))" })
        }
        return Condition(sql: sql, failure: laterFailure(conditions, failures, goingOn: false))
    }

    /// The failure of the first, or of a later one that is reached: while
    /// the earlier conditions are all `goingOn`.
    func laterFailure(_ conditions: [SQL], _ failures: [SQL?], goingOn: Bool) -> SQL? {
        var result: SQL?
        for (condition, failure) in zip(conditions, failures).reversed() {
            if let later = result {
                let reached: SQL = goingOn ? condition : "NOT \(condition)"
                result = SQL.either(failure, "(\(reached) AND \(later))")
            } else {
                result = failure
            }
        }
        return result
    }
}
