public import Definitions
internal import FormulaLanguage
public import Records

extension Intake {
    /// Takes in what a visitor entered on a published form (L1, L2).
    ///
    /// - Parameter answers: by field key, in the API's value formats.
    /// - Throws: ``RecordError`` naming each field to mend: unknown ones,
    ///   missing ones, values that do not fit, consent not given.
    public static func submit(
        _ form: FormModel, answers: [String: JSONValue], context: SubmissionContext, in change: Change
    ) throws -> IntakeResult {
        let definition = form.definition
        guard let object = change.schema.object(definition.object) else {
            throw RecordError.notFound(definition.object)
        }
        var issues: [RecordError.Issue] = []
        var values: [String: Value] = [:]
        let asked = Dictionary(definition.fields.map { ($0.field, $0) }, uniquingKeysWith: { first, _ in first })
        for key in answers.keys.sorted() where asked[key] == nil { issues.append(.unasked(key)) }
        for question in definition.fields {
            guard let field = object.field(question.field) else { continue }
            do throws(RecordError.Issue) {
                let value = try ValueCodec.decode(answers[question.field] ?? .null, for: field)
                if question.required, value.isBlank { throw .unanswered(question, field) }
                values[question.field] = value
            } catch {
                issues.append(error)
            }
        }
        if definition.consent != nil, !context.consent { issues.append(.consent) }
        guard issues.isEmpty else { throw RecordError(.invalid, issues) }
        for (key, text) in context.utm where object.field(key)?.type == .text {
            values[key] = .text(String(text.prefix(200)))
        }
        let blank = try change.evaluatePresets(form, object)
        values.merge(blank) { answer, _ in answer }
        return try capture(definition.object, values: values, context: context, in: change)
    }
}

extension Change {
    /// The values a form sets by itself.
    fileprivate func evaluatePresets(_ form: FormModel, _ object: ObjectModel) throws -> [String: Value] {
        let empty = Record.blank(object)
        var values: [String: Value] = [:]
        for (key, formula) in form.presets {
            let value = try evaluate(formula, on: empty)
            values[key] = object.field(key)?.keyed(value) ?? value
        }
        return values
    }
}

extension RecordError.Issue {
    fileprivate static func unasked(_ key: String) -> RecordError.Issue {
        let shown = String(key.prefix(60))
        return RecordError.Issue(
            code: "form.unknown_field", field: shown, zh: "表单没有“\(shown)”这一项",
            en: "The form does not ask for \"\(shown)\"",
            mendZh: "请刷新表单后重新填写", mendEn: "Reload the form and fill it in again")
    }

    fileprivate static func unanswered(_ question: FormField, _ field: FieldModel) -> RecordError.Issue {
        let label = question.label ?? field.label
        return RecordError.Issue(
            code: "value.required", field: field.key, zh: "请填写“\(label.zh)”",
            en: "Please fill in \"\(label.en ?? label.zh)\"",
            mendZh: "此项为必填", mendEn: "It is required")
    }

    fileprivate static var consent: RecordError.Issue {
        RecordError.Issue(
            code: "form.consent", field: "consent", zh: "请阅读并勾选同意个人信息使用说明",
            en: "Please read and accept how your data is used",
            mendZh: "勾选后再提交", mendEn: "Tick the box, then submit")
    }
}
