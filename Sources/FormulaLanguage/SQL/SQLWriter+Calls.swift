import SQLText

extension SQLWriter {
    func concat(_ nodes: [Node]) throws(FormulaError) -> Piece {
        var texts: [SQL] = []
        var failures: [SQL?] = []
        for node in nodes {
            let piece = try piece(node)
            texts.append(filledText(piece))
            failures.append(piece.failure)
        }
        let sql: SQL = texts.count == 1 ? texts[0] : "(\(texts.joined(separator: " || ")))"
        return Piece(sql, .text, failure: SQL.any(failures))
    }

    func convert(_ conversion: Conversion, _ operand: Node) throws(FormulaError) -> Piece {
        let piece = try piece(operand)
        var result = Piece(piece.sql, .text, failure: piece.failure, blankable: piece.blankable)
        switch conversion {
        case .dateToText: break
        case .numberToText:
            if piece.form == .integer(0) {
                result.sql = "CAST(\(piece.sql) AS TEXT)"
            } else {
                result.sql = isSQLite ? "yy_text(\(decimal(piece)))" : "trim_scale(\(decimal(piece)))::text"
            }
        case .booleanToText:
            let test: SQL = piece.form == .flag ? "(\(piece.sql) = 1)" : piece.sql
            let blank: SQL = piece.blankable ? " WHEN \(piece.sql) IS NULL THEN NULL" : ""
            result.sql = "(CASE\(blank) WHEN \(test) THEN 'TRUE' ELSE 'FALSE' END)"
        case .optionToLabel(let labels):
            var cases: SQL = "CASE \(piece.sql)"
            for (key, label) in labels.sorted(by: { $0.key < $1.key }) {
                cases += " WHEN \(bound(key, "text")) THEN \(bound(label, "text"))"
            }
            result.sql = "(\(cases) ELSE \(piece.sql) END)"
        }
        return result
    }

    func call(_ spec: FunctionSpec, _ nodes: [Node]) throws(FormulaError) -> Piece {
        var pieces: [Piece] = []
        for node in nodes { pieces.append(try piece(node)) }
        if spec.name == "SUM", let sum = integerSum(pieces) { return sum }
        var arguments: [SQL] = []
        var blanks: [SQL] = []
        for (place, piece) in pieces.enumerated() {
            arguments.append(argument(piece, spec.parameter(place)))
            let propagates = spec.parameter(place) == .date || spec.parameter(place) == .instant
            if propagates, piece.blankable { blanks.append(piece.sql) }
        }
        for hidden in spec.hidden { arguments.append(self.hidden(hidden)) }
        let sql: SQL = "\(unsafe: spec.sqlName)(\(arguments.joined(separator: ", ")))"
        return result(spec, sql, pieces, blanks)
    }

    private func result(_ spec: FunctionSpec, _ sql: SQL, _ pieces: [Piece], _ blanks: [SQL]) -> Piece {
        var failure = SQL.any(pieces.map(\.failure))
        let roomy =
            ["ROUND", "ROUNDUP", "INT"].contains(spec.name) && (pieces.first?.digits ?? 20) < 19
            && pieces.dropFirst().allSatisfy { $0.constant.map { !$0.asNumber.isNegative } ?? false }
        if spec.canFail, !roomy {
            var failed: SQL = "\(sql) IS NULL"
            for blank in blanks { failed += " AND \(blank) IS NOT NULL" }
            failure = SQL.either(failure, blanks.isEmpty ? failed : "(\(failed))")
        }
        let blankable =
            !blanks.isEmpty
            || (spec.result != .number && spec.parameters.contains { $0 == .dateOrBlank || $0 == .instantOrBlank })
        if spec.countsOnly { return .count(sql, failure: failure, blankable: blankable) }
        var piece = Piece(sql, form(spec.result), failure: failure, blankable: blankable)
        if roomy { piece.digits = (pieces.first?.digits ?? 19) + 1 }
        return piece
    }

    private func form(_ type: ValueType) -> Piece.Form {
        switch type {
        case .number: .decimal
        case .boolean: .truth
        case .date: .date
        case .instant: .instant
        case .reference: .reference
        case .text, .list, .blank: .text
        }
    }

    private func argument(_ piece: Piece, _ parameter: FunctionSpec.Parameter) -> SQL {
        switch parameter {
        case .number: filled(piece)
        case .numberOrBlank: piece.constant == .blank && !isSQLite ? "NULL::numeric" : decimal(piece)
        case .text: filledText(piece)
        case .boolean:
            piece.form == .flag
                ? "(COALESCE(\(piece.sql), 0) = 1)" : piece.blankable ? "COALESCE(\(piece.sql), FALSE)" : piece.sql
        case .date, .dateOrBlank, .instant, .instantOrBlank: piece.sql
        }
    }

    private func hidden(_ hidden: FunctionSpec.Hidden) -> SQL {
        switch hidden {
        case .zone: SQL(unsafe: String(context.zone.offsetMinutes))
        case .calendar: bound(CalendarSpecs.text(context.calendar), "text")
        }
    }

    /// `SUM` of columns whose integers cannot overflow, as plain additions.
    private func integerSum(_ pieces: [Piece]) -> Piece? {
        guard pieces.allSatisfy({ $0.fitsInteger || $0.constant == .blank }), var sum = pieces.first else { return nil }
        if pieces.count == 1 {
            return sum.blankable ? added(sum, constant(.number(.zero), .number), "+", "yy_add") : sum
        }
        for piece in pieces.dropFirst() {
            sum = added(sum, piece, "+", "yy_add")
            guard case .integer = sum.form else { return nil }
        }
        return sum
    }
}
