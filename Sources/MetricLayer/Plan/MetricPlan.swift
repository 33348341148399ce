import Definitions
import FormulaLanguage
import Records

/// A metric as a tree: numbers from rows, and ratios of them.
indirect enum MetricPlan: Sendable {
    case leaf(Leaf)
    case ratio(MetricDefinition, numerator: MetricPlan, denominator: MetricPlan)

    /// How deep ratios of ratios may go.
    private static let depth = 4

    /// - Throws: ``RecordError`` `metric.unknown` or `metric.invalid`.
    init(_ key: String, in schema: Schema) throws {
        self = try MetricPlan.make(key, schema, depth: MetricPlan.depth)
    }

    private static func make(_ key: String, _ schema: Schema, depth: Int) throws -> MetricPlan {
        guard let model = schema.metrics.first(where: { $0.definition.key == key }) else {
            throw RecordError(.notFound, .unknownMetric(key))
        }
        let definition = model.definition
        guard definition.kind == .ratio else { return .leaf(try leaf(model, schema)) }
        guard depth > 0, let numerator = definition.numerator, let denominator = definition.denominator else {
            throw RecordError(.invalid, .invalidMetric(key))
        }
        return .ratio(
            definition, numerator: try make(numerator, schema, depth: depth - 1),
            denominator: try make(denominator, schema, depth: depth - 1))
    }

    private static func leaf(_ model: MetricModel, _ schema: Schema) throws -> Leaf {
        let definition = model.definition
        guard let object = definition.object.flatMap({ schema.object($0) }) else {
            throw RecordError(.invalid, .invalidMetric(definition.key))
        }
        let time = definition.time.flatMap { object.field($0) }
        let measured = try measured(model, object)
        let isWhole = definition.time == nil || time?.isStored == true
        let needsValue = definition.kind == .median || (definition.kind == .simple && definition.aggregate != .count)
        guard isWhole, measured != nil || !needsValue, definition.kind != .conversion || model.success != nil else {
            throw RecordError(.invalid, .invalidMetric(definition.key))
        }
        return Leaf(model: model, object: object, time: time, measured: measured)
    }

    private static func measured(_ model: MetricModel, _ object: ObjectModel) throws -> Leaf.Measured? {
        if let expression = model.expression { return .formula(expression) }
        guard let key = model.definition.field else { return nil }
        guard let field = object.field(key) else { throw RecordError(.invalid, .invalidMetric(model.definition.key)) }
        if field.isStored { return .field(field) }
        guard let formula = field.formula else { throw RecordError(.invalid, .invalidMetric(model.definition.key)) }
        return .formula(formula)
    }

    /// The definition on top.
    var definition: MetricDefinition {
        switch self {
        case .leaf(let leaf): leaf.definition
        case .ratio(let definition, _, _): definition
        }
    }

    /// The numbers read from rows, numerator first.
    var leaves: [Leaf] {
        switch self {
        case .leaf(let leaf): [leaf]
        case .ratio(_, let numerator, let denominator): numerator.leaves + denominator.leaves
        }
    }

    /// Whether the numbers of two people together are their sum.
    var isAdditive: Bool {
        if case .leaf(let leaf) = self { leaf.isAdditive } else { false }
    }

    /// Whether few rows make the number say little.
    var needsMass: Bool {
        if case .leaf(let leaf) = self { leaf.needsMass } else { true }
    }

    /// Whether any part of it happens in a period.
    var hasTime: Bool { leaves.contains { $0.time != nil } }

    /// Whether it says something else to each person who asks, so that
    /// people cannot be compared by it.
    var dependsOnViewer: Bool {
        leaves.contains { leaf in
            [leaf.model.filter, leaf.model.success, leaf.model.expression].contains { $0?.usesCurrentUser == true }
        }
    }

    /// Decimals worth showing.
    var precision: Int {
        guard case .leaf(let leaf) = self, leaf.definition.kind == .simple, leaf.definition.aggregate != .average
        else { return 2 }
        return max(2, leaf.scale)
    }
}
