import Definitions
import FormulaLanguage
import Records
import SQLText
import Storage

/// Runs a rule on one record and writes down what came of it (P5, P15).
struct RuleRunner {
    /// Automations that may set each other off before rules stay silent.
    static let depthLimit = 8

    let change: Change
    let rule: RuleModel
    /// The event that triggered it; nil for a daily run.
    let event: Event?

    private var definition: RuleDefinition { rule.definition }

    /// Checks the condition, acts and logs.
    func run(on record: Record) throws {
        if let event, event.depth >= Self.depthLimit {
            return try log(record, fired: false, "自动化互相触发超过 \(Self.depthLimit) 层,未执行")
        }
        guard try change.holds(rule.condition, on: record) else {
            return try log(record, fired: false, "条件不成立")
        }
        try act(on: record)
    }

    /// Acts without asking again; the condition was part of the search.
    func act(on record: Record) throws {
        do {
            try update(record)
        } catch let error as RecordError {
            let why = error.issues.map(\.zh).joined(separator: ";")
            return try log(record, fired: false, "未执行:\(why)")
        }
        for (index, action) in definition.actions.enumerated() { try perform(action, index, record) }
        try log(record, fired: true, definition.actions.map(\.name).joined(separator: "、"))
    }

    private func update(_ record: Record) throws {
        guard !rule.updates.isEmpty else { return }
        var values: [String: Value] = [:]
        for (field, formula) in rule.updates {
            do {
                let value = try change.evaluate(formula, on: record)
                values[field] = record.object.field(field)?.keyed(value) ?? value
            } catch let error as FormulaError where error.isValueFailure {
                values[field] = .blank
            }
        }
        try change.update(record.object.key, record.id, values, system: true)
    }

    private func perform(_ action: RuleDefinition.Action, _ index: Int, _ record: Record) throws {
        switch action {
        case .update: break
        case .notify(let receivers, let message): try notify(receivers, message, record)
        case .createTask(let title, let hours): try createTask(title, hours, record)
        case .webhook(let url): try callWebhook(url, index, record)
        }
    }

    private func notify(_ receivers: [WarningDefinition.Receiver], _ message: Label, _ record: Record) throws {
        let manager = record.ownerID.flatMap { change.directory.member($0) }
            .flatMap { change.directory.manager(of: $0)?.id }
        let ids = [receivers.contains(.owner) ? record.ownerID : nil, receivers.contains(.manager) ? manager : nil]
        try Notifications.send(
            .init(
                kind: "rule", urgency: .today,
                title: Label("\(record.title):\(message.zh)", en: "\(record.title): \(message.english)"),
                body: Label("来自规则“\(definition.label.zh)”", en: "From rule \"\(definition.label.english)\""),
                object: record.object.key, recordID: record.id,
                dedupeKey: "rule:\(definition.key):\(record.object.key):\(record.id)"),
            to: ids.compactMap { $0 }, in: change)
    }

    private func createTask(_ title: Label, _ hours: Int, _ record: Record) throws {
        guard let owner = record.ownerID, Tasks.isAvailable(in: change.schema) else { return }
        let due = change.schema.calendar("standard").map {
            WorkingTime(calendar: $0, zone: change.zone).deadline(from: change.now, workingMinutes: hours * 60)
        }
        try Tasks.create(
            title: "\(title.zh):\(record.title)", owner: owner,
            due: due ?? change.now.adding(milliseconds: Int64(hours) * 3_600_000),
            about: (record.object.key, record.id), source: "rule:\(definition.key)", in: change)
    }

    /// The key names rule, place and cause, so that a repetition is the same
    /// effect.
    private func callWebhook(_ url: String, _ index: Int, _ record: Record) throws {
        let cause = event.map { "event:\($0.id)" } ?? "day:\(change.zone.date(of: change.now)):\(record.id)"
        try Outbox.enqueue(
            channel: "webhook", key: "rule:\(definition.key):\(index):\(cause)",
            payload: [
                "url": .string(url), "rule": .string(definition.key), "object": .string(record.object.key),
                "id": .int(record.id), "title": .string(record.title), "event": .optional(event?.kind),
                "occurred_at": .int((event?.occurredAt ?? change.now).milliseconds),
            ], in: change)
    }

    private func log(_ record: Record, fired: Bool, _ reason: String) throws {
        try change.connection.execute(
            """
            INSERT INTO rule_run (rule, schema_number, event_id, object, record_id, fired, reason, at)
            VALUES (\(definition.key), \(change.schema.number), \((event?.id).sqlValue), \(record.object.key),
              \(record.id), \(fired), \(reason), \(change.now.milliseconds))
            """)
    }
}

extension RuleDefinition.Action {
    /// What the run log calls it.
    var name: String {
        switch self {
        case .notify: "通知"
        case .createTask: "建待办"
        case .update: "改字段"
        case .webhook: "调用外部接口"
        }
    }
}

/// Runs the rules that an event triggers, after its commit.
struct RuleFollower: Follower {
    let name = "flow.rules"

    func handle(_ event: Event, in change: Change) throws {
        for rule in change.schema.rules
        where rule.definition.enabled && rule.definition.object == event.object
            && rule.definition.trigger == .event(event.kind)
        {
            guard let record = try change.standing(event.object, event.recordID) else { continue }
            try RuleRunner(change: change, rule: rule, event: event).run(on: record)
        }
    }
}
