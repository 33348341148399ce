extension MetricDefinition {
    static let shape = Shape<MetricDefinition>(
        blank: { MetricDefinition(key: "", label: Label(""), kind: .simple) },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .label("help", optional: \.help),
            .standard("type", \.kind, .choice(Kind.self), .simple),
            .optional("object", \.object, .text),
            .standard("aggregate", \.aggregate, .choice(Aggregate.self), .count),
            .optional("field", \.field, .text),
            .optional("expression", \.expression, .text),
            .optional("filter", \.filter, .text),
            .optional("success", \.success, .text),
            .optional("time", \.time, .text),
            .standard("credit", \.credit, .choice(Credit.self), .now),
            .optional("numerator", \.numerator, .text),
            .optional("denominator", \.denominator, .text),
            .standard("format", \.format, .choice(Format.self), .number),
            .optional("higher_is_better", \.higherIsBetter, .flag),
        ])
}

extension BoardDefinition {
    static let shape = Shape<BoardDefinition>(
        blank: { BoardDefinition(key: "", label: Label(""), widgets: []) },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .standard("roles", \.roles, .list(.text), []),
            .required("widgets", \.widgets, .list(WidgetDefinition.shape.codec())),
        ])
}

extension WidgetDefinition {
    static let shape = Shape<WidgetDefinition>(
        blank: { WidgetDefinition(key: "", label: Label(""), style: .number, metrics: []) },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .required("style", \.style, .choice(Style.self)),
            .required("metrics", \.metrics, .list(.text)),
            .optional("group_by", \.groupBy, .text),
            .standard("width", \.width, .integer, 6),
        ])
}

extension FormDefinition {
    static let shape = Shape<FormDefinition>(
        blank: { FormDefinition(key: "", label: Label(""), object: "", fields: []) },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .required("object", \.object, .text),
            .label("intro", optional: \.intro),
            .label("thanks", optional: \.thanks),
            .label("consent", optional: \.consent),
            .required("fields", \.fields, .list(FormField.shape.codec())),
            .standard("presets", \.presets, .map(.text), [:]),
            .standard("waivers", \.waivers, .map(.text), [:]),
        ])
}

extension FormField {
    static let shape = Shape<FormField>(
        blank: { FormField(field: "") },
        members: [
            .required("field", \.field, .text),
            .label("label", optional: \.label),
            .standard("required", \.required, .flag, false),
            .label("placeholder", optional: \.placeholder),
        ])
}
