public import Definitions
public import FormulaLanguage

extension ValueCodec {
    /// The value as the API writes it, references as bare ids; nil labels
    /// are added where rows are written.
    public static func json(_ value: Value, for field: FieldModel) -> JSONValue {
        json(value, scale: field.scale, keepsUnits: field.type == .money || field.type == .percent)
    }

    static func json(_ value: Value, scale: Int?, keepsUnits: Bool) -> JSONValue {
        switch value {
        case .blank: return .null
        case .number(let number):
            if keepsUnits, let scale { return .optional(number.scaled(to: scale)) }
            if let whole = number.wholeNumber { return .int(Int64(whole)) }
            return Double(number.description).map { .number($0) } ?? .null
        case .text(let text): return .string(text)
        case .boolean(let flag): return .bool(flag)
        case .date(let date): return .string(date.description)
        case .instant(let instant): return .int(instant.milliseconds)
        case .reference(_, let id): return .int(id)
        case .list(let items): return .array(items.map { json($0, scale: scale, keepsUnits: keepsUnits) })
        }
    }

    /// The value as history and audit keep it: keys and ids, not labels; nil
    /// for blank.
    public static func text(_ value: Value) -> String? {
        switch value {
        case .blank: nil
        case .number(let number): number.description
        case .text(let text): text
        case .boolean(let flag): flag ? "true" : "false"
        case .date(let date): date.description
        case .instant(let instant): String(instant.milliseconds)
        case .reference(_, let id): String(id)
        case .list(let items): items.compactMap { text($0) }.joined(separator: ",")
        }
    }
}
