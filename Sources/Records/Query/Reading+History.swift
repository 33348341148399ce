import Definitions
import FormulaLanguage
import SQLText
import Storage

extension Reading {
    /// Old and new values of a record's fields, newest first:
    /// `{"items":[{"id","field","label","old","new","at","by"}],"next_cursor"}`.
    /// Values are texts as a person reads them.
    ///
    /// - Parameters:
    ///   - field: only this one; nil for all.
    ///   - before: an entry's id; nil for the newest.
    /// - Throws: ``RecordError``, the same for "none" and "not yours".
    public func history(
        _ object: String, _ id: Int64, field: String? = nil, as viewer: Viewer, before: Int64? = nil, limit: Int = 100
    ) throws -> JSONValue {
        let record = try visibleRecord(object, id, as: viewer)
        let restriction = runtime.restriction(record.object, for: viewer)
        if let field, restriction.hidden.contains(field) || record.object.field(field) == nil {
            throw RecordError(.invalid, .unknownField(field))
        }
        let limit = min(max(limit, 1), 200)
        let only: SQL = field.map { " AND field = \($0)" } ?? ""
        let bound: SQL = before.map { " AND id < \($0)" } ?? ""
        let rows = try connection.rows(
            """
            SELECT id, field, old, new, changed_at, changed_by FROM field_history
            WHERE object = \(object) AND record_id = \(id)\(only)\(bound) ORDER BY id DESC LIMIT \(limit + 1)
            """, HistoryRow.init)
        let items = try rows.prefix(limit).compactMap { try item($0, record, restriction, viewer) }
        let next = rows.count > limit ? rows[limit - 1].id : nil
        return ["items": .array(items), "next_cursor": next.map { .string(String($0)) } ?? .null]
    }

    private struct HistoryRow {
        let id: Int64
        let field: String
        let old: String?
        let new: String?
        let at: Int64
        let by: String

        init(_ row: any Row) {
            id = row.integer(0) ?? 0
            field = row.text(1) ?? ""
            old = row.text(2)
            new = row.text(3)
            at = row.integer(4) ?? 0
            by = row.text(5) ?? ""
        }
    }

    private func item(
        _ row: HistoryRow, _ record: Record, _ restriction: Restriction, _ viewer: Viewer
    ) throws -> JSONValue? {
        guard let field = record.object.field(row.field), !restriction.hidden.contains(row.field) else { return nil }
        let mask = record.ownerID == viewer.userID ? nil : restriction.masked[row.field]
        func shown(_ text: String?) throws -> JSONValue {
            guard let text else { return .null }
            if let mask { return mask == .last4 && field.storage == .text ? .string(Masking.last4(text)) : .null }
            return .string(try readable(text, field, viewer))
        }
        return [
            "id": .int(row.id), "field": .string(row.field), "label": .string(field.label.zh),
            "label_en": .string(field.label.en ?? field.label.zh), "old": try shown(row.old), "new": try shown(row.new),
            "at": .int(row.at), "by": label(of: Actor(text: row.by) ?? .system),
        ]
    }

    /// A kept text with labels in place of keys and ids.
    private func readable(_ text: String, _ field: FieldModel, _ viewer: Viewer) throws -> String {
        switch field.type {
        case .select: return field.options[text]?.label.zh ?? text
        case .multiselect:
            return text.split(separator: ",").map { field.options[String($0)]?.label.zh ?? String($0) }.joined(separator: "、")
        case .user: return Int64(text).flatMap { directory.member($0)?.name } ?? text
        case .department: return Int64(text).flatMap { directory.unit($0)?.name } ?? text
        case .boolean: return text == "true" ? "是" : "否"
        case .reference:
            guard let id = Int64(text), let target = try? visibleRecord(field.target, id, as: viewer) else { return "#\(text)" }
            let restriction = runtime.restriction(target.object, for: viewer)
            let key = target.object.title.key
            return restriction.hidden.contains(key) || restriction.masked[key] != nil ? "#\(text)" : target.title
        default: return text
        }
    }
}
