extension ObjectDefinition {
    static let shape = Shape<ObjectDefinition>(
        blank: { ObjectDefinition(key: "", label: Label(""), title: "", fields: []) },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .required("title", \.title, .text),
            .optional("icon", \.icon, .text),
            .standard("summary", \.summary, .list(.text), []),
            .standard("parents", \.parents, .list(.text), []),
            .standard("duplicate_keys", \.duplicateKeys, .list(DuplicateKey.shape.codec()), []),
            .required("fields", \.fields, .list(FieldDefinition.shape.codec())),
            .standard("views", \.views, .list(ViewDefinition.shape.codec()), []),
        ])
}

extension FieldDefinition {
    static let shape = Shape<FieldDefinition>(
        blank: { FieldDefinition(key: "", label: Label(""), type: .text) },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .required("type", \.type, .choice(FieldType.self)),
            .standard("required", \.required, .flag, false),
            .standard("unique", \.unique, .flag, false),
            .standard("hidden", \.hidden, .flag, false),
            .standard("read_only", \.readOnly, .flag, false),
            .standard("indexed", \.indexed, .flag, false),
            .standard("search", \.search, .flag, false),
            .optional("max_length", \.maxLength, .integer),
            .optional("decimals", \.decimals, .integer),
            .optional("default", \.defaultValue, .text),
            .optional("validation", \.validation, Validation.shape.codec()),
            .standard("options", \.options, .list(OptionDefinition.shape.codec()), []),
            .optional("to", \.to, .text),
            .optional("formula", \.formula, .text),
            .optional("result", \.result, .choice(FieldType.self)),
            .optional("pattern", \.pattern, .text),
            .optional("mask", \.mask, MaskDefinition.shape.codec()),
            .label("help", optional: \.help),
        ])
}

extension Validation {
    static let shape = Shape<Validation>(
        blank: { Validation(formula: "", message: Label("")) },
        members: [.required("formula", \.formula, .text), .label("message", \.message)])
}

extension OptionDefinition {
    static let shape = Shape<OptionDefinition>(
        blank: { OptionDefinition(key: "", label: Label("")) },
        members: [
            .required("key", \.key, .text), .label("label", \.label), .optional("color", \.color, .text),
        ])
}

extension MaskDefinition {
    static let shape = Shape<MaskDefinition>(
        blank: { MaskDefinition(style: .last4, unmaskedRoles: []) },
        members: [
            .required("style", \.style, .choice(Style.self)),
            .standard("unmasked_roles", \.unmaskedRoles, .list(.text), []),
        ])
}

extension DuplicateKey {
    static let shape = Shape<DuplicateKey>(
        blank: { DuplicateKey(field: "", normaliser: .exact) },
        members: [
            .required("field", \.field, .text), .required("normaliser", \.normaliser, .choice(Normaliser.self)),
        ])
}

extension ViewDefinition {
    static let shape = Shape<ViewDefinition>(
        blank: { ViewDefinition(key: "", label: Label("")) },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .standard("style", \.style, .choice(Style.self), .list),
            .standard("columns", \.columns, .list(.text), []),
            .optional("filter", \.filter, .text),
            .standard("sort", \.sort, .text, "-created_at"),
            .optional("group_by", \.groupBy, .text),
            .optional("sum", \.sum, .text),
        ])
}
