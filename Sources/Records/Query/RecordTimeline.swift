import Definitions

/// The lines of the events that this room emits.
struct RecordTimeline: TimelineText {
    let kinds: Set<String> = [
        "record.created", "record.updated", "record.deleted", "record.restored", "owner.changed",
        "definition.published",
    ]

    func line(for event: Event, in reading: Reading, as viewer: Viewer) throws -> TimelineLine? {
        switch event.kind {
        case "record.created": TimelineLine("新建了记录", en: "Created the record")
        case "record.deleted": TimelineLine("移入回收站", en: "Moved to the recycle bin")
        case "record.restored": TimelineLine("从回收站恢复", en: "Restored from the recycle bin")
        case "owner.changed": ownerLine(event, reading)
        case "definition.published": TimelineLine("发布了配置", en: "Published the definitions")
        default: updateLine(event, reading, viewer)
        }
    }

    private func ownerLine(_ event: Event, _ reading: Reading) -> TimelineLine {
        func name(_ key: String) -> String? {
            event.payload[key]?.int.map { reading.directory.member($0)?.name ?? "#\($0)" }
        }
        let from = name("from") ?? "公海"
        let to = name("to") ?? "公海"
        return TimelineLine(
            "负责人变更：\(from) → \(to)", en: "Owner changed: \(name("from") ?? "pool") → \(name("to") ?? "pool")",
            text: event.payload["reason"]?.string ?? "", detail: event.payload)
    }

    /// Names only the fields that the viewer may know of; nothing where all
    /// of them are hidden.
    private func updateLine(_ event: Event, _ reading: Reading, _ viewer: Viewer) -> TimelineLine? {
        let keys = event.payload["fields"]?.array?.compactMap(\.string) ?? []
        guard let object = reading.schema.object(event.object) else { return nil }
        let hidden = reading.runtime.restriction(object, for: viewer).hidden
        let fields = keys.filter { !hidden.contains($0) && $0 != SystemField.orgUnit.rawValue }.map { object.field($0)?.label }
        guard !fields.isEmpty else { return nil }
        let zh = fields.compactMap { $0?.zh }.joined(separator: "、")
        let en = fields.compactMap { $0.map { $0.en ?? $0.zh } }.joined(separator: ", ")
        return TimelineLine("修改了 \(zh)", en: "Changed \(en)")
    }
}
