import SQLText

/// Values as databases hold them, read back.
enum SQLDecoder {
    static func value(_ value: SQLValue, as type: ValueType) -> Value {
        if value == .null { return .blank }
        switch type {
        case .number: return number(value).map(Value.number) ?? .blank
        case .text: return text(value).map(Value.text) ?? .blank
        case .boolean: return integer(value).map { .boolean($0 != 0) } ?? .blank
        case .date: return text(value).flatMap { LocalDate($0) }.map(Value.date) ?? .blank
        case .instant: return integer(value).map { .instant(Instant(milliseconds: $0)) } ?? .blank
        case .reference(let object): return integer(value).map { .reference(object: object, id: $0) } ?? .blank
        case .list, .blank: return .blank
        }
    }

    static func number(_ value: SQLValue) -> ExactNumber? {
        switch value {
        case .integer(let integer): ExactNumber(scaled: integer, scale: 0)
        case .text(let text), .decimal(let text): ExactNumber(text)
        case .null, .real, .blob: nil
        }
    }

    static func text(_ value: SQLValue) -> String? {
        switch value {
        case .text(let text), .decimal(let text): text
        case .integer(let integer): String(integer)
        case .null, .real, .blob: nil
        }
    }

    static func integer(_ value: SQLValue) -> Int64? {
        switch value {
        case .integer(let integer): integer
        case .text(let text), .decimal(let text): Int64(text) ?? (text == "t" ? 1 : text == "f" ? 0 : nil)
        case .null, .real, .blob: nil
        }
    }
}
