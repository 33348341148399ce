internal import Definitions
internal import Flow
internal import FormulaLanguage
internal import Records

/// Stores a routing decision and tells those it concerns.
enum Assignment {
    /// Marks a change in which routing itself sets the owner.
    static let routedKey = "leads.routed"

    /// Stores the decision and announces its result.
    static func announce(_ routing: Routing, on record: Record, in change: Change) throws {
        let decision = try routing.save(recordID: record.id, in: change)
        guard let owner = routing.choice.ownerID else { return try pooled(record, decision, in: change) }
        try started(by: owner, on: record, decision: decision, rule: routing.rule?.label, in: change)
    }

    /// Routes a record that has no owner although it exists already.
    static func route(_ record: Record, in change: Change) throws -> Record {
        guard record.ownerID == nil,
            let route = change.schema.routes.first(where: { $0.definition.object == record.object.key })
        else { return record }
        let routing = try Routing.decide(route, for: record, in: change)
        change.scratch[routedKey] = true
        defer { change.scratch[routedKey] = nil }
        guard let owner = routing.choice.ownerID else {
            try announce(routing, on: record, in: change)
            return record
        }
        let values: [String: Value] = ["owner": .reference(object: "user", id: owner)]
        let updated = try change.update(record.object.key, record.id, values, reason: "routed", system: true)
        try announce(routing, on: updated, in: change)
        return updated
    }

    /// Starts the owner's clock: `lead.assigned`, counter, notification.
    static func started(by owner: Int64, on record: Record, decision: Int64?, rule: Label?, in change: Change) throws {
        let object = record.object.key
        try RouteInputs.count(assignmentOf: owner, in: change)
        try change.emit(
            "\(object).assigned", on: object, record.id,
            payload: ["to": .int(owner), "rule": .optional(rule?.zh), "decision": .optional(decision)])
        guard owner != change.actor.userID else { return }
        let label = record.object.label
        try Notifications.send(
            Notifications.Message(
                kind: "\(object).assigned", urgency: .now,
                title: Label("新\(label.zh):\(record.title)", en: "New \(label.en ?? label.zh): \(record.title)"),
                body: body(record), object: object, recordID: record.id,
                dedupeKey: "\(object).assigned:\(record.id)"),
            to: [owner], in: change)
    }

    private static func body(_ record: Record) -> Label {
        let company = record.text("company") ?? ""
        let grade = record.text("grade")
        let zh = [company, grade.map { "等级 \($0)" } ?? "", "请尽快首次触达"].filter { !$0.isEmpty }.joined(separator: " · ")
        let en = [company, grade.map { "grade \($0)" } ?? "", "please make the first touch"].filter { !$0.isEmpty }
            .joined(separator: " · ")
        return Label(zh, en: en)
    }

    private static func pooled(_ record: Record, _ decision: Int64, in change: Change) throws {
        let object = record.object.key
        try change.emit("\(object).pooled", on: object, record.id, payload: ["decision": .int(decision)])
        let keepers = change.directory.members.filter { member in
            guard member.isActive, let role = change.schema.role(member.role) else { return false }
            let grant = role.grants[object] ?? role.grants["*"]
            return grant?.write == .all && (role.manages || role.administers)
        }
        let label = record.object.label
        try Notifications.send(
            Notifications.Message(
                kind: "\(object).pooled", urgency: .today,
                title: Label("有\(label.zh)进入公海", en: "Nobody could take a \(label.en ?? label.zh)"),
                body: Label(
                    "\(record.title) 没有符合条件的负责人，请查看分发日志",
                    en: "No owner qualified for \(record.title); see the routing log"),
                object: object, recordID: record.id, dedupeKey: "\(object).pooled"),
            to: keepers.map(\.id), in: change)
    }
}
