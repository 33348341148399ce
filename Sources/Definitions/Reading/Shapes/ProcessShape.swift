extension ProcessDefinition {
    static let shape = Shape<ProcessDefinition>(
        blank: { ProcessDefinition(key: "", label: Label(""), object: "", field: "", stages: []) },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .required("object", \.object, .text),
            .required("field", \.field, .text),
            .standard("allows_skipping", \.allowsSkipping, .flag, false),
            .standard("allows_back", \.allowsBack, .flag, true),
            .standard("calendar", \.calendar, .text, "standard"),
            .required("stages", \.stages, .list(StageDefinition.shape.codec())),
        ])
}

extension StageDefinition {
    static let shape = Shape<StageDefinition>(
        blank: { StageDefinition(key: "", label: Label("")) },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .label("definition", optional: \.definition),
            .standard("category", \.category, .choice(Category.self), .open),
            .optional("color", \.color, .text),
            .standard("probability", \.probability, .integer, 0),
            .optional("probability_range", \.probabilityRange, .range),
            .optional("sla_working_days", \.slaWorkingDays, .integer),
            .optional("transitions", \.transitions, .list(.text)),
            .standard("gate", \.gate, GateDefinition.shape.codec(), GateDefinition()),
        ])
}

extension GateDefinition {
    static let shape = Shape<GateDefinition>(
        blank: { GateDefinition() },
        members: [
            .standard("required_fields", \.requiredFields, .list(.text), []),
            .standard("evidence", \.evidence, .list(EvidenceRequirement.shape.codec()), []),
            .standard("conditions", \.conditions, .list(Validation.shape.codec()), []),
            .standard("earlier_events", \.earlierEvents, .list(EventRequirement.shape.codec()), []),
            .optional("external_event", \.externalEvent, EventRequirement.shape.codec()),
            .standard("obstacle", \.obstacle, .flag, false),
            .optional("approval", \.approval, ApprovalRequirement.shape.codec()),
        ])
}

extension EvidenceRequirement {
    static let shape = Shape<EvidenceRequirement>(
        blank: { EvidenceRequirement(kind: "", label: Label("")) },
        members: [
            .required("kind", \.kind, .text), .label("label", \.label), .standard("count", \.count, .integer, 1),
        ])
}

extension EventRequirement {
    static let shape = Shape<EventRequirement>(
        blank: { EventRequirement(event: "", label: Label("")) },
        members: [.required("event", \.event, .text), .label("label", \.label)])
}

extension ApprovalRequirement {
    static let shape = Shape<ApprovalRequirement>(
        blank: { ApprovalRequirement(approver: .manager) },
        members: [
            .required("approver", \.approver, .choice(Approver.self)),
            .optional("role", \.role, .text),
            .optional("when", \.when, .text),
        ])
}
