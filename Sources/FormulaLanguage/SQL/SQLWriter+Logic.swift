import SQLText

extension SQLWriter {
    /// A condition for `WHERE`; an `AND` at the top keeps each part bare.
    func predicate(_ node: Node) throws(FormulaError) -> SQL {
        if case .and(let nodes) = node.kind {
            var parts: [SQL] = []
            for node in nodes { parts.append(try predicate(node)) }
            return parts.count == 1 ? parts[0] : "(\(parts.joined(separator: " AND ")))"
        }
        let condition = try condition(node, exact: false)
        guard let failure = condition.failure else { return condition.sql }
        return "(NOT \(failure) AND \(condition.sql))"
    }

    /// A condition that is never NULL if `exact`, and otherwise may be NULL
    /// instead of false.
    func condition(_ node: Node, exact: Bool) throws(FormulaError) -> Condition {
        switch node.kind {
        case .compare(let comparison, let left, let right): return try compare(comparison, left, right, exact: exact)
        case .and(let nodes): return try connected(nodes, " AND ", exact: exact, goingOn: true)
        case .or(let nodes): return try connected(nodes, " OR ", exact: exact, goingOn: false)
        case .xor(let nodes): return try odd(nodes)
        case .not(let operand):
            let inner = try condition(operand, exact: true)
            return Condition(sql: "(NOT \(inner.sql))", failure: inner.failure)
        case .isBlank(let operand): return try isBlank(operand)
        case .isError(let operand): return Condition(sql: try failure(of: operand) ?? "FALSE", failure: nil)
        case .isIn(let value, let items): return try isIn(value, items, exact: exact)
        case .hasAny(let list, let wanted): return try has(list, wanted, all: false)
        case .hasAll(let list, let wanted): return try has(list, wanted, all: true)
        default: return truth(try piece(node), exact: exact)
        }
    }

    private func truth(_ piece: Piece, exact: Bool) -> Condition {
        if piece.constant == .blank { return Condition(sql: "FALSE", failure: piece.failure) }
        switch piece.form {
        case .flag where exact && piece.blankable:
            return Condition(sql: "(COALESCE(\(piece.sql), 0) = 1)", failure: piece.failure)
        case .flag: return Condition(sql: "(\(piece.sql) = 1)", failure: piece.failure)
        default:
            let sql: SQL = exact && piece.blankable ? "COALESCE(\(piece.sql), FALSE)" : piece.sql
            return Condition(sql: sql, failure: piece.failure)
        }
    }

    private func failure(of node: Node) throws(FormulaError) -> SQL? {
        if case .list = node.type { return nil }
        return try piece(node).failure
    }

    private func connected(
        _ nodes: [Node], _ word: SQL, exact: Bool, goingOn: Bool
    ) throws(FormulaError) -> Condition {
        var parts: [Condition] = []
        for node in nodes { parts.append(try condition(node, exact: exact)) }
        guard parts.count > 1 else { return parts[0] }
        var failure: SQL?
        if parts.contains(where: { $0.failure != nil }) {
            var conditions: [SQL] = []
            for node in nodes { conditions.append(try condition(node, exact: true).sql) }
            failure = laterFailure(conditions, parts.map(\.failure), goingOn: goingOn)
        }
        return Condition(sql: "(\(parts.map(\.sql).joined(separator: word)))", failure: failure)
    }

    private func odd(_ nodes: [Node]) throws(FormulaError) -> Condition {
        var terms: [SQL] = []
        var failures: [SQL?] = []
        for node in nodes {
            let part = try condition(node, exact: false)
            terms.append("CASE WHEN \(part.sql) THEN 1 ELSE 0 END")
            failures.append(part.failure)
        }
        return Condition(sql: "((\(terms.joined(separator: " + "))) % 2 = 1)", failure: SQL.any(failures))
    }

    func isBlank(_ node: Node) throws(FormulaError) -> Condition {
        if case .list = node.type { return Condition(sql: try isEmpty(node), failure: nil) }
        let piece = try piece(node)
        return Condition(sql: blankTest(piece), failure: piece.failure)
    }

