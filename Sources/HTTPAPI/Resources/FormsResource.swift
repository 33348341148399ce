import Definitions
import Hummingbird
import Leads
import Records

/// Public forms: anybody may read and submit them.
enum FormsResource {
    private static let workspace = QueryParameter(
        "workspace", .key, "企业标识；默认第一个有此表单的企业", "A company's key; the first one with the form without it")

    static let routes: [Route] = [
        Route(
            method: .get, path: "/forms/{key}", id: "readForm", tag: "forms",
            summary: Words("公开表单", "A public form"), access: .anyone(.read), query: [workspace],
            answer: .json(200, .named("Form"), Words("表单内容", "What it asks")), problems: [.notFound], handler: read),
        Route(
            method: .post, path: "/forms/{key}/submissions", id: "submitForm", tag: "forms",
            summary: Words("提交表单", "Submit a form"), access: .anyone(.form), query: [workspace],
            body: .json(
                .object([
                    .required("answers", .map(.any, max: 100)), .optional("utm", .map(.text(max: 200), max: 10)),
                    .optional("client_key", .text(max: 64, min: 8, pattern: .token)), .optional("consent", .boolean),
                ]), limit: 65_536),
            answer: .json(201, .named("Thanks"), Words("感谢语；新老访客相同", "Thanks; the same for new and known visitors")),
            problems: [.notFound, .recordInvalid, .automationLoop], handler: submit),
    ]

    private static func read(_ call: Call) async throws -> Response {
        let (workspace, form) = try await find(call)
        guard let object = workspace.schema.object(form.definition.object) else { throw Problem(.notFound) }
        return .json(document(form.definition, object, workspace.name))
    }

    private static func submit(_ call: Call) async throws -> Response {
        let (workspace, form) = try await find(call)
        let (definition, body) = (form.definition, call.body)
        let context = SubmissionContext(
            source: definition.key, utm: (body["utm"]?.object ?? [:]).compactMapValues(\.string),
            clientKey: body["client_key"]?.string, consent: body["consent"]?.bool ?? false)
        let answers = body["answers"]?.object ?? [:]
        try await workspace.change(by: .form(definition.key)) { change in
            _ = try Intake.submit(form, answers: answers, context: context, in: change)
        }
        let thanks = definition.thanks ?? Label("感谢您的提交，我们会尽快与您联系。", en: "Thank you, we will be in touch soon.")
        return .json(["thanks": .string(thanks.zh), "thanks_en": .optional(thanks.en)], status: .created)
    }

    /// The first workspace that has the form, or the one that is named.
    private static func find(_ call: Call) async throws -> (workspace: Workspace, form: FormModel) {
        let (key, wanted) = (try call.key(), call.query["workspace"])
        for isFresh in [false, true] {
            for row in try await call.server.workspaces(fresh: isFresh) where wanted == nil || wanted == row.key {
                let workspace = try await call.server.registry.hosted(row.key).workspace
                if let form = workspace.schema.form(key) { return (workspace, form) }
            }
        }
        throw Problem(.notFound, "没有这个表单", "There is no such form")
    }

    private static func document(_ form: FormDefinition, _ object: ObjectModel, _ company: String) -> JSONValue {
        let fields = form.fields.compactMap { question -> JSONValue? in
            guard let field = object.field(question.field) else { return nil }
            let label = question.label ?? field.label
            return .object([
                "field": .string(question.field), "label": .string(label.zh), "label_en": .optional(label.en),
                "type": .string(field.type.rawValue), "required": .bool(question.required),
                "placeholder": .optional(question.placeholder?.zh),
                "placeholder_en": .optional(question.placeholder?.en),
                "max_length": .optional(field.definition.maxLength.map { Int64($0) }),
                "options": .array(
                    field.definition.options.map {
                        ["key": .string($0.key), "label": .string($0.label.zh), "label_en": .optional($0.label.en)]
                    }),
            ])
        }
        return .object([
            "key": .string(form.key), "label": .string(form.label.zh), "label_en": .optional(form.label.en),
            "company": .string(company), "intro": .optional(form.intro?.zh), "intro_en": .optional(form.intro?.en),
            "consent": .optional(form.consent?.zh), "consent_en": .optional(form.consent?.en),
            "fields": .array(fields),
        ])
    }
}
