internal import Definitions
internal import FormulaLanguage
internal import Records

/// Keeps a distributed object's status in step with its owner and touches.
///
/// By convention an object with a route may have a select field `status`
/// with the options `new`, `assigned`, `working` and `pool`, a datetime
/// `assigned_at` and a datetime `first_touched_at`; what it has is kept.
enum OwnerStatus {
    /// Statuses after which nothing more is due.
    static let closed = ["converted", "void"]

    /// Follows the owner of a record that is about to be saved.
    static func follow(_ draft: inout Draft, in change: Change) {
        guard isRouted(draft.object, in: change) else { return }
        let (before, after) = (draft.before?["owner"] ?? .blank, draft["owner"])
        let status: String? = if case .text(let text) = draft["status"] { text } else { nil }
        if before.isBlank, !after.isBlank {
            if draft.object.field("assigned_at") != nil { draft["assigned_at"] = .instant(change.now) }
            if status == nil || status == "new" || status == "pool" { set("assigned", &draft) }
        } else if after.isBlank, draft.before == nil || !before.isBlank, status != "converted", status != "void" {
            set("pool", &draft)
        }
    }

    /// Notes the first effective touch.
    static func touched(_ event: Event, in change: Change) throws {
        guard event.payload["effective"]?.bool == true, let object = change.schema.object(event.object),
            isRouted(object, in: change)
        else { return }
        let record = try change.reading.record(event.object, event.recordID)
        var values: [String: Value] = [:]
        if let status = object.field("status"), status.options["working"] != nil, record.text("status") == "assigned" {
            values["status"] = .text("working")
        }
        if object.field("first_touched_at") != nil, record["first_touched_at"].isBlank {
            values["first_touched_at"] = .instant(event.occurredAt)
        }
        guard !values.isEmpty else { return }
        try change.update(event.object, event.recordID, values, system: true)
    }

    /// Says that a record came to its end, so that its clocks stop.
    static func ended(_ mutation: Mutation, in change: Change) throws {
        let record = mutation.after
        guard mutation.changedFields.contains("status"), isRouted(record.object, in: change),
            let status = record.text("status"), closed.contains(status)
        else { return }
        try change.emit("\(record.object.key).closed", on: record.object.key, record.id, payload: ["status": .string(status)])
    }

    private static func isRouted(_ object: ObjectModel, in change: Change) -> Bool {
        change.schema.routes.contains { $0.definition.object == object.key }
    }

    private static func set(_ status: String, _ draft: inout Draft) {
        guard let field = draft.object.field("status"), field.options[status] != nil else { return }
        draft["status"] = .text(status)
    }
}
