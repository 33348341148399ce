import Definitions
import FormulaLanguage
import SQLText
import Storage

extension Reading {
    /// What happened to a record, newest first:
    /// `{"items":[{"id","kind","at","actor","title","title_en","text","detail"}],"next_cursor"}`.
    ///
    /// - Parameters:
    ///   - before: an event's id; nil for the newest.
    ///   - limit: 1 to 200.
    /// - Throws: ``RecordError``, the same for "none" and "not yours".
    public func timeline(
        _ object: String, _ id: Int64, as viewer: Viewer, before: Int64? = nil, limit: Int = 50
    ) throws -> JSONValue {
        _ = try visibleRecord(object, id, as: viewer)
        let limit = min(max(limit, 1), 200)
        let bound: SQL = before.map { " AND id < \($0)" } ?? ""
        let events = try connection.rows(
            """
            SELECT \(EventStore.columns) FROM event
            WHERE object = \(object) AND record_id = \(id)\(bound) ORDER BY id DESC LIMIT \(limit + 1)
            """, EventStore.event)
        let items = try events.prefix(limit).compactMap { event in
            try timelines.line(for: event, in: self, as: viewer).map { json(event, $0) }
        }
        let next = events.count > limit ? events[limit - 1].id : nil
        return ["items": .array(items), "next_cursor": next.map { .string(String($0)) } ?? .null]
    }

    private func json(_ event: Event, _ line: TimelineLine) -> JSONValue {
        [
            "id": .int(event.id), "kind": .string(event.kind), "at": .int(event.occurredAt.milliseconds),
            "actor": label(of: event.actor), "title": .string(line.titleZh), "title_en": .string(line.titleEn),
            "text": .string(line.text), "detail": line.detail,
        ]
    }

    /// Who it was: `{"id":7,"name":"王小明"}`; no id for the system and forms.
    public func label(of actor: Actor) -> JSONValue {
        switch actor {
        case .user(let id), .importer(let id):
            ["id": .int(id), "name": .string(directory.member(id)?.name ?? "")]
        case .system: ["id": .null, "name": "系统"]
        case .form(let key):
            ["id": .null, "name": .string(schema.form(key).map { "表单：\($0.definition.label.zh)" } ?? "表单")]
        }
    }
}
