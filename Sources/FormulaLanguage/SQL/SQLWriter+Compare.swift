import SQLText

extension SQLWriter {
    func compare(
        _ comparison: Comparison, _ left: Node, _ right: Node, exact: Bool
    ) throws(FormulaError) -> Condition {
        if left.type == .boolean || right.type == .boolean {
            return try compareTruth(comparison, left, right, exact: exact)
        }
        var (first, second) = (try piece(left), try piece(right))
        var comparison = comparison
        let failure = SQL.either(first.failure, second.failure)
        if first.constant != nil, second.constant == nil {
            swap(&first, &second)
            comparison = comparison.mirrored
        }
        let sql: SQL
        switch first.form {
        case .integer, .decimal: sql = compareNumbers(comparison, first, second, exact: exact)
        case .text: sql = compareTexts(comparison, first, second, exact: exact)
        case .reference: sql = compareReferences(comparison, first, second, exact: exact)
        default: sql = compareDates(comparison, first, second, exact: exact)
        }
        return Condition(sql: sql, failure: failure)
    }

    private func operation(_ comparison: Comparison) -> SQL { SQL(unsafe: comparison.rawValue) }

    /// `column op constant` where a blank column counts as something that
    /// either satisfies the comparison or does not.
    private func bare(_ sql: SQL, _ test: SQL, blankable: Bool, blankHolds: Bool, exact: Bool) -> SQL {
        guard blankable else { return test }
        if blankHolds { return "(\(test) OR \(sql) IS NULL)" }
        return exact ? "(\(test) AND \(sql) IS NOT NULL)" : test
    }

    // MARK: Numbers

    private func compareNumbers(_ comparison: Comparison, _ left: Piece, _ right: Piece, exact: Bool) -> SQL {
        if case .integer(let scale) = left.form, left.constant == nil,
            let wanted = right.constant.map(\.asNumber)
        {
            return compareColumn(comparison, left, scale, wanted, exact: exact)
        }
        let scale = max(left.scale, right.scale)
        if left.fitsInteger, right.fitsInteger, let first = integer(left, scale: scale),
            let second = integer(right, scale: scale)
        {
            let (a, b): (SQL, SQL) = (
                left.blankable ? "COALESCE(\(first), 0)" : first, right.blankable ? "COALESCE(\(second), 0)" : second
            )
            return "(\(a) \(operation(comparison)) \(b))"
        }
        if isSQLite { return "(yy_cmp(\(filled(left)), \(filled(right))) \(operation(comparison)) 0)" }
        return "(\(filled(left)) \(operation(comparison)) \(filled(right)))"
    }

    /// An integer column against a constant, the constant brought to the
    /// column's decimals: `amount >= 50000000`.
    private func compareColumn(
        _ comparison: Comparison, _ left: Piece, _ scale: Int, _ wanted: ExactNumber, exact: Bool
    ) -> SQL {
        let step = ExactNumber.power(ExactNumber.decimals - scale)
        let whole = wanted.units % step == 0
        var comparison = comparison
        var units = wanted.units / step
        if !whole {
            switch comparison {
            case .equal: return "FALSE"
            case .unequal: return "TRUE"
            case .greater, .greaterOrEqual:
                units += wanted.units > 0 ? 1 : 0
                comparison = .greaterOrEqual
            case .less, .lessOrEqual:
                units -= wanted.units < 0 ? 1 : 0
                comparison = .lessOrEqual
            }
        }
        // Beyond 64 bits the answer is the same as for the largest integer.
        let limit = Int64(min(max(units, Int128(Int64.min)), Int128(Int64.max)))
        let order = units > 0 ? -1 : units == 0 ? 0 : 1
        return bare(
            left.sql, "(\(left.sql) \(operation(comparison)) \(bound(limit, "bigint")))", blankable: left.blankable,
            blankHolds: comparison.holds(order), exact: exact)
    }

    // MARK: Text

    private func compareTexts(_ comparison: Comparison, _ left: Piece, _ right: Piece, exact: Bool) -> SQL {
        let ordered = comparison != .equal && comparison != .unequal
        let collation: SQL = ordered && !isSQLite ? " COLLATE \"C\"" : ""
        if right.constant != nil, left.constant == nil {
            let text = right.constant?.asText ?? ""
            let wanted = right.constant == .blank ? bound("", "text") : right.sql
            return bare(
                left.sql, "(\(left.sql)\(collation) \(operation(comparison)) \(wanted))", blankable: left.blankable,
                blankHolds: comparison.holds(text.isEmpty ? 0 : -1), exact: exact)
        }
        return "(\(filledText(left))\(collation) \(operation(comparison)) \(filledText(right)))"
    }

