/// One configuration document of any kind.
public enum Definition: Sendable, Hashable, Codable {
    case object(ObjectDefinition)
    case process(ProcessDefinition)
    case score(ScoreDefinition)
    case route(RouteDefinition)
    case sla(SLADefinition)
    case warning(WarningDefinition)
    case touch(TouchDefinition)
    case conversion(ConversionDefinition)
    case rule(RuleDefinition)
    case metric(MetricDefinition)
    case board(BoardDefinition)
    case form(FormDefinition)
    case calendar(CalendarDefinition)
    case role(RoleDefinition)
}
