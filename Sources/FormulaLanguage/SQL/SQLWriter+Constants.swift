import SQLText

extension SQLWriter {
    /// A bound value; PostgreSQL is told its type.
    func bound(_ value: some SQLConvertible, _ type: String) -> SQL {
        isSQLite ? SQL(value: value) : "\(SQL(value: value))::\(unsafe: type)"
    }

    func constant(_ value: Value, _ type: ValueType) -> Piece {
        var piece: Piece
        switch value {
        case .blank: piece = blank(type)
        case .number(let number): piece = self.number(number)
        case .text(let text): piece = Piece(bound(text, "text"), .text)
        case .boolean(let truth): piece = Piece(truth ? "TRUE" : "FALSE", .truth)
        case .date(let date): piece = Piece(bound(date.description, "text"), .date)
        case .instant(let instant): piece = Piece(bound(instant.milliseconds, "bigint"), .instant)
        case .reference(_, let id): piece = Piece(bound(id, "bigint"), .reference)
        case .list: piece = Piece("NULL", .text, blankable: true)
        }
        piece.constant = value
        return piece
    }

    private func number(_ number: ExactNumber) -> Piece {
        let scale = number.decimalsUsed
        var piece: Piece
        if let units = number.scaled(to: scale), units.magnitude < 1_000_000_000_000_000_000 {
            piece = Piece(bound(units, "bigint"), .integer(scale))
        } else {
            piece = Piece(decimal(number), .decimal)
        }
        piece.scale = scale
        let whole = (number.units / ExactNumber.one).magnitude
        piece.digits = whole == 0 ? 0 : String(whole).utf8.count
        return piece
    }

    /// A number as the decimal functions and `numeric` take it.
    func decimal(_ number: ExactNumber) -> SQL {
        if let whole = number.wholeNumber, isSQLite { return SQL(value: whole) }
        return bound(SQLValue.decimal(number.description), "numeric")
    }

    func blank(_ type: ValueType) -> Piece {
        let (name, form): (String, Piece.Form) =
            switch type {
            case .number: ("numeric", .decimal)
            case .boolean: ("boolean", .truth)
            case .date: ("text", .date)
            case .instant: ("bigint", .instant)
            case .reference: ("bigint", .reference)
            case .text, .list, .blank: ("text", .text)
            }
        var piece = Piece(isSQLite ? "NULL" : "NULL::\(unsafe: name)", form, blankable: true)
        if form == .decimal { (piece.digits, piece.scale) = (0, 0) }
        piece.constant = .blank
        return piece
    }
}
