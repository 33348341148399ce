internal import Definitions
internal import Flow
internal import FormulaLanguage
internal import Records
internal import SQLText
internal import Storage

/// Judges every touch and carries it to what was touched (A2, A3).
struct TouchReaction: Reaction {
    func willSave(_ draft: inout Draft, in change: Change) throws {
        guard let model = change.touchModel(of: draft.object.key) else { return }
        let definition = model.definition
        try refuseEmptyWords(draft, definition)
        if draft.before == nil, draft.object.field("occurred_at") != nil, draft["occurred_at"].isBlank {
            draft["occurred_at"] = .instant(change.occurredAt)
        }
        try fillAccount(&draft, definition, in: change)
        draft[definition.effectiveField] = .boolean(try change.holds(model.effective, on: draft.after))
    }

    func didSave(_ mutation: Mutation, in change: Change) throws {
        guard let model = change.touchModel(of: mutation.after.object.key) else { return }
        let definition = model.definition
        switch mutation.kind {
        case .created: try carry(mutation.after, definition, in: change)
        case .updated where mutation.changedFields.contains(definition.effectiveField):
            // Evidence that came later makes the touch count from then on.
            if mutation.after.isTrue(definition.effectiveField) { try carry(mutation.after, definition, in: change) }
        default: return
        }
    }

    private func refuseEmptyWords(_ draft: Draft, _ definition: TouchDefinition) throws {
        var issues: [RecordError.Issue] = []
        for key in [definition.contentField, definition.nextActionField] {
            guard case .text(let text)? = draft.values[key], let field = draft.object.field(key),
                let phrase = EmptyPhrase.found(in: text, phrases: definition.emptyPhrases)
            else { continue }
            issues.append(.emptyPhrase(phrase, field))
        }
        guard issues.isEmpty else { throw RecordError(.invalid, issues) }
    }

    /// A touch on an opportunity is a touch on its customer too.
    private func fillAccount(_ draft: inout Draft, _ definition: TouchDefinition, in change: Change) throws {
        for key in definition.targets {
            guard case .reference(let object, let id) = draft[key], let target = try? change.record(object, id) else {
                continue
            }
            for other in definition.targets where other != key && draft[other].isBlank {
                let wanted = draft.object.field(other)?.definition.to
                let link = target.object.fields.first {
                    $0.type == .reference && $0.key == other && $0.definition.to == wanted
                }
                if let link { draft[other] = target[link.key] }
            }
        }
    }

    private func carry(_ touch: Record, _ definition: TouchDefinition, in change: Change) throws {
        let occurredAt = touch.instant("occurred_at") ?? change.occurredAt
        let isEffective = touch.isTrue(definition.effectiveField)
        for key in definition.targets {
            guard case .reference(let object, let id) = touch[key], change.schema.object(object) != nil else {
                continue
            }
            try mark(object, id, touch, definition, isEffective ? occurredAt : nil, in: change)
            try change.emit(
                "touch.recorded", on: object, id, payload: payload(touch, definition), occurredAt: occurredAt)
            if isEffective { try finishTasks(about: object, id, in: change) }
        }
    }

    /// Tasks that asked the owner to get in touch are done with the touch.
    private func finishTasks(about object: String, _ id: Int64, in change: Change) throws {
        guard let tasks = change.schema.object(Tasks.object), let status = tasks.field("status"),
            let link = tasks.fields.first(where: { $0.type == .reference && $0.definition.to == object }),
            let kind = tasks.field("kind")
        else { return }
        let open = try change.connection.rows(
            """
            SELECT id FROM \(id: tasks.table)
            WHERE \(id: link.column) = \(id) AND deleted_at IS NULL AND \(id: status.column) = 'open'
                AND \(id: kind.column) IN ('follow_up', 'call_back')
            """
        ) { $0.integer(0) ?? 0 }
        for task in open { _ = try Tasks.complete(task, in: change) }
    }

    private func mark(
        _ object: String, _ id: Int64, _ touch: Record, _ definition: TouchDefinition, _ effectiveAt: Instant?,
        in change: Change
    ) throws {
        let target = try change.reading.record(object, id)
        var values: [String: Value] = [:]
        if let effectiveAt, target.object.field(definition.lastTouchField) != nil,
            (target.instant(definition.lastTouchField) ?? .distantPast) < effectiveAt
        {
            values[definition.lastTouchField] = .instant(effectiveAt)
        }
        if target.object.field(definition.nextDateField) != nil, !touch[definition.nextDateField].isBlank {
            values[definition.nextDateField] = touch[definition.nextDateField]
        }
        guard !values.isEmpty else { return }
        try change.update(object, id, values, system: true)
    }

    private func payload(_ touch: Record, _ definition: TouchDefinition) -> JSONValue {
        [
            "touch": .int(touch.id), "channel": .optional(touch.text(definition.channelField)),
            "effective": .bool(touch.isTrue(definition.effectiveField)),
            "summary": .string(String((touch.text(definition.contentField) ?? "").prefix(200))),
            "next": .optional(touch.text(definition.nextActionField)),
        ]
    }
}

extension Change {
    func touchModel(of object: String) -> TouchModel? {
        schema.touches.first { $0.definition.object == object }
    }
}

extension Instant {
    static var distantPast: Instant { Instant(milliseconds: 0) }
}

extension RecordError.Issue {
    static func emptyPhrase(_ phrase: String, _ field: FieldModel) -> RecordError.Issue {
        RecordError.Issue(
            code: "touch.empty_phrase", field: field.key, zh: "“\(phrase)”没有说明具体做了什么",
            en: "\"\(phrase)\" does not say what was done",
            mendZh: "请写下客户说了什么、约定了什么，例如：“客户确认预算 30 万，下周三演示”",
            mendEn: "Write what the customer said or agreed to, such as \"budget confirmed, demo next Wednesday\"")
    }
}
