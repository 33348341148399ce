/// Definitions read from texts, with where their parts stood.
public struct DefinitionSource: Sendable {
    /// In the order of the texts.
    public var definitions: [Definition]
    /// Give it to ``Schema/compile(_:number:calendarVersions:sources:)`` so
    /// that issues name lines.
    public var sources: SourceMap

    public init(definitions: [Definition] = [], sources: SourceMap = SourceMap()) {
        self.definitions = definitions
        self.sources = sources
    }
}

extension Definition {
    /// How a text of definitions is written.
    public enum Syntax: String, Sendable, Hashable, CaseIterable, Codable {
        case yaml, json
    }

    /// Reads the definitions of a text: YAML with one document each, or JSON
    /// with one object or a list of them.
    ///
    /// - Parameter document: what issues call the text, such as its file.
    /// - Throws: ``DefinitionError`` with everything that is wrong.
    public static func read(
        _ text: String, as syntax: Syntax = .yaml, document: String = ""
    ) throws(DefinitionError) -> DefinitionSource {
        var reader = DefinitionReader(reading: Reading(document: document))
        reader.take(text, syntax)
        guard reader.reading.issues.isEmpty else { throw DefinitionError(issues: reader.reading.issues) }
        return DefinitionSource(definitions: reader.definitions, sources: reader.reading.sources)
    }
}

/// Reads documents one after the other and keeps going past mistakes.
struct DefinitionReader {
    var reading: Reading
    var definitions: [Definition] = []

    mutating func take(_ text: String, _ syntax: Definition.Syntax) {
        do throws(DocumentFault) {
            let nodes = try syntax == .yaml ? YAMLReader.documents(text) : JSONReader.documents(text)
            for (index, node) in nodes.enumerated() { take(node, index) }
        } catch {
            reading.add(error.fault, "", line: error.line)
        }
    }

    private mutating func take(_ node: DocumentNode, _ index: Int) {
        let place = "documents[\(index)]"
        guard case .mapping(let entries) = node.content else {
            reading.add(.wrongType(expected: Label("映射", en: "a mapping"), found: node), place, line: node.line)
            return
        }
        guard let entry = entries.first(where: { $0.key == "kind" }), !entry.value.isNull else {
            reading.add(.missingKey("kind"), "\(place).kind", line: node.line)
            return
        }
        guard let name = Codec<String>.text.read(entry.value, "\(place).kind", &reading) else { return }
        guard let kind = DefinitionKind(rawValue: name) else {
            reading.add(.unknownKind(name), "\(place).kind", line: entry.line)
            return
        }
        var path = place
        if let key = entries.first(where: { $0.key == "key" }), case .scalar(let text, _) = key.value.content {
            path = "\(kind.plural).\(text)"
        }
        reading.mark(path, node.line)
        if let definition = Definition(kind, node, path, &reading) { definitions.append(definition) }
    }
}

extension Definition {
    /// Reads one mapping as a kind.
    init?(_ kind: DefinitionKind, _ node: DocumentNode, _ path: String, _ reading: inout Reading) {
        func read<Model>(_ shape: Shape<Model>, _ make: (Model) -> Definition) -> Definition? {
            shape.read(node, path, &reading, ignoring: ["kind"]).map(make)
        }
        let result =
            switch kind {
            case .object: read(ObjectDefinition.shape) { .object($0) }
            case .process: read(ProcessDefinition.shape) { .process($0) }
            case .score: read(ScoreDefinition.shape) { .score($0) }
            case .route: read(RouteDefinition.shape) { .route($0) }
            case .sla: read(SLADefinition.shape) { .sla($0) }
            case .warning: read(WarningDefinition.shape) { .warning($0) }
            case .touch: read(TouchDefinition.shape) { .touch($0) }
            case .conversion: read(ConversionDefinition.shape) { .conversion($0) }
            case .rule: read(RuleDefinition.shape) { .rule($0) }
            case .metric: read(MetricDefinition.shape) { .metric($0) }
            case .board: read(BoardDefinition.shape) { .board($0) }
            case .form: read(FormDefinition.shape) { .form($0) }
            case .calendar: read(CalendarDefinition.shape) { .calendar($0) }
            case .role: read(RoleDefinition.shape) { .role($0) }
            }
        guard let result else { return nil }
        self = result
    }

    /// The definition as a document, members in their fixed order.
    var document: DocumentNode {
        let members =
            switch self {
            case .object(let value): ObjectDefinition.shape.entries(value)
            case .process(let value): ProcessDefinition.shape.entries(value)
            case .score(let value): ScoreDefinition.shape.entries(value)
            case .route(let value): RouteDefinition.shape.entries(value)
            case .sla(let value): SLADefinition.shape.entries(value)
            case .warning(let value): WarningDefinition.shape.entries(value)
            case .touch(let value): TouchDefinition.shape.entries(value)
            case .conversion(let value): ConversionDefinition.shape.entries(value)
            case .rule(let value): RuleDefinition.shape.entries(value)
            case .metric(let value): MetricDefinition.shape.entries(value)
            case .board(let value): BoardDefinition.shape.entries(value)
            case .form(let value): FormDefinition.shape.entries(value)
            case .calendar(let value): CalendarDefinition.shape.entries(value)
            case .role(let value): RoleDefinition.shape.entries(value)
            }
        return .mapping([DocumentEntry("kind", .text(kind.rawValue))] + members)
    }
}
