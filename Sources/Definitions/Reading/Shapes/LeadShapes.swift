extension ScoreDefinition {
    static let shape = Shape<ScoreDefinition>(
        blank: {
            ScoreDefinition(
                key: "", label: Label(""), object: "", field: "", gradeField: "", indicators: [], grades: [])
        },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .required("object", \.object, .text),
            .required("field", \.field, .text),
            .required("grade_field", \.gradeField, .text),
            .required("indicators", \.indicators, .list(ScoreIndicator.shape.codec())),
            .required("grades", \.grades, .list(Grade.shape.codec())),
        ])
}

extension ScoreIndicator {
    static let shape = Shape<ScoreIndicator>(
        blank: { ScoreIndicator(key: "", label: Label(""), points: 0) },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .required("points", \.points, .integer),
            .optional("when", \.when, .text),
            .optional("event", \.event, .text),
            .standard("match", \.match, .map(.text), [:]),
            .optional("cap", \.cap, .integer),
            .optional("window_days", \.windowDays, .integer),
            .optional("half_life_days", \.halfLifeDays, .integer),
        ])
}

extension Grade {
    static let shape = Shape<Grade>(
        blank: { Grade(key: "", minimum: 0) },
        members: [.required("key", \.key, .text), .required("minimum", \.minimum, .integer)])
}

extension RouteDefinition {
    static let shape = Shape<RouteDefinition>(
        blank: {
            RouteDefinition(key: "", label: Label(""), object: "", rules: [], guards: RouteGuards(), roles: [])
        },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .required("object", \.object, .text),
            .required("roles", \.roles, .list(.text)),
            .standard("guards", \.guards, RouteGuards.shape.codec(), RouteGuards()),
            .required("rules", \.rules, .list(RouteRule.shape.codec())),
        ])
}

extension RouteRule {
    static let shape = Shape<RouteRule>(
        blank: { RouteRule(key: "", label: Label(""), strategy: .roundRobin) },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .optional("when", \.when, .text),
            .standard("teams", \.teams, .list(.text), []),
            .required("strategy", \.strategy, .choice(Strategy.self)),
            .optional("skill", \.skill, .text),
        ])
}

extension RouteGuards {
    static let shape = Shape<RouteGuards>(
        blank: { RouteGuards() },
        members: [
            .optional("pending_below", \.pendingBelow, .integer),
            .optional("per_day", \.perDay, .integer),
            .optional("cooldown_hours", \.cooldownHours, .integer),
            .optional("load_rate_below_percent", \.loadRateBelowPercent, .integer),
            .standard("capacity_days", \.capacityDays, .integer, 3),
            .standard("capacity_floor", \.capacityFloor, .integer, 5),
            .standard("on_duty", \.onDuty, .flag, true),
        ])
}

extension SLADefinition {
    static let shape = Shape<SLADefinition>(
        blank: {
            SLADefinition(key: "", label: Label(""), object: "", starts: "", metBy: "", tiers: [], hardMinutes: 0)
        },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .required("object", \.object, .text),
            .required("starts", \.starts, .text),
            .required("met_by", \.metBy, .text),
            .standard("calendar", \.calendar, .text, "standard"),
            .required("tiers", \.tiers, .list(SLATier.shape.codec())),
            .required("hard_minutes", \.hardMinutes, .integer),
            .optional("due_field", \.dueField, .text),
            .optional("duration_field", \.durationField, .text),
        ])
}

extension SLATier {
    static let shape = Shape<SLATier>(
        blank: { SLATier(targetMinutes: 0) },
        members: [
            .optional("when", \.when, .text), .required("target_minutes", \.targetMinutes, .integer),
        ])
}

extension ConversionDefinition {
    static let shape = Shape<ConversionDefinition>(
        blank: { ConversionDefinition(key: "", label: Label(""), object: "", steps: [], marks: [:]) },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .required("object", \.object, .text),
            .optional("when", \.when, Validation.shape.codec()),
            .required("steps", \.steps, .list(ConversionStep.shape.codec())),
            .standard("marks", \.marks, .map(.text), [:]),
        ])
}

extension ConversionStep {
    static let shape = Shape<ConversionStep>(
        blank: { ConversionStep(name: "", object: "", values: [:], links: [:], sourceField: nil) },
        members: [
            .required("name", \.name, .text),
            .required("object", \.object, .text),
            .standard("values", \.values, .map(.text), [:]),
            .standard("links", \.links, .map(.text), [:]),
            .optional("source_field", \.sourceField, .text),
        ])
}
