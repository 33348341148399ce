import SQLText

extension SQLWriter {
    /// A number as `numeric` or decimal text; blank stays NULL.
    func decimal(_ piece: Piece) -> SQL {
        if case .number(let number) = piece.constant { return decimal(number) }
        guard case .integer(let scale) = piece.form else { return piece.sql }
        if scale == 0 { return isSQLite ? piece.sql : "(\(piece.sql))::numeric" }
        if isSQLite { return "yy_dec(\(piece.sql), \(unsafe: String(scale)))" }
        return "(\(piece.sql) * \(unsafe: SQLWriter.unit(scale)))"
    }

    /// 10^-scale in plain notation.
    private static func unit(_ scale: Int) -> String {
        ExactNumber(scaled: 1, scale: scale).description
    }

    /// A number as `numeric` or decimal text; blank is 0.
    func filled(_ piece: Piece) -> SQL {
        if piece.constant == .blank { return decimal(ExactNumber.zero) }
        return piece.blankable ? "COALESCE(\(decimal(piece)), 0)" : decimal(piece)
    }

    /// A number as an integer counting 10^-scale, if that cannot overflow;
    /// blank stays NULL.
    func integer(_ piece: Piece, scale: Int) -> SQL? {
        guard case .integer(let own) = piece.form, own <= scale, piece.digits + scale <= 18 else { return nil }
        if case .number(let number) = piece.constant {
            return number.scaled(to: scale).map { bound($0, "bigint") }
        }
        guard own < scale else { return piece.sql }
        return "(\(piece.sql) * \(unsafe: String(ExactNumber.power(scale - own))))"
    }

    private func filledInteger(_ piece: Piece, scale: Int) -> SQL? {
        integer(piece, scale: scale).map { piece.blankable ? "COALESCE(\($0), 0)" : $0 }
    }

    func arithmetic(_ node: Node) throws(FormulaError) -> Piece {
        switch node.kind {
        case .negate(let operand): return negated(try piece(operand))
        case .arithmetic(let operation, let left, let right):
            let (first, second) = (try piece(left), try piece(right))
            switch operation {
            case .add: return added(first, second, "+", "yy_add")
            case .subtract: return added(first, second, "-", "yy_sub")
            case .multiply: return multiplied(first, second)
            case .divide: return divided(first, second)
            }
        default: return try piece(node)
        }
    }

    private func negated(_ piece: Piece) -> Piece {
        var result = piece
        result.constant = nil
        result.blankable = false
        if case .integer(let scale) = piece.form, let own = filledInteger(piece, scale: scale) {
            result.sql = "(-\(own))"
        } else {
            result.form = .decimal
            result.sql = isSQLite ? "yy_sub(0, \(filled(piece)))" : "(-\(filled(piece)))"
        }
        return result
    }

    func added(_ left: Piece, _ right: Piece, _ sign: String, _ function: String) -> Piece {
        let scale = max(left.scale, right.scale)
        let digits = max(left.digits, right.digits) + 1
        let failure = SQL.either(left.failure, right.failure)
        if left.fitsInteger, right.fitsInteger, digits + scale <= 18,
            let first = filledInteger(left, scale: scale), let second = filledInteger(right, scale: scale)
        {
            var piece = Piece("(\(first) \(unsafe: sign) \(second))", .integer(scale), failure: failure)
            (piece.digits, piece.scale) = (digits, scale)
            return piece
        }
        let sqlite: SQL = "\(unsafe: function)(\(filled(left)), \(filled(right)))"
        let exact: SQL = isSQLite ? sqlite : "(\(filled(left)) \(unsafe: sign) \(filled(right)))"
        return checked(exact, rounds: false, digits: digits, scale: scale, failure)
    }

    private func multiplied(_ left: Piece, _ right: Piece) -> Piece {
        let scale = left.scale + right.scale
        let digits = left.digits + right.digits
        let failure = SQL.either(left.failure, right.failure)
        if left.fitsInteger, right.fitsInteger, digits + scale <= 18,
            let first = filledInteger(left, scale: left.scale), let second = filledInteger(right, scale: right.scale)
        {
            var piece = Piece("(\(first) * \(second))", .integer(scale), failure: failure)
            (piece.digits, piece.scale) = (digits, scale)
            return piece
        }
        let exact: SQL = isSQLite ? "yy_mul(\(filled(left)), \(filled(right)))" : "(\(filled(left)) * \(filled(right)))"
        return checked(exact, rounds: scale > ExactNumber.decimals, digits: digits, scale: scale, failure)
    }

    /// Rounds to the decimals kept and fails where the limit is reached.
    private func checked(_ exact: SQL, rounds: Bool, digits: Int, scale: Int, _ failure: SQL?) -> Piece {
        let overflows = digits > ExactNumber.limitDigits
        let sql: SQL = isSQLite || !(overflows || rounds) ? exact : "yy_fit(\(exact))"
        var piece = Piece(sql, .decimal, failure: failure)
        if overflows { piece.failure = SQL.either(failure, "\(sql) IS NULL") }
        piece.digits = min(digits, ExactNumber.limitDigits)
        piece.scale = min(scale, ExactNumber.decimals)
        return piece
    }

    private func divided(_ left: Piece, _ right: Piece) -> Piece {
        let sql: SQL = "yy_div(\(filled(left)), \(filled(right)))"
        var piece = Piece(sql, .decimal, failure: SQL.either(left.failure, right.failure))
        if case .number(let divisor) = right.constant, divisor.absolute >= 1 {
            piece.digits = left.digits
        } else {
            piece.failure = SQL.either(piece.failure, "\(sql) IS NULL")
        }
        return piece
    }
}