    func filledText(_ piece: Piece) -> SQL {
        if piece.constant == .blank { return "''" }
        return piece.blankable ? "COALESCE(\(piece.sql), '')" : piece.sql
    }

    // MARK: Dates, instants, references

    private func compareDates(_ comparison: Comparison, _ left: Piece, _ right: Piece, exact: Bool) -> SQL {
        let equality = comparison == .equal || comparison == .unequal
        if right.constant == .blank {
            guard equality else { return "FALSE" }
            guard left.blankable else { return comparison == .equal ? "FALSE" : "TRUE" }
            return comparison == .equal ? "(\(left.sql) IS NULL)" : "(\(left.sql) IS NOT NULL)"
        }
        if equality, left.blankable, right.blankable {
            return comparison == .equal
                ? "(\(left.sql) IS NOT DISTINCT FROM \(right.sql))" : "(\(left.sql) IS DISTINCT FROM \(right.sql))"
        }
        return strict(comparison, left, right, exact: exact)
    }

    private func compareReferences(_ comparison: Comparison, _ left: Piece, _ right: Piece, exact: Bool) -> SQL {
        if left.constant == .blank || right.constant == .blank { return comparison == .equal ? "FALSE" : "TRUE" }
        return strict(comparison, left, right, exact: exact)
    }

    /// Blank sides satisfy only `<>`.
    private func strict(_ comparison: Comparison, _ left: Piece, _ right: Piece, exact: Bool) -> SQL {
        var test: SQL = "(\(left.sql) \(operation(comparison)) \(right.sql)"
        let blanks = [left, right].filter(\.blankable)
        if comparison == .unequal {
            for piece in blanks { test += " OR \(piece.sql) IS NULL" }
        } else if exact {
            for piece in blanks { test += " AND \(piece.sql) IS NOT NULL" }
        }
        return test + ")"
    }

    // MARK: Truth

    private func compareTruth(
        _ comparison: Comparison, _ left: Node, _ right: Node, exact: Bool
    ) throws(FormulaError) -> Condition {
        for (node, other) in [(left, right), (right, left)] {
            guard case .constant(let value) = other.kind else { continue }
            let wanted = value.asTruth == (comparison == .equal)
            if wanted { return try condition(node, exact: exact) }
            return try negated(node)
        }
        let (first, second) = (try condition(left, exact: true), try condition(right, exact: true))
        return Condition(
            sql: "((\(first.sql)) \(operation(comparison)) (\(second.sql)))",
            failure: SQL.either(first.failure, second.failure))
    }

    /// `NOT node`, as `column = 0` where it is a column.
    private func negated(_ node: Node) throws(FormulaError) -> Condition {
        if case .field = node.kind {
            let piece = try piece(node)
            return Condition(
                sql: bare(piece.sql, "(\(piece.sql) = 0)", blankable: piece.blankable, blankHolds: true, exact: true),
                failure: nil)
        }
        let inner = try condition(node, exact: true)
        return Condition(sql: "(NOT \(inner.sql))", failure: inner.failure)
    }

    /// `column IN (…)` where the values fit the column; else comparisons.
    func isIn(_ value: Node, _ items: [Node], exact: Bool) throws(FormulaError) -> Condition {
        let piece = try piece(value)
        var wanted: [SQL] = []
        var blankHolds = false
        for item in items {
            guard case .constant(let constant) = item.kind, let sql = member(constant, item.type, of: piece) else {
                return try compared(value, items, exact: exact)
            }
            wanted.append(sql)
            blankHolds = blankHolds || Comparing.holds(.equal, .blank, constant, as: item.type)
        }
        let sql = bare(
            piece.sql, "(\(piece.sql) IN (\(wanted.joined(separator: ", "))))", blankable: piece.blankable,
            blankHolds: blankHolds, exact: exact)
        return Condition(sql: sql, failure: piece.failure)
    }

    private func member(_ value: Value, _ type: ValueType, of piece: Piece) -> SQL? {
        switch piece.form {
        case .integer(let scale):
            guard piece.constant == nil, value.asNumber.decimalsUsed <= scale else { return nil }
            return value.asNumber.scaled(to: scale).map { bound($0, "bigint") }
        case .text, .date, .instant, .reference: return constant(value, type).sql
        case .decimal, .truth, .flag: return nil
        }
    }

    private func compared(_ value: Node, _ items: [Node], exact: Bool) throws(FormulaError) -> Condition {
        let tests = items.map { Node(.compare(.equal, value, $0), .boolean, $0.range) }
        return try condition(Node(.or(tests), .boolean, value.range), exact: exact)
    }
}
