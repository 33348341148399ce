public import Definitions
public import FormulaLanguage
public import SQLText
public import Storage

/// Carries values between the API's JSON, formulas and columns.
///
/// In JSON money is whole fen, a percentage ten-thousandths of the
/// fraction, a date `YYYY-MM-DD`, a date-time epoch milliseconds, a choice
/// its key, a reference an id. In formulas money is 元 and a percentage the
/// fraction.
public enum ValueCodec {
    /// Reads what the API accepts for a field; `null` and `""` are blank.
    ///
    /// - Throws: the issue that says what is wrong.
    public static func decode(_ json: JSONValue, for field: FieldModel) throws(RecordError.Issue) -> Value {
        if json.isNull || json == .string("") { return .blank }
        if field.isMulti {
            guard case .array(let items) = json else { throw .wrongType(field, "列表", "a list") }
            var values: [Value] = []
            for item in items { values.append(try single(item, field)) }
            return try FieldRules.conform(.list(values), to: field)
        }
        return try FieldRules.conform(single(json, field), to: field)
    }

    private static func single(_ json: JSONValue, _ field: FieldModel) throws(RecordError.Issue) -> Value {
        switch field.type {
        case .text, .longtext, .region, .phone, .email, .url, .select, .multiselect, .autonumber:
            guard let text = json.string else { throw .wrongType(field, "文字", "text") }
            return .text(text)
        case .number:
            guard let number = exact(json) else { throw .wrongType(field, "数字", "a number") }
            return .number(number)
        case .money:
            guard let fen = json.int else { throw .wrongType(field, "整数（单位：分）", "a whole number of fen") }
            return .number(ExactNumber(scaled: fen, scale: 2))
        case .percent:
            guard let points = json.int else { throw .wrongType(field, "整数（万分之一）", "a whole number of ten-thousandths") }
            return .number(ExactNumber(scaled: points, scale: 4))
        case .boolean:
            guard let flag = json.bool else { throw .wrongType(field, "是或否", "true or false") }
            return .boolean(flag)
        case .date:
            guard let date = json.string.flatMap({ LocalDate($0) }) else {
                throw .wrongType(field, "日期 YYYY-MM-DD", "a date YYYY-MM-DD")
            }
            return .date(date)
        case .datetime:
            guard let milliseconds = json.int else { throw .wrongType(field, "毫秒时间戳", "epoch milliseconds") }
            return .instant(Instant(milliseconds: milliseconds))
        case .reference, .user, .department, .attachment:
            guard let id = json.int ?? json["id"]?.int else { throw .wrongType(field, "记录编号", "a record's id") }
            return .reference(object: field.target, id: id)
        case .formula, .rollup:
            throw .readOnly(field)
        }
    }

    private static func exact(_ json: JSONValue) -> ExactNumber? {
        switch json {
        case .int(let value): ExactNumber(String(value))
        case .number(let value): ExactNumber(plain(value))
        case .string(let text): ExactNumber(text)
        default: nil
        }
    }

    /// A double in plain notation; its shortest form may use an exponent.
    private static func plain(_ value: Double) -> String {
        let text = value.description
        guard let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }),
            let exponent = Int(text[text.index(after: mark)...]), exponent.magnitude < 40
        else { return text }
        let mantissa = text[..<mark]
        let sign = mantissa.hasPrefix("-") ? "-" : ""
        let parts = mantissa.drop { $0 == "-" }.split(separator: ".")
        let whole = parts.first.map(String.init) ?? "0"
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        let digits = whole + fraction
        let point = whole.count + exponent
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        if point >= digits.count { return sign + digits + String(repeating: "0", count: point - digits.count) }
        return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    }

    /// The value as its column keeps it; a list has no column.
    public static func column(_ value: Value, for field: FieldModel) -> SQLValue {
        switch value {
        case .blank, .list: .null
        case .number(let number):
            if let scale = field.scale {
                number.scaled(to: scale).map { .integer($0) } ?? .null
            } else {
                number.wholeNumber.map { .integer(Int64($0)) } ?? .null
            }
        case .text(let text): .text(text)
        case .boolean(let flag): .integer(flag ? 1 : 0)
        case .date(let date): .text(date.description)
        case .instant(let instant): .integer(instant.milliseconds)
        case .reference(_, let id): .integer(id)
        }
    }

    /// A column of a row as a value.
    public static func value(_ row: any Row, _ column: Int, for field: FieldModel) -> Value {
        switch field.storage {
        case .scaled(let scale): row.integer(column).map { .number(ExactNumber(scaled: $0, scale: scale)) } ?? .blank
        case .text: row.text(column).map { .text($0) } ?? .blank
        case .boolean01: row.integer(column).map { .boolean($0 != 0) } ?? .blank
        case .dateText: row.text(column).flatMap { LocalDate($0) }.map { .date($0) } ?? .blank
        case .instantMillis: row.integer(column).map { .instant(Instant(milliseconds: $0)) } ?? .blank
        case .reference(let object): row.integer(column).map { .reference(object: object, id: $0) } ?? .blank
        case .multi: item(row.text(column), for: field)
        }
    }

    /// One value of a multi-value field as its join table keeps it: an
    /// option's key, or a file's id as text.
    static func item(_ text: String?, for field: FieldModel) -> Value {
        guard let text else { return .blank }
        guard field.type == .attachment else { return .text(text) }
        return Int64(text).map { .reference(object: field.target, id: $0) } ?? .blank
    }
}
