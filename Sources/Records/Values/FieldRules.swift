import Definitions
import FormulaLanguage

/// What a single value must be to stand in its field: type, length, format
/// and options. References and uniqueness need the database and come later.
enum FieldRules {
    /// The value in the form the field keeps.
    ///
    /// - Throws: the issue that says what is wrong.
    static func conform(_ value: Value, to field: FieldModel) throws(RecordError.Issue) -> Value {
        if value.isBlank { return .blank }
        if case .multi = field.storage { return try list(value, field) }
        return try single(value, field)
    }

    private static func list(_ value: Value, _ field: FieldModel) throws(RecordError.Issue) -> Value {
        guard case .list(let items) = value else { return .list([try single(value, field)]) }
        guard items.count <= 200 else { throw .outOfRange(field) }
        var result: [Value] = []
        for item in items where !item.isBlank {
            let conformed = try single(item, field)
            if !result.contains(conformed) { result.append(conformed) }
        }
        return result.isEmpty ? .blank : .list(result)
    }

    private static func single(_ value: Value, _ field: FieldModel) throws(RecordError.Issue) -> Value {
        switch field.type {
        case .text, .longtext, .region, .autonumber, .phone, .email, .url:
            return try text(value, field)
        case .select, .multiselect:
            guard case .text(let key) = value else { throw .wrongType(field, "选项", "an option") }
            guard field.options[key] != nil else { throw .unknownOption(field, key) }
            return value
        case .number, .money, .percent:
            return try number(value, field)
        case .boolean:
            guard case .boolean = value else { throw .wrongType(field, "是或否", "true or false") }
            return value
        case .date:
            guard case .date(let date) = value else { throw .wrongType(field, "日期", "a date") }
            guard date >= .first, date <= .last else { throw .outOfRange(field) }
            return value
        case .datetime:
            guard case .instant(let instant) = value else { throw .wrongType(field, "日期时间", "a date and time") }
            guard instant.milliseconds.magnitude < 253_402_300_800_000 else { throw .outOfRange(field) }
            return value
        case .reference, .user, .department, .attachment:
            return try reference(value, field)
        case .formula, .rollup:
            throw .readOnly(field)
        }
    }

    private static func number(_ value: Value, _ field: FieldModel) throws(RecordError.Issue) -> Value {
        guard case .number(let number) = value else { throw .wrongType(field, "数字", "a number") }
        guard let scale = field.scale else { return value }
        // Columns keep less than 10^17 units, which every database and every
        // formula computes with exactly.
        guard let units = number.scaled(to: scale), units.magnitude < 100_000_000_000_000_000 else {
            throw .outOfRange(field)
        }
        return .number(ExactNumber(scaled: units, scale: scale))
    }

    private static func reference(_ value: Value, _ field: FieldModel) throws(RecordError.Issue) -> Value {
        let id: Int64
        switch value {
        case .reference(_, let target): id = target
        case .number(let number):
            guard let whole = number.wholeNumber else { throw .wrongType(field, "记录", "a record") }
            id = Int64(whole)
        default: throw .wrongType(field, "记录", "a record")
        }
        guard id > 0, id < 1 << 53 else { throw .unknownReference(field) }
        return .reference(object: field.target, id: id)
    }

    private static func text(_ value: Value, _ field: FieldModel) throws(RecordError.Issue) -> Value {
        guard case .text(let raw) = value else { throw .wrongType(field, "文字", "text") }
        let text = TextForms.stored(raw)
        guard !text.isEmpty else { return .blank }
        guard !TextForms.hasControl(text, multiline: field.type == .longtext) else { throw .unfit(field) }
        guard text.unicodeScalars.count <= field.lengthLimit else { throw .tooLong(field, field.lengthLimit) }
        switch field.type {
        case .phone: return .text(try phone(text, field))
        case .email: return .text(try email(text, field))
        case .url: return .text(try url(text, field))
        default: return .text(text)
        }
    }

    private static func phone(_ text: String, _ field: FieldModel) throws(RecordError.Issue) -> String {
        let number = PhoneNumber(text)
        guard number.isValid else {
            throw .format(field, "请输入 11 位手机号，或带区号的座机", "Enter an 11-digit mobile number, or a landline with its area code")
        }
        return number.stored
    }

    private static func email(_ text: String, _ field: FieldModel) throws(RecordError.Issue) -> String {
        let form = TextForms.compatible(text)
        let parts = form.split(separator: "@", omittingEmptySubsequences: false)
        let labels = parts.last?.split(separator: ".", omittingEmptySubsequences: false) ?? []
        let isHost = labels.count >= 2 && labels.allSatisfy { !$0.isEmpty && $0.utf8.count <= 63 }
        let hasOnlyVisible = form.unicodeScalars.allSatisfy { $0.value > 0x20 && !"<>()[],;:\\\"".unicodeScalars.contains($0) }
        guard parts.count == 2, !parts[0].isEmpty, parts[0].utf8.count <= 64, isHost, hasOnlyVisible,
            form.utf8.count <= 254
        else { throw .format(field, "例如 name@example.com", "For example name@example.com") }
        return form
    }

    private static func url(_ text: String, _ field: FieldModel) throws(RecordError.Issue) -> String {
        let lower = text.lowercased()
        let rest = lower.hasPrefix("https://") ? lower.dropFirst(8) : lower.dropFirst(lower.hasPrefix("http://") ? 7 : 0)
        guard rest.utf8.count < lower.utf8.count, let first = rest.first, first.isLetter || first.isNumber,
            !text.contains(where: { $0.isWhitespace || "<>\"".contains($0) })
        else { throw .format(field, "请以 http:// 或 https:// 开头", "Start with http:// or https://") }
        return text
    }
}

extension FieldModel {
    /// The decimals its column counts; nil where it is no number.
    var scale: Int? {
        if case .scaled(let scale) = storage { scale } else { nil }
    }

    /// The longest text in Unicode scalars.
    var lengthLimit: Int {
        definition.maxLength ?? (type == .longtext ? 20_000 : type == .url ? 2000 : 200)
    }

    /// Whether it keeps several values in a table of its own.
    var isMulti: Bool {
        if case .multi = storage { true } else { false }
    }

    /// The object a reference, user, department or file points to.
    var target: String {
        type == .attachment ? FileRow.object : type.target(to: definition.to) ?? ""
    }
}
