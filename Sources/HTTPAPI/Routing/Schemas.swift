/// The shapes of answers, by the names they have in the OpenAPI document.
enum Schemas {
    static let all: [String: Shape] = people.merging(records) { $1 }.merging(work) { $1 }.merging(settings) { $1 }

    static let words = Shape.text(max: .max)
    static let maybeWords = Shape.nullable(words)
    static let count = Shape.integer(0...9_007_199_254_740_991)
    static let maybeInstant = Shape.nullable(.instant)
    static let flag = Shape.boolean
    /// `{"id":7,"label":"…"}`
    static let label = Shape.open([.required("id", .nullable(.id)), .required("label", words)])

    /// Members that are there, with one shape.
    static func all(_ names: String..., as shape: Shape) -> [Shape.Member] {
        names.map { .required($0, shape) }
    }

    static func list(of shape: Shape, _ more: [Shape.Member] = []) -> Shape {
        .open([.required("items", .array(shape, max: .max))] + more)
    }

    /// A list with the cursor of its next page.
    static func page(of shape: Shape, _ more: [Shape.Member] = []) -> Shape {
        list(of: shape, [.required("next_cursor", maybeWords)] + more)
    }

    private static let people: [String: Shape] = [
        "Problem": .open(
            all("type", "title", "title_en", "code", "detail", "detail_en", "mend", "mend_en", as: words) + [
                .required("status", .integer(400...599)), .required("field", maybeWords),
                .required(
                    "errors",
                    .array(
                        .open(
                            [.required("field", maybeWords)]
                                + all("code", "detail", "detail_en", "mend", "mend_en", as: words)), max: .max)),
                .optional("request_id", words),
            ]),
        "Session": .open([
            .required(
                "user",
                .open(
                    [.required("id", .id)] + all("name", "role", "role_label", as: words) + [
                        .required("role_label_en", maybeWords), .required("org_unit", .nullable(.id)),
                        .required("team_name", maybeWords), .required("manages", flag), .required("administers", flag),
                    ])),
            .required("workspace", .open(all("id", "name", as: words))), .required("schema_number", count),
            .required("now", .instant), .required("clock", .choice(["system", "manual"])), .required("demo", flag),
        ]),
        "Token": .open([
            .required("id", .id), .required("name", words), .required("scopes", .array(words, max: 3)),
            .required("created_at", .instant), .required("expires_at", maybeInstant),
        ]),
        "TokenList": list(of: .named("Token")),
        "NewToken": .open([
            .required("id", .id), .required("token", words), .required("name", words),
            .required("scopes", .array(words, max: 3)), .required("expires_at", maybeInstant),
        ]),
        "Directory": .open([
            .required(
                "members",
                .array(
                    .open(
                        [.required("id", .id)] + all("name", "pinyin", "role", as: words) + [
                            .required("role_label", maybeWords), .required("org_unit", .nullable(.id)),
                            .required("is_active", flag), .required("on_duty", flag),
                        ]), max: .max)),
            .required(
                "units",
                .array(
                    .open(
                        [.required("id", .id)] + all("key", "name", as: words) + [
                            .required("parent", .nullable(.id)), .required("manager", .nullable(.id)),
                        ]), max: .max)),
        ]),
        "Clock": .open([.required("now", .instant)]),
        "Health": .open([
            .required("status", words),
            .required(
                "checks",
                .array(.open([.required("name", words), .required("ok", flag), .required("value", .any)]), max: .max)),
        ]),
    ]

