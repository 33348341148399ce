extension WarningDefinition {
    static let shape = Shape<WarningDefinition>(
        blank: {
            WarningDefinition(key: "", label: Label(""), object: "", since: "", level: .yellow, advice: Label(""))
        },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .required("object", \.object, .text),
            .required("since", \.since, .text),
            .optional("hours", \.hours, .integer),
            .optional("working_days", \.workingDays, .integer),
            .standard("calendar", \.calendar, .text, "standard"),
            .optional("when", \.when, .text),
            .required("level", \.level, .choice(Level.self)),
            .standard("notify", \.notify, .list(.choice(Receiver.self)), []),
            .standard("recycles", \.recycles, .flag, false),
            .label("advice", \.advice),
        ])
}

extension TouchDefinition {
    static let shape = Shape<TouchDefinition>(
        blank: {
            TouchDefinition(
                key: "", object: "", channelField: "", contentField: "", nextActionField: "", nextDateField: "",
                durationField: "", evidenceField: "", effectiveField: "", targets: [], effectiveWhen: "",
                lastTouchField: "")
        },
        members: [
            .required("key", \.key, .text),
            .required("object", \.object, .text),
            .required("channel_field", \.channelField, .text),
            .required("content_field", \.contentField, .text),
            .required("next_action_field", \.nextActionField, .text),
            .required("next_date_field", \.nextDateField, .text),
            .required("duration_field", \.durationField, .text),
            .required("evidence_field", \.evidenceField, .text),
            .required("effective_field", \.effectiveField, .text),
            .required("targets", \.targets, .list(.text)),
            .required("effective_when", \.effectiveWhen, .text),
            .required("last_touch_field", \.lastTouchField, .text),
            .standard("empty_phrases", \.emptyPhrases, .list(.text), []),
        ])
}

extension RuleDefinition {
    static let shape = Shape<RuleDefinition>(
        blank: { RuleDefinition(key: "", label: Label(""), object: "", trigger: .event(""), actions: []) },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .required("object", \.object, .text),
            .standard("enabled", \.enabled, .flag, true),
            .required("trigger", \.trigger, .trigger),
            .optional("when", \.when, .text),
            .required("actions", \.actions, .list(.action)),
        ])
}

extension Codec where Value == RuleDefinition.Trigger {
    /// `{event: lead.assigned}` or `{daily: "09:00"}`.
    static let trigger = Codec(
        name: Label("触发", en: "a trigger"),
        read: { node, path, reading in
            guard let entry = node.single(["event", "daily"], path, &reading) else { return nil }
            if entry.key == "event" { return entry.take(.text, path, &reading).map { .event($0) } }
            return entry.take(.clock, path, &reading).map { .daily(minute: $0) }
        },
        write: { trigger in
            switch trigger {
            case .event(let kind): .mapping([DocumentEntry("event", .text(kind))])
            case .daily(let minute): .mapping([DocumentEntry("daily", Codec<Int>.clock.write(minute))])
            }
        })
}

extension Codec where Value == RuleDefinition.Action {
    /// One of `notify`, `create_task`, `update`, `webhook`.
    static let action = Codec(
        name: Label("动作", en: "an action"),
        read: { node, path, reading in
            let known = ["notify", "create_task", "update", "webhook"]
            guard let entry = node.single(known, path, &reading) else { return nil }
            switch entry.key {
            case "notify":
                return entry.take(NotifyPart.shape.codec(), path, &reading)
                    .map { .notify(to: $0.receivers, message: $0.message) }
            case "create_task":
                return entry.take(TaskPart.shape.codec(), path, &reading)
                    .map { .createTask(title: $0.title, dueWorkingHours: $0.hours) }
            case "update":
                return entry.take(.map(.text), path, &reading).map { .update($0) }
            default:
                return entry.take(WebhookPart.shape.codec(), path, &reading).map { .webhook(url: $0.url) }
            }
        },
        write: { .mapping([entry($0)]) })

    private static func entry(_ action: RuleDefinition.Action) -> DocumentEntry {
        switch action {
        case .notify(let receivers, let message):
            let part = NotifyPart(receivers: receivers, message: message)
            return DocumentEntry("notify", .mapping(NotifyPart.shape.entries(part)))
        case .createTask(let title, let hours):
            return DocumentEntry("create_task", .mapping(TaskPart.shape.entries(TaskPart(title: title, hours: hours))))
        case .update(let values):
            return DocumentEntry("update", Codec<[String: String]>.map(.text).write(values))
        case .webhook(let url):
            return DocumentEntry("webhook", .mapping(WebhookPart.shape.entries(WebhookPart(url: url))))
        }
    }
}

private struct NotifyPart {
    var receivers: [WarningDefinition.Receiver] = []
    var message = Label("")

    static let shape = Shape<NotifyPart>(
        blank: { NotifyPart() },
        members: [
            .required("to", \.receivers, .list(.choice(WarningDefinition.Receiver.self))),
            .label("message", \.message),
        ])
}

private struct TaskPart {
    var title = Label("")
    var hours = 0

    static let shape = Shape<TaskPart>(
        blank: { TaskPart() },
        members: [.label("title", \.title), .required("due_working_hours", \.hours, .integer)])
}

private struct WebhookPart {
    var url = ""

    static let shape = Shape<WebhookPart>(blank: { WebhookPart() }, members: [.required("url", \.url, .text)])
}

extension DocumentNode {
    /// The only member of a mapping, which must be one of the known.
    fileprivate func single(_ known: [String], _ path: String, _ reading: inout Reading) -> DocumentEntry? {
        guard case .mapping(let entries) = content, entries.count == 1, let entry = entries.first else {
            let expected = Label(known.joined(separator: "/") + " 之一", en: "One of " + known.joined(separator: ", "))
            reading.add(.wrongType(expected: expected, found: self), path, line: line)
            return nil
        }
        guard known.contains(entry.key) else {
            reading.add(.unknownKey(entry.key, known: known), "\(path).\(entry.key)", line: entry.line)
            return nil
        }
        return entry
    }
}