    private func blankTest(_ piece: Piece) -> SQL {
        switch (piece.form, piece.blankable) {
        case (.text, true): "(\(piece.sql) IS NULL OR \(piece.sql) = '')"
        case (.text, false): "(\(piece.sql) = '')"
        case (_, true): "(\(piece.sql) IS NULL)"
        case (_, false): "FALSE"
        }
    }

    // MARK: Choosing a value

    func choose(
        _ branches: [Node.Branch], _ otherwise: Node?, _ mustMatch: Bool, _ type: ValueType
    ) throws(FormulaError) -> Piece {
        var conditions: [Condition] = []
        var results: [Piece] = []
        for branch in branches {
            conditions.append(try condition(branch.condition, exact: false))
            results.append(try piece(branch.result))
        }
        if let otherwise { results.append(try piece(otherwise)) }
        var result = unified(results)
        var cases: SQL = "CASE"
        for (condition, piece) in zip(conditions, result.pieces) { cases += " WHEN \(condition.sql) THEN \(piece)" }
        if otherwise != nil, let last = result.pieces.last { cases += " ELSE \(last)" }
        result.piece.sql = "(\(cases) END)"
        result.piece.blankable = result.piece.blankable || otherwise == nil
        var failure: SQL? = mustMatch ? "TRUE" : otherwise == nil ? nil : results.last?.failure
        for (condition, piece) in zip(conditions, results).reversed() {
            if piece.failure != nil || failure != nil {
                failure = "CASE WHEN \(condition.sql) THEN \(piece.failure ?? "FALSE") ELSE \(failure ?? "FALSE") END"
            }
            failure = SQL.either(condition.failure, failure)
        }
        result.piece.failure = failure
        return result.piece
    }

    func ifError(_ value: Node, _ replacement: Node) throws(FormulaError) -> Piece {
        let (first, second) = (try piece(value), try piece(replacement))
        guard let failed = first.failure else { return first }
        var result = unified([first, second])
        result.piece.sql = "(CASE WHEN \(failed) THEN \(result.pieces[1]) ELSE \(result.pieces[0]) END)"
        result.piece.failure = second.failure.map { "(\(failed) AND \($0))" }
        return result.piece
    }

    func coalesce(_ nodes: [Node]) throws(FormulaError) -> Piece {
        var results: [Piece] = []
        for node in nodes { results.append(try piece(node)) }
        var result = unified(results)
        let values = result.pieces.map { sql in
            result.piece.form == .text ? "NULLIF(\(sql), '')" as SQL : sql
        }
        // SQLite's COALESCE wants two arguments.
        result.piece.sql = values.count == 1 ? values[0] : "COALESCE(\(values.joined(separator: ", ")))"
        result.piece.blankable = result.piece.form == .text || results.allSatisfy(\.blankable)
        result.piece.failure = laterFailure(results.map(blankTest), results.map(\.failure), goingOn: true)
        return result.piece
    }

    /// Values brought to one form, with what is known of any of them.
    private func unified(_ pieces: [Piece]) -> (piece: Piece, pieces: [SQL]) {
        var result = Piece("", pieces.first?.form ?? .text)
        result.blankable = pieces.contains(where: \.blankable)
        switch result.form {
        case .integer, .decimal:
            result.digits = pieces.map(\.digits).max() ?? 0
            result.scale = pieces.map(\.scale).max() ?? 0
            let integers = pieces.compactMap { piece in
                piece.constant == .blank ? (isSQLite ? "NULL" : "NULL::bigint") : integer(piece, scale: result.scale)
            }
            if integers.count == pieces.count, pieces.contains(where: { $0.constant != .blank }) {
                result.form = .integer(result.scale)
                return (result, integers)
            }
            result.form = .decimal
            return (result, pieces.map { decimal($0) })
        case .truth, .flag:
            result.form = .truth
            return (result, pieces.map { $0.form == .flag ? "(\($0.sql) = 1)" : $0.sql })
        default:
            return (result, pieces.map(\.sql))
        }
    }
}
