import Definitions
import FormulaLanguage
import SQLText

/// Field filters as conditions on rows of `r`.
struct FilterSQL {
    let object: ObjectModel
    let viewer: Viewer
    let reading: Reading

    /// - Throws: ``RecordError`` for a field that is not there, not visible
    ///   or not comparable like this.
    func condition(_ filter: FieldFilter) throws -> SQL {
        let field = try reading.runtime.requireWhole(filter.field, of: object, for: viewer)
        if let formula = field.formula { try reading.runtime.requireWhole(formula, for: viewer) }
        if case .multi(let table, let owner, let value) = field.storage, field.formula == nil {
            return try list(filter, field, table: table, owner: owner, value: value)
        }
        let expression = try OutputColumn(field, mask: nil).expression(reading.sqlContext(as: viewer))
        return try scalar(filter, field, expression)
    }

    private func scalar(_ filter: FieldFilter, _ field: FieldModel, _ column: SQL) throws -> SQL {
        let values = try filter.values.map { try self.value($0, field, filter.op) }
        func only() throws -> SQLValue {
            guard values.count == 1 else { throw refusal(field) }
            return values[0]
        }
        // Few distinct values: walking the list's own order beats sorting a
        // third of the table, and SQLite does not know which values are rare.
        let bare: SQL = isCoarse(field) ? .choice(sqlite: "+\(column)", postgres: column) : column
        switch filter.op {
        case .empty: return "\(column) IS NULL"
        case .filled: return "\(column) IS NOT NULL"
        case .eq:
            let value = try only()
            return value == .null ? "\(column) IS NULL" : "\(bare) = \(value)"
        case .ne:
            let value = try only()
            return value == .null ? "\(column) IS NOT NULL" : "(\(column) IS NULL OR \(column) <> \(value))"
        case .lt: return "\(column) < \(try only())"
        case .le: return "\(column) <= \(try only())"
        case .gt: return "\(column) > \(try only())"
        case .ge: return "\(column) >= \(try only())"
        case .in:
            guard values.count <= 500 else { throw refusal(field) }
            let filled = values.filter { $0 != .null }
            guard filled.count < values.count else { return filled.isEmpty ? "1 = 0" : "\(bare) IN (\(values: filled))" }
            return "(\(column) IS NULL OR \(column) IN (\(values: filled)))"
        case .between:
            guard values.count == 2 else { throw refusal(field) }
            return "\(column) >= \(values[0]) AND \(column) <= \(values[1])"
        case .contains:
            guard case .text(let text) = try only(), field.storage == .text else { throw refusal(field) }
            return FilterSQL.contains(column, text)
        }
    }

    private func list(_ filter: FieldFilter, _ field: FieldModel, table: String, owner: String, value: String) throws -> SQL {
        let items: SQL = "SELECT 1 FROM \(id: table) m WHERE m.\(id: owner) = r.id"
        let texts = filter.values.compactMap { ValueCodec.text($0) }
        guard texts.count == filter.values.count, texts.count <= 500 else { throw refusal(field) }
        switch filter.op {
        case .empty: return "NOT EXISTS (\(items))"
        case .filled: return "EXISTS (\(items))"
        case .eq, .contains, .in:
            guard !texts.isEmpty else { return "1 = 0" }
            return "EXISTS (\(items) AND m.\(id: value) IN (\(values: texts)))"
        case .ne:
            return "NOT EXISTS (\(items) AND m.\(id: value) IN (\(values: texts)))"
        case .lt, .le, .gt, .ge, .between: throw refusal(field)
        }
    }

    /// The value as the column keeps it; text to look for is taken as it is.
    private func value(_ value: Value, _ field: FieldModel, _ op: FieldFilter.Operator) throws -> SQLValue {
        if value.isBlank { return .null }
        switch (field.storage, value) {
        case (.text, .text(let text)):
            if op == .contains { return .text(text) }
            if field.type == .phone { return .text(PhoneNumber(text).stored) }
            return .text(TextForms.stored(text))
        case (.scaled, .number), (.boolean01, .boolean), (.dateText, .date), (.instantMillis, .instant):
            let kept = ValueCodec.column(value, for: field)
            guard kept != .null else { throw refusal(field) }
            return kept
        case (.reference, .reference(_, let id)): return .integer(id)
        case (.reference, .number(let number)):
            guard let id = number.wholeNumber else { throw refusal(field) }
            return .integer(Int64(id))
        default: throw refusal(field)
        }
    }

    private func isCoarse(_ field: FieldModel) -> Bool {
        FilterSQL.isCoarse(field)
    }

    /// Whether a field has few distinct values.
    static func isCoarse(_ field: FieldModel) -> Bool {
        field.type == .select || field.type == .boolean || field.column == "warning"
    }

    /// Text inside text, alike on both databases: only A–Z have two cases.
    static func contains(_ column: SQL, _ text: String) -> SQL {
        let needle = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar
                }))
        return .choice(
            sqlite: "instr(lower(\(column)), \(needle)) > 0",
            postgres: """
                strpos(translate(\(column), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), \(needle)) > 0
                """)
    }

    private func refusal(_ field: FieldModel) -> RecordError {
        RecordError(.invalid, .field(field, "filter.value", "的筛选条件不正确", "cannot be filtered like this"))
    }
}
