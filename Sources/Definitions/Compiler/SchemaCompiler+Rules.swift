internal import FormulaLanguage

extension SchemaCompiler {
    mutating func compile(_ rule: RuleDefinition, _ path: String) {
        let object = object(rule.object, "\(path).object")
        switch rule.trigger {
        case .event(let name): event(name, "\(path).trigger.event")
        case .daily(let minute): number(minute, 0...1439, "\(path).trigger.daily")
        }
        filled(rule.actions.isEmpty, Label("动作", en: "an action"), "\(path).actions")
        let when = condition(rule.when, on: object, "\(path).when")
        var updates: [String: Formula] = [:]
        for (index, action) in rule.actions.enumerated() {
            let place = "\(path).actions[\(index)]"
            switch action {
            case .notify(let receivers, let message):
                filled(receivers.isEmpty, Label("接收人", en: "a receiver"), "\(place).notify.to")
                check(message, "\(place).notify.message")
            case .createTask(let title, let hours):
                check(title, "\(place).create_task.title")
                number(hours, 0...1000, "\(place).create_task.due_working_hours")
            case .update(let values):
                updates.merge(assignments(values, to: object, on: object, "\(place).update")) { _, last in last }
            case .webhook(let url):
                let isWeb = url.hasPrefix("https://") || url.hasPrefix("http://")
                if !isWeb || url.contains(" ") || url.utf8.count > 2000 {
                    issues.add(.badPattern(url), "\(place).webhook.url")
                }
            }
        }
        parts.rules.append(RuleModel(definition: rule, condition: when, updates: updates))
    }

    mutating func compile(_ form: FormDefinition, _ path: String) {
        guard let object = object(form.object, "\(path).object") else { return }
        filled(form.fields.isEmpty, Label("表单字段", en: "a field"), "\(path).fields")
        uniqueKeys(form.fields.map(\.field), "\(path).fields", "field")
        for (index, question) in form.fields.enumerated() {
            let place = "\(path).fields[\(index)].field"
            guard let field = field(question.field, of: object, place, stored: true) else { continue }
            if field.isSystem || field.definition.readOnly {
                let message = Label("“\(field.definition.label.zh)”由系统填写。", en: "The system fills this field.")
                issues.add(.conflict(message, mend: Label("从表单上拿掉。", en: "Take it off the form.")), place)
            }
        }
        let presets = assignments(form.presets, to: object, on: object, "\(path).presets")
        checkBase(form, object, path)
        parts.forms.append(FormModel(definition: form, presets: presets))
    }

    /// L2: the base fields of a lead are asked for or waived with a reason.
    private mutating func checkBase(_ form: FormDefinition, _ object: ObjectDraft, _ path: String) {
        let bound = Set(form.fields.map(\.field)).union(form.presets.keys)
        for (key, reason) in form.waivers.sorted(by: { $0.key < $1.key }) {
            field(key, of: object, "\(path).waivers.\(key)")
            if reason.trimmingSpaces.isEmpty {
                issues.add(.missingPart(Label("免填的理由", en: "the reason")), "\(path).waivers.\(key)")
            }
        }
        if form.object == FormDefinition.leadObject {
            for (key, label) in FormDefinition.baseFields where !bound.contains(key) && form.waivers[key] == nil {
                issues.add(.baseFieldUnbound(label.zh), "\(path).fields")
            }
        }
        checkRequired(object, filled: bound, "\(path).fields")
    }
}

extension FormDefinition {
    /// The object whose forms must ask for ``baseFields``.
    public static let leadObject = "lead"

    /// What a form must bind or waive before it is published (L2), with the
    /// names users know them by.
    public static let baseFields: [(key: String, label: Label)] = [
        ("name", Label("姓名", en: "Name")),
        ("phone", Label("电话", en: "Phone")),
        ("company", Label("公司", en: "Company")),
        ("title_role", Label("职位", en: "Role")),
        ("company_size", Label("公司规模", en: "Company size")),
        ("current_system", Label("当前使用系统", en: "Current system")),
    ]
}
