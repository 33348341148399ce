import SQLText

extension SQLWriter {
    /// An aggregate as a sub-query of its own.
    func aggregate(_ aggregate: Aggregate) throws(FormulaError) -> Piece {
        let alias = nextAlias()
        let outer = relatedAlias
        relatedAlias = alias
        defer { relatedAlias = outer }
        var tests: [SQL] = []
        for condition in aggregate.conditions { tests.append(try predicate(condition)) }
        if let scope = context.rowScope(aggregate.object.key, alias) { tests.append("(\(scope))") }
        var from: SQL = "FROM \(id: aggregate.object.table) AS \(id: alias)"
        if !tests.isEmpty { from += " WHERE \(tests.joined(separator: " AND "))" }
        guard let node = aggregate.value else { return .count("(SELECT COUNT(*) \(from))") }
        let value = try piece(node)
        var result = reduced(aggregate.function, value, from)
        if let failure = value.failure {
            let test: SQL = tests.isEmpty ? "WHERE \(failure)" : "AND \(failure)"
            result.failure = SQL.either("EXISTS (SELECT 1 \(from) \(test))", result.failure)
        }
        return result
    }

    private func reduced(_ function: RelatedQuery.Function, _ value: Piece, _ from: SQL) -> Piece {
        switch function {
        case .count: return .count("(SELECT COUNT(*) \(from))")
        case .sum: return sum(value, from)
        case .average: return average(value, from)
        case .minimum: return extreme("MIN", "yy_list_min", value, from)
        case .maximum: return extreme("MAX", "yy_list_max", value, from)
        }
    }

    private func sum(_ value: Piece, _ from: SQL) -> Piece {
        if case .integer(let scale) = value.form, value.fitsInteger {
            var piece = Piece("(SELECT COALESCE(SUM(\(value.sql)), 0) \(from))", .integer(scale))
            (piece.digits, piece.scale) = (19 - scale, scale)
            return piece
        }
        let sql: SQL =
            isSQLite
            ? "(SELECT yy_list_sum(\(list(value))) \(from))"
            : "(SELECT yy_fit(COALESCE(SUM(\(decimal(value))), 0)) \(from))"
        return Piece(sql, .decimal, failure: "\(sql) IS NULL")
    }

    private func average(_ value: Piece, _ from: SQL) -> Piece {
        let sql: SQL
        if !isSQLite {
            sql = "(SELECT yy_div(yy_fit(SUM(\(decimal(value)))), COUNT(\(value.sql))) \(from))"
        } else if case .integer(let scale) = value.form, value.fitsInteger {
            let total = "yy_dec(SUM(\(value.sql)), \(unsafe: String(scale)))" as SQL
            sql = "(SELECT yy_div(COALESCE(\(total), 0), COUNT(\(value.sql))) \(from))"
        } else {
            sql = "(SELECT yy_list_average(\(list(value))) \(from))"
        }
        return Piece(sql, .decimal, failure: "\(sql) IS NULL")
    }

    private func extreme(_ name: String, _ listed: String, _ value: Piece, _ from: SQL) -> Piece {
        switch value.form {
        case .integer:
            var piece = value
            piece.sql = "(SELECT COALESCE(\(unsafe: name)(\(value.sql)), 0) \(from))"
            (piece.blankable, piece.failure, piece.constant) = (false, nil, nil)
            return piece
        case .decimal:
            let sql: SQL =
                isSQLite
                ? "(SELECT \(unsafe: listed)(\(list(value))) \(from))"
                : "(SELECT COALESCE(\(unsafe: name)(\(value.sql)), 0) \(from))"
            return Piece(sql, .decimal)
        default:
            return Piece("(SELECT \(unsafe: name)(\(value.sql)) \(from))", value.form, blankable: true)
        }
    }

    /// SQLite has no aggregates over decimal text; a list of them does.
    private func list(_ value: Piece) -> SQL {
        "group_concat(\(decimal(value)), ' ')"
    }
}
