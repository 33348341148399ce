internal import FormulaLanguage

extension SchemaCompiler {
    mutating func compile(_ warning: WarningDefinition, _ path: String) {
        let object = object(warning.object, "\(path).object")
        field(warning.since, of: object, "\(path).since", [.datetime], stored: true)
        calendar(warning.calendar, "\(path).calendar")
        number(warning.hours, 1...87_600, "\(path).hours")
        number(warning.workingDays, 1...1000, "\(path).working_days")
        check(warning.advice, "\(path).advice")
        if (warning.hours == nil) == (warning.workingDays == nil) {
            let message = Label("小时 hours 与工作日 working_days 只能写一个。", en: "Give either hours or working_days.")
            issues.add(.conflict(message, mend: Label("留下其中一个。", en: "Keep one of them.")), path)
        }
        let formula = condition(warning.when, on: object, "\(path).when")
        parts.warnings.append(WarningModel(definition: warning, condition: formula))
    }

    mutating func compile(_ touch: TouchDefinition, _ path: String) {
        let object = object(touch.object, "\(path).object")
        let roles: [(String, String, Set<FieldType>)] = [
            (touch.channelField, "channel_field", [.select]),
            (touch.contentField, "content_field", [.text, .longtext]),
            (touch.nextActionField, "next_action_field", [.text, .longtext, .select]),
            (touch.nextDateField, "next_date_field", [.date, .datetime]),
            (touch.durationField, "duration_field", [.number]),
            (touch.evidenceField, "evidence_field", [.attachment]),
            (touch.effectiveField, "effective_field", [.boolean]),
        ]
        for (key, member, types) in roles { field(key, of: object, "\(path).\(member)", types, stored: true) }
        filled(touch.targets.isEmpty, Label("触达的对象", en: "a target"), "\(path).targets")
        for (index, key) in touch.targets.enumerated() {
            let place = "\(path).targets[\(index)]"
            guard let reference = field(key, of: object, place, [.reference]), let to = reference.definition.to,
                let target = drafts[to]
            else { continue }
            field(touch.lastTouchField, of: target, "\(path).last_touch_field", [.datetime], stored: true)
        }
        if let formula = condition(touch.effectiveWhen, on: object, "\(path).effective_when") {
            parts.touches.append(TouchModel(definition: touch, effective: formula))
        }
    }

    mutating func compile(_ conversion: ConversionDefinition, _ path: String) {
        let source = object(conversion.object, "\(path).object")
        let when = condition(conversion.when?.formula, on: source, "\(path).when.formula")
        filled(conversion.steps.isEmpty, Label("转化步骤", en: "a step"), "\(path).steps")
        uniqueKeys(conversion.steps.map(\.name), "\(path).steps", "name")
        var earlier: [String: String] = ["source": conversion.object]
        var values: [String: [String: Formula]] = [:]
        for (index, step) in conversion.steps.enumerated() {
            let place = "\(path).steps[\(index)]"
            values[step.name] = compile(step, source, earlier, place)
            earlier[step.name] = step.object
        }
        let marks = assignments(conversion.marks, to: source, on: source, "\(path).marks")
        parts.conversions.append(
            ConversionModel(definition: conversion, condition: when, values: values, marks: marks))
    }

    private mutating func compile(
        _ step: ConversionStep, _ source: ObjectDraft?, _ earlier: [String: String], _ path: String
    ) -> [String: Formula] {
        let target = object(step.object, "\(path).object")
        for (key, name) in step.links.sorted(by: { $0.key < $1.key }) {
            let place = "\(path).links.\(key)"
            guard let reference = field(key, of: target, place, [.reference]) else { continue }
            guard let object = earlier[name] else {
                issues.add(.unknownStep(name), place)
                continue
            }
            if reference.definition.to != object {
                issues.add(.wrongFieldType(reference.definition.label.zh, wanted: Label(object, en: object)), place)
            }
        }
        if let key = step.sourceField,
            let reference = field(key, of: source, "\(path).source_field", [.reference]),
            reference.definition.to != step.object
        {
            let wanted = Label(step.object, en: step.object)
            issues.add(.wrongFieldType(reference.definition.label.zh, wanted: wanted), "\(path).source_field")
        }
        if let target { checkRequired(target, filled: Set(step.values.keys).union(step.links.keys), "\(path).values") }
        return assignments(step.values, to: target, on: source, "\(path).values")
    }

    /// Formulas that give fields their values.
    mutating func assignments(
        _ values: [String: String], to target: ObjectDraft?, on source: ObjectDraft?, _ path: String
    ) -> [String: Formula] {
        var result: [String: Formula] = [:]
        for (key, text) in values.sorted(by: { $0.key < $1.key }) {
            let place = "\(path).\(key)"
            guard let field = field(key, of: target, place, stored: true) else { continue }
            result[key] = formula(text, on: source, place, expecting: field.info.type)
            checkOption(text, field, place)
        }
        return result
    }

    /// Reports required fields that nothing fills.
    mutating func checkRequired(_ object: ObjectDraft, filled: Set<String>, _ path: String) {
        for field in object.fields where field.definition.required && field.definition.defaultValue == nil {
            guard !filled.contains(field.key), field.type != .autonumber else { continue }
            issues.add(.requiredFieldUnbound(field.definition.label.zh), path)
        }
    }
}
