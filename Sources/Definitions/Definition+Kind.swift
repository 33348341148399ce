/// The kinds of configuration document.
public enum DefinitionKind: String, Sendable, Hashable, CaseIterable, Codable {
    case object, process, score, route, sla, warning, touch, conversion
    case rule, metric, board, form, calendar, role

    /// First part of an issue's path, such as `objects`.
    var plural: String {
        switch self {
        case .process: "processes"
        case .touch: "touches"
        default: rawValue + "s"
        }
    }

    /// What a screen calls it.
    public var label: Label {
        switch self {
        case .object: Label("对象", en: "Object")
        case .process: Label("阶段流程", en: "Process")
        case .score: Label("评分", en: "Score")
        case .route: Label("分发", en: "Routing")
        case .sla: Label("时限", en: "SLA")
        case .warning: Label("预警", en: "Warning")
        case .touch: Label("触达规则", en: "Touch policy")
        case .conversion: Label("转化", en: "Conversion")
        case .rule: Label("规则", en: "Rule")
        case .metric: Label("指标", en: "Metric")
        case .board: Label("看板", en: "Board")
        case .form: Label("表单", en: "Form")
        case .calendar: Label("工作日历", en: "Calendar")
        case .role: Label("角色", en: "Role")
        }
    }
}

extension Definition {
    /// Which kind of document it is.
    public var kind: DefinitionKind {
        switch self {
        case .object: .object
        case .process: .process
        case .score: .score
        case .route: .route
        case .sla: .sla
        case .warning: .warning
        case .touch: .touch
        case .conversion: .conversion
        case .rule: .rule
        case .metric: .metric
        case .board: .board
        case .form: .form
        case .calendar: .calendar
        case .role: .role
        }
    }

    /// The key that names it among its kind.
    public var key: String {
        switch self {
        case .object(let value): value.key
        case .process(let value): value.key
        case .score(let value): value.key
        case .route(let value): value.key
        case .sla(let value): value.key
        case .warning(let value): value.key
        case .touch(let value): value.key
        case .conversion(let value): value.key
        case .rule(let value): value.key
        case .metric(let value): value.key
        case .board(let value): value.key
        case .form(let value): value.key
        case .calendar(let value): value.key
        case .role(let value): value.key
        }
    }

    /// What a screen calls it.
    public var label: Label {
        switch self {
        case .object(let value): value.label
        case .process(let value): value.label
        case .score(let value): value.label
        case .route(let value): value.label
        case .sla(let value): value.label
        case .warning(let value): value.label
        case .touch: kind.label
        case .conversion(let value): value.label
        case .rule(let value): value.label
        case .metric(let value): value.label
        case .board(let value): value.label
        case .form(let value): value.label
        case .calendar(let value): value.label
        case .role(let value): value.label
        }
    }

    /// Names it in a workspace: `object/lead`.
    public var id: String { "\(kind.rawValue)/\(key)" }

    /// Start of the paths of its issues: `objects.lead`.
    var path: String { "\(kind.plural).\(key)" }
}