    private static let records: [String: Shape] = [
        "Record": .open([
            .required("id", .id), .required("object", words), .required("version", count), .required("title", words),
            .required("values", .map(.any, max: .max), "字段标识 → 值"), .required("owner", .nullable(label)),
            .required("org_unit", .nullable(label)), .required("warning", .any),
            .required("rights", .map(.boolean, max: .max)),
        ]),
        "RecordRow": .open([.required("id", .id), .required("version", count)]),
        "RecordList": page(of: .named("RecordRow")),
        "RecordCount": .open([
            .required("count", count), .required("capped", flag), .required("sums", .map(.any, max: .max)),
        ]),
        "Timeline": page(
            of: .open([
                .required("id", .id), .required("kind", words), .required("at", .instant), .required("actor", .any),
                .required("title", words), .required("text", words), .required("detail", .any),
            ])),
        "History": page(
            of: .open([
                .required("field", words), .required("label", words), .required("old", .any), .required("new", .any),
                .required("at", .instant), .required("by", .any),
            ])),
        "Audit": page(
            of: .open([.required("id", .id), .required("at", .instant), .required("action", words)])),
        "Related": list(
            of: .open([
                .required("object", words), .required("label", words), .required("field", words),
                .required("count", count), .required("items", .array(.any, max: 5)),
            ])),
        "Score": .nullable(
            .open([
                .required("total", count), .required("grade", maybeWords), .required("schema_number", count),
                .required(
                    "lines",
                    .array(
                        .open([
                            .required("key", words), .required("label", words), .required("points", .number),
                            .required("count", .nullable(count)), .required("reason", words),
                        ]), max: .max)),
            ])),
        "RoutingList": list(
            of: .open([
                .required("id", .id), .required("at", .instant), .required("rule", maybeWords),
                .required("owner", .nullable(label)), .required("inputs", .any),
                .required("candidates", .array(.any, max: .max)), .required("schema_number", count),
            ])),
        "RoutingReplay": .open([
            .required("id", .id), .required("same", flag), .required("owner", .nullable(label)),
            .required("now", .nullable(label)),
        ]),
        "DeadlineList": list(
            of: .open([
                .required("sla", words), .required("label", words), .required("state", words),
                .required("anchor_at", .instant), .required("target_at", .instant), .required("hard_at", .instant),
                .required("met_at", maybeInstant), .required("minutes", .nullable(count)),
            ])),
        "Conversion": .map(
            .open([
                .required("object", words), .required("id", .id), .required("title", words), .required("found", flag),
            ]), max: .max),
        "File": .open([
            .required("id", .id), .required("name", words), .required("size", count), .required("mime", words),
        ]),
    ]

    private static let work: [String: Shape] = [
        "GateItem": .open([
            .required("code", words), .required("text", words), .required("mend", words), .required("met", flag),
            .required("field", maybeWords), .required("kind", maybeWords), .required("blocking", flag),
        ]),
        "Gate": .open([
            .required("stage", words), .required("label", words),
            .required("items", .array(.named("GateItem"), max: .max)), .required("met", flag),
            .required("needs_approval", flag), .required("approver", .nullable(label)),
            .required("obstacles", .array(.any, max: .max)),
        ]),
        "StageMove": .open([
            .required("outcome", .choice(["moved", "awaiting_approval"])), .required("approval_id", .nullable(.id)),
            .required("record", .named("Record")),
        ]),
        "EvidenceList": list(
            of: .open([
                .required("id", .id), .required("kind", words), .required("stage", maybeWords), .required("file", .any),
                .required("note", maybeWords), .required("added_by", .any), .required("added_at", .instant),
            ])),
        "ApprovalList": list(
            of: .open([
                .required("id", .id), .required("object", words), .required("record_id", .id),
                .required("title", maybeWords), .required("stage", words), .required("stage_label", maybeWords),
                .required("requested_by", .any), .required("state", words), .required("created_at", .instant),
            ])),
        "Decision": .open([.required("outcome", .choice(["moved", "declined", "outdated"]))]),
        "Touch": .open([
            .required("touch", .any), .required("effective", flag), .required("reasons", .array(.any, max: .max)),
            .required("week", .any),
        ]),
        "Workbench": .open([
            .required("headline", .any), .required("items", .array(.any, max: .max)), .required("week", .any),
        ]),
        "NotificationList": page(
            of: .open([
                .required("id", .id), .required("kind", words), .required("title", words), .required("body", words),
                .required("created_at", .instant), .required("read_at", maybeInstant),
            ]), [.required("unread", count)]),
        "BoardList": list(
            of: .open([.required("key", words), .required("label", words), .required("widgets", count)])),
        "Board": .open([
            .required("board", .any), .required("period", .any), .required("widgets", .array(.any, max: .max)),
        ]),
        "MetricRecords": page(of: .any, [.required("total", .any)]),
        "Form": .open([
            .required("key", words), .required("label", words), .required("company", words),
            .required("fields", .array(.any, max: .max)), .required("consent", maybeWords),
        ]),
        "Thanks": .open([.required("thanks", words), .required("thanks_en", maybeWords)]),
    ]

    private static let settings: [String: Shape] = [
        "Schema": .open(
            [.required("number", count)]
                + all("objects", "processes", "forms", "conversions", "boards", "warnings", as: .array(.any, max: .max))
                + [.required("touch", .any), .required("role", .any)]),
        "FormulaCheck": .open([.required("ok", flag), .required("type", maybeWords), .required("error", .any)]),
        "DefinitionList": list(
            of: .open([
                .required("id", words), .required("kind", words), .required("key", words), .required("label", words),
                .required("document", .any),
            ]), [.required("number", count)]),
        "DefinitionCheck": .open([
            .required("ok", flag), .required("issues", .array(.any, max: 200)),
            .required("remarks", .array(.any, max: 200)),
        ]),
        "DefinitionPublication": .open([
            .required("number", count), .required("remarks", .array(.any, max: .max)),
        ]),
    ]
}
