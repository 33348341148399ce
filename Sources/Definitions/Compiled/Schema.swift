public import FormulaLanguage

/// All published definitions of a workspace, compiled; immutable.
///
/// Everything that runs holds one Schema for the length of a change and
/// stores its ``number`` with each decision.
public struct Schema: Sendable {
    /// Grows by one with each published set.
    public let number: Int
    /// In the order of their definitions.
    public let objects: [ObjectModel]
    public let processes: [ProcessModel]
    public let scores: [ScoreModel]
    public let routes: [RouteModel]
    public let slas: [SLAModel]
    public let warnings: [WarningModel]
    public let touches: [TouchModel]
    public let conversions: [ConversionModel]
    public let rules: [RuleModel]
    public let metrics: [MetricModel]
    public let boards: [BoardDefinition]
    public let forms: [FormModel]
    public let calendars: [CalendarModel]
    public let roles: [RoleDefinition]
    /// Advice that came up while compiling, such as too many stages.
    public let remarks: [DefinitionIssue]
    let objectIndex: [String: Int]
    let names: SchemaNames
    let sites: [String: FormulaSite]

    init(number: Int, parts: Parts) {
        self.number = number
        objects = parts.objects
        processes = parts.processes
        scores = parts.scores
        routes = parts.routes
        slas = parts.slas
        warnings = parts.warnings
        touches = parts.touches
        conversions = parts.conversions
        rules = parts.rules
        metrics = parts.metrics
        boards = parts.boards
        forms = parts.forms
        calendars = parts.calendars
        roles = parts.roles
        remarks = parts.remarks
        names = parts.names
        sites = parts.sites
        objectIndex = Dictionary(
            parts.objects.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What the compiler gathers before a Schema is made of it.
    struct Parts {
        var objects: [ObjectModel] = []
        var processes: [ProcessModel] = []
        var scores: [ScoreModel] = []
        var routes: [RouteModel] = []
        var slas: [SLAModel] = []
        var warnings: [WarningModel] = []
        var touches: [TouchModel] = []
        var conversions: [ConversionModel] = []
        var rules: [RuleModel] = []
        var metrics: [MetricModel] = []
        var boards: [BoardDefinition] = []
        var forms: [FormModel] = []
        var calendars: [CalendarModel] = []
        var roles: [RoleDefinition] = []
        var remarks: [DefinitionIssue] = []
        var names = SchemaNames([])
        var sites: [String: FormulaSite] = [:]
    }

    /// An object by key.
    public func object(_ key: String) -> ObjectModel? {
        objectIndex[key].map { objects[$0] }
    }

    /// The process that moves records of an object, if there is one.
    public func process(of object: String) -> ProcessModel? {
        processes.first { $0.definition.object == object }
    }

    /// A working calendar by key; the first one where the key is unknown.
    public func calendar(_ key: String) -> CalendarModel? {
        calendars.first { $0.definition.key == key } ?? calendars.first
    }

    /// A role by key.
    public func role(_ key: String) -> RoleDefinition? {
        roles.first { $0.key == key }
    }

    /// A metric by key.
    public func metric(_ key: String) -> MetricModel? {
        metrics.first { $0.definition.key == key }
    }

    /// A form by key.
    public func form(_ key: String) -> FormModel? {
        forms.first { $0.definition.key == key }
    }

    /// A board by key.
    public func board(_ key: String) -> BoardDefinition? {
        boards.first { $0.key == key }
    }

    /// What formulas on an object's records may name; for filters that users
    /// type, for completion and for dry runs.
    public func scope(for object: String) -> any FormulaScope {
        SchemaScope(selfObject: object, names: names)
    }
}
