internal import FormulaLanguage

extension SchemaCompiler {
    /// Makes drafts of all objects, so that formulas can see every field.
    mutating func draftObjects() {
        var stageOptions: [String: [OptionDefinition]] = [:]
        for case .process(let process) in definitions {
            stageOptions["\(process.object).\(process.field)"] = process.stages.map {
                OptionDefinition(key: $0.key, label: $0.label, color: $0.color)
            }
        }
        for case .object(var object) in definitions where drafts[object.key] == nil {
            for index in object.fields.indices where object.fields[index].options.isEmpty {
                let options = stageOptions["\(object.key).\(object.fields[index].key)"]
                if let options, object.fields[index].type == .select { object.fields[index].options = options }
            }
            drafts[object.key] = ObjectDraft(definition: object, path: Definition.object(object).path)
            objectOrder.append(object.key)
        }
        names = SchemaNames(
            objectOrder.compactMap { drafts[$0] }.map { draft in
                (
                    ObjectInfo(key: draft.definition.key, label: draft.definition.label.zh, table: draft.table),
                    draft.fields.map(\.info)
                )
            })
    }

    mutating func compileObjects() {
        let labels = objectOrder.compactMap { drafts[$0] }
        var seen = Set(["用户"])
        for draft in labels where !seen.insert(draft.definition.label.zh).inserted {
            issues.add(.duplicateLabel(draft.definition.label.zh), "\(draft.path).label")
        }
        for key in objectOrder {
            guard let draft = drafts[key] else { continue }
            if BuiltInObject.keys.contains(key) { issues.add(.reservedKey(key), "\(draft.path).key") }
            checkFields(draft)
        }
        compileComputedFields()
        for key in objectOrder { compileFieldFormulas(key) }
        for key in objectOrder {
            guard let draft = drafts[key] else { continue }
            let filters = checkParts(draft)
            parts.objects.append(model(draft, filters))
        }
    }

    private func model(_ draft: ObjectDraft, _ filters: [String: Formula]) -> ObjectModel {
        let fields = draft.fields.map(\.model)
        let title = fields.first { $0.key == draft.definition.title } ?? fields[0]
        return ObjectModel(
            definition: draft.definition, table: draft.table, fields: fields, title: title, viewFilters: filters)
    }

    /// Defaults and validations; they may read computed fields.
    private mutating func compileFieldFormulas(_ key: String) {
        guard var draft = drafts[key] else { return }
        for index in draft.fields.indices where !draft.fields[index].isSystem {
            let field = draft.fields[index]
            if let source = field.definition.defaultValue {
                let path = "\(field.path).default"
                if field.type.isComputed {
                    issues.add(.unstoredField(field.definition.label.zh), path)
                } else {
                    draft.fields[index].defaultValue = formula(source, on: draft, path, expecting: field.info.type)
                    checkOption(source, field, path)
                }
            }
            if let validation = field.definition.validation {
                draft.fields[index].validation = condition(
                    validation.formula, on: draft, "\(field.path).validation.formula")
            }
        }
        drafts[key] = draft
    }

    /// A quoted default of a select must be one of its keys.
    mutating func checkOption(_ source: String, _ field: FieldDraft, _ path: String) {
        let text = source.trimmingSpaces
        guard field.type == .select, text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return }
        let value = String(text.dropFirst().dropLast())
        guard !value.isEmpty, !value.contains("\"") else { return }
        let known = field.definition.options.map(\.key)
        if !known.contains(value) { issues.add(.unknownChoice(value, known: known), path) }
    }

    /// Checks what refers to fields; gives the filters of views by key.
    private mutating func checkParts(_ draft: ObjectDraft) -> [String: Formula] {
        let object = draft.definition
        let path = draft.path
        if let title = field(object.title, of: draft, "\(path).title"), !title.heldType.isText {
            issues.add(.wrongFieldType(title.definition.label.zh, wanted: Label("文本", en: "a text")), "\(path).title")
        }
        for (index, key) in object.summary.enumerated() { field(key, of: draft, "\(path).summary[\(index)]") }
        for (index, key) in object.parents.enumerated() {
            field(key, of: draft, "\(path).parents[\(index)]", [.reference])
        }
        for (index, duplicate) in object.duplicateKeys.enumerated() {
            let place = "\(path).duplicate_keys[\(index)].field"
            field(duplicate.field, of: draft, place, [.text, .phone, .email, .autonumber], stored: true)
        }
        uniqueKeys(object.views.map(\.key), "\(path).views")
        var filters: [String: Formula] = [:]
        for (index, view) in object.views.enumerated() {
            let place = "\(path).views[\(index)]"
            check(view, draft, place)
            filters[view.key] = condition(view.filter, on: draft, "\(place).filter")
        }
        return filters
    }

    private mutating func check(_ view: ViewDefinition, _ draft: ObjectDraft, _ path: String) {
        check(view.label, "\(path).label")
        for (index, key) in view.columns.enumerated() { field(key, of: draft, "\(path).columns[\(index)]") }
        let sort = view.sort.hasPrefix("-") ? String(view.sort.dropFirst()) : view.sort
        if let field = field(sort, of: draft, "\(path).sort", stored: true), field.type.isMultiple {
            issues.add(.unstoredField(field.definition.label.zh), "\(path).sort")
        }
        if let group = view.groupBy { field(group, of: draft, "\(path).group_by", [.select]) }
        if view.style == .kanban, view.groupBy == nil {
            issues.add(.missingPart(Label("看板的分组字段 group_by", en: "group_by of a kanban")), "\(path).group_by")
        }
        if let sum = view.sum { field(sum, of: draft, "\(path).sum", [.number, .money]) }
    }
}

extension String {
    /// Without spaces at either end.
    var trimmingSpaces: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
