import Definitions
import Flow
import FormulaLanguage
import Hummingbird
import Records
import Touches

/// The four-field entry of what was done with a customer.
enum TouchesResource {
    static let routes: [Route] = [
        Route(
            method: .post, path: "/touches", id: "recordTouch", tag: "touches",
            summary: Words("快速登记触达", "Record a touch"), access: .member, body: .json(shape),
            answer: .json(201, .named("Touch"), Words("是否有效及原因", "Whether it counts, and why")),
            problems: [
                .recordInvalid, .recordForbidden, .recordNotFound, .recordDuplicate, .automationLoop, .formulaInvalid,
                .recordStale, .gateRefused, .notFound,
            ],
            headers: [.idempotencyKey], handler: record)
    ]

    private static let text = Shape.nullable(.text(max: 5000))
    private static let shape = Shape.object([
        .optional("client_key", .text(max: 64, min: 8, pattern: .token), "离线登记的唯一键"),
        .optional("object", .key), .optional("record_id", .id),
        .optional("customer_name", .text(max: 200, min: 1), "没有 record_id 时按名称查找"),
        .required("channel", .key), .required("content", .text(max: 5000, min: 1)),
        .optional("next_action", text), .optional("next_date", .nullable(.text(max: 10, pattern: .date))),
        .optional("duration_minutes", .nullable(.integer(0...1440))), .optional("files", .array(.id, max: 50)),
        .optional("feedback", .array(.text(max: 40), max: 20)), .optional("demand", text), .optional("answer", text),
        .optional("hidden_concern", text), .optional("customised", .nullable(.boolean), "凭证是为这位客户定制的方案"),
        .optional("occurred_at", .nullable(.instant), "实际发生时间"),
    ])

    private static func record(_ call: Call) async throws -> Response {
        let (member, body) = try (call.member, call.body)
        guard let policy = member.workspace.schema.touches.first?.definition,
            let object = member.workspace.schema.object(policy.object)
        else { throw RecordError.invalid("touch.none", "还没有配置触达", "Touches are not set up") }
        let values = try values(body, policy, object)
        let customer = try customer(body)
        let now = member.workspace.time.now()
        let happened = body["occurred_at"]?.int.map { min(Instant(milliseconds: $0), now) }
        return try await call.write(options: ChangeOptions(occurredAt: happened)) { change, viewer in
            let open = try runningDeadlines(body, change.reading)
            let outcome = try QuickEntry.record(
                customer, values: values, clientKey: body["client_key"]?.string, in: change)
            return try answer(outcome, policy, closing: open, change, viewer)
        }
    }

    private static func customer(_ body: JSONValue) throws -> QuickEntry.Customer {
        if let object = body["object"]?.string, let id = body["record_id"]?.int {
            return .record(object: object, id: id)
        }
        if let name = body["customer_name"]?.string { return .named(name) }
        throw Problem(.invalidBody, items: [.missing("record_id")])
    }

    /// The entry's names are the same everywhere; the fields are what the
    /// touch policy says.
    private static func values(
        _ body: JSONValue, _ policy: TouchDefinition, _ object: ObjectModel
    ) throws -> [String: Value] {
        let names = [
            "channel": policy.channelField, "content": policy.contentField, "next_action": policy.nextActionField,
            "next_date": policy.nextDateField, "duration_minutes": policy.durationField, "files": policy.evidenceField,
            "feedback": "feedback", "demand": "demand", "answer": "answer", "hidden_concern": "hidden_concern",
            "occurred_at": "occurred_at", "customised": "customised",
        ]
        var values: [String: JSONValue] = [:]
        for (name, key) in names {
            guard let value = body[name], !value.isNull else { continue }
            // A template without the golden five has no place for them.
            if object.field(key) != nil { values[key] = value }
        }
        return try RecordValues.decode(.object(values), for: object)
    }

    private static func runningDeadlines(_ body: JSONValue, _ reading: Reading) throws -> DeadlineRow? {
        guard let object = body["object"]?.string, let id = body["record_id"]?.int else { return nil }
        return try Deadlines.running(object, id, in: reading.connection)
    }

    private static func answer(
        _ outcome: QuickEntry.Outcome, _ policy: TouchDefinition, closing open: DeadlineRow?, _ change: Change,
        _ viewer: Viewer
    ) throws -> HTTPAPI.Outcome {
        let closed = try open.flatMap { open in
            try Deadlines.list(open.object, open.recordID, in: change.connection).first { row in
                row.id == open.id && row.machine.state != .open
            }
        }
        let touch: JSONValue = try change.reading.record(policy.object, outcome.touchID, as: viewer)
        let reasons = outcome.reasons.map { label -> JSONValue in
            ["text": .string(label.zh), "text_en": .optional(label.en)]
        }
        return HTTPAPI.Outcome(
            status: .created,
            value: [
                "touch": touch,
                "object": .string(outcome.object), "record_id": .int(outcome.recordID),
                "effective": .bool(outcome.effective), "reasons": .array(reasons),
                "closed_deadline": closed.map { row in
                    [
                        "sla": .string(row.sla), "label": .string(Deadlines.label(row, in: change.schema).zh),
                        "state": .string(row.machine.state.rawValue),
                        "minutes": .optional(row.minutes.map { Int64($0) }),
                    ]
                } ?? .null,
                "week": ["done": .int(Int64(outcome.weekDone)), "goal": .int(Int64(outcome.weekGoal))],
            ])
    }
}
