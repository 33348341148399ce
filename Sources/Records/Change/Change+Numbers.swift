import Definitions
import FormulaLanguage

extension Change {
    /// The next number of an auto-number field by its pattern:
    /// `XS{yyyy}{mm}{seq:5}` gives `XS20261100042`. The count starts again
    /// wherever the text before it changes (each month here).
    func nextNumber(of field: FieldModel, object: String) throws -> String {
        let pattern = field.definition.pattern ?? "{seq:6}"
        let (year, month, day) = zone.date(of: now).parts
        var text = ""
        var rest = Substring(pattern)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            let token = rest[rest.index(after: open)..<close]
            rest = rest[rest.index(after: close)...]
            switch token {
            case "yyyy": text += Self.padded(Int64(year), 4)
            case "yy": text += Self.padded(Int64(year % 100), 2)
            case "mm": text += Self.padded(Int64(month), 2)
            case "dd": text += Self.padded(Int64(day), 2)
            case _ where token.hasPrefix("seq"):
                let width = Int(token.split(separator: ":").dropFirst().first ?? "1") ?? 1
                text += Self.padded(try nextValue(of: "number:\(object).\(field.key):\(text)"), min(width, 12))
            default: text += "{\(token)}"
            }
        }
        return text + rest
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
