import Definitions
import FormulaLanguage
import Records

/// The schema as a member's screens need it: without what their role hides.
struct SchemaDocument: Sendable {
    let schema: Schema
    let viewer: Viewer

    /// The answer of `GET /schema`.
    var document: JSONValue {
        let visible = schema.objects.filter { viewer.scope(for: $0.key, .read) != .none }
        let keys = Set(visible.map(\.key))
        return [
            "number": .int(Int64(schema.number)),
            "objects": .array(visible.map(object)),
            "processes": .array(schema.processes.filter { keys.contains($0.definition.object) }.map(process)),
            "touch": schema.touches.first.map { touch($0.definition) } ?? .null,
            "forms": .array(schema.forms.filter { keys.contains($0.definition.object) }.map { form($0.definition) }),
            "conversions": .array(
                schema.conversions.map(\.definition).filter { keys.contains($0.object) }.map(conversion)),
            "boards": .array(schema.boards.filter { $0.isVisible(to: viewer) }.map { named($0.key, $0.label) }),
            "warnings": .array(
                schema.warnings.map(\.definition).filter { keys.contains($0.object) }.map(warning)),
            "role": role,
        ]
    }

    private var role: JSONValue {
        .object([
            "key": .string(viewer.role.key), "label": .string(viewer.role.label.zh),
            "label_en": .optional(viewer.role.label.en), "manages": .bool(viewer.role.manages),
            "administers": .bool(viewer.role.administers),
        ])
    }

    private func object(_ object: ObjectModel) -> JSONValue {
        let grant = viewer.grant(for: object.key)
        let hidden = Set(grant.hiddenFields)
        let fields = object.fields.filter { !hidden.contains($0.key) }
        return words(
            object.label,
            [
                "key": .string(object.key), "icon": .optional(object.definition.icon),
                "title": .string(object.definition.title),
                "summary": strings(object.definition.summary.filter { !hidden.contains($0) }),
                "fields": .array(fields.map(field)),
                "views": .array(object.definition.views.map(view)),
                "rights": .object([
                    "read": .string(grant.read.rawValue), "write": .string(grant.write.rawValue),
                    "create": .bool(grant.create), "delete": .bool(grant.delete), "export": .bool(grant.export),
                ]),
            ])
    }

    private func field(_ field: FieldModel) -> JSONValue {
        let definition = field.definition
        var members: [String: JSONValue] = [
            "key": .string(field.key), "type": .string(field.type.rawValue), "required": .bool(definition.required),
            "read_only": .bool(definition.readOnly || field.isSystem || field.formula != nil),
            "hidden": .bool(definition.hidden), "system": .bool(field.isSystem), "unique": .bool(definition.unique),
            "indexed": .bool(definition.indexed || field.isSystem), "search": .bool(definition.search),
        ]
        if let to = definition.to { members["to"] = .string(to) }
        if let decimals = definition.decimals { members["decimals"] = .int(Int64(decimals)) }
        if let length = definition.maxLength { members["max_length"] = .int(Int64(length)) }
        if let result = definition.result { members["result"] = .string(result.rawValue) }
        if let pattern = definition.pattern { members["pattern"] = .string(pattern) }
        if let mask = definition.mask { members["mask"] = .string(mask.style.rawValue) }
        if let help = definition.help {
            members["help"] = .string(help.zh)
            members["help_en"] = .optional(help.en)
        }
        if !definition.options.isEmpty { members["options"] = .array(definition.options.map(option)) }
        return words(field.label, members)
    }

    private func option(_ option: OptionDefinition) -> JSONValue {
        words(option.label, ["key": .string(option.key), "color": .optional(option.color)])
    }

    private func view(_ view: ViewDefinition) -> JSONValue {
        words(
            view.label,
            [
                "key": .string(view.key), "style": .string(view.style.rawValue), "columns": strings(view.columns),
                "filter": .optional(view.filter), "sort": .string(view.sort), "group_by": .optional(view.groupBy),
                "sum": .optional(view.sum),
            ])
    }

    private func process(_ process: ProcessModel) -> JSONValue {
        let definition = process.definition
        return words(
            definition.label,
            [
                "key": .string(definition.key), "object": .string(definition.object),
                "field": .string(definition.field), "allows_skipping": .bool(definition.allowsSkipping),
                "allows_back": .bool(definition.allowsBack),
                "stages": .array(definition.stages.map(stage)),
            ])
    }

    private func stage(_ stage: StageDefinition) -> JSONValue {
        words(
            stage.label,
            [
                "key": .string(stage.key), "category": .string(stage.category.rawValue),
                "color": .optional(stage.color), "probability": .int(Int64(stage.probability)),
                "probability_range": stage.probabilityRange.map {
                    [.int(Int64($0.lowerBound)), .int(Int64($0.upperBound))]
                } ?? .null,
                "sla_working_days": .optional(stage.slaWorkingDays.map { Int64($0) }),
                "transitions": stage.transitions.map(strings) ?? .null,
                "definition": .optional(stage.definition?.zh), "definition_en": .optional(stage.definition?.en),
                "required_fields": strings(stage.gate.requiredFields),
                "evidence": .array(
                    stage.gate.evidence.map {
                        words($0.label, ["kind": .string($0.kind), "count": .int(Int64($0.count))])
                    }),
                "obstacle": .bool(stage.gate.obstacle), "needs_approval": .bool(stage.gate.approval != nil),
                "external": .bool(stage.gate.externalEvent != nil),
            ])
    }

    private func touch(_ touch: TouchDefinition) -> JSONValue {
        .object([
            "key": .string(touch.key), "object": .string(touch.object), "channel_field": .string(touch.channelField),
            "content_field": .string(touch.contentField), "next_action_field": .string(touch.nextActionField),
            "next_date_field": .string(touch.nextDateField), "duration_field": .string(touch.durationField),
            "evidence_field": .string(touch.evidenceField), "effective_field": .string(touch.effectiveField),
            "targets": strings(touch.targets), "last_touch_field": .string(touch.lastTouchField),
            "empty_phrases": strings(touch.emptyPhrases),
        ])
    }

    private func form(_ form: FormDefinition) -> JSONValue {
        words(
            form.label, ["key": .string(form.key), "object": .string(form.object), "path": .string("/f/" + form.key)])
    }

    private func conversion(_ conversion: ConversionDefinition) -> JSONValue {
        words(
            conversion.label,
            [
                "key": .string(conversion.key), "object": .string(conversion.object),
                "makes": strings(conversion.steps.map(\.object)),
            ])
    }

    private func warning(_ warning: WarningDefinition) -> JSONValue {
        words(
            warning.label,
            [
                "key": .string(warning.key), "object": .string(warning.object), "since": .string(warning.since),
                "level": .string(warning.level.rawValue),
            ])
    }

    private func named(_ key: String, _ label: Label) -> JSONValue {
        words(label, ["key": .string(key)])
    }

    private func strings(_ texts: [String]) -> JSONValue {
        .array(texts.map { .string($0) })
    }

    private func words(_ label: Label, _ members: [String: JSONValue]) -> JSONValue {
        var members = members
        members["label"] = .string(label.zh)
        members["label_en"] = .optional(label.en)
        return .object(members)
    }
}

extension BoardDefinition {
    /// Whether a member's role may see it.
    func isVisible(to viewer: Viewer) -> Bool {
        roles.isEmpty || roles.contains(viewer.role.key)
    }
}
