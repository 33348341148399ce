import Definitions
import FormulaLanguage

/// A metric that is computed from rows, with everything it names resolved.
struct Leaf: Sendable {
    let model: MetricModel
    let object: ObjectModel
    /// The field that places a row in a period; nil for "as of now".
    let time: FieldModel?
    /// What is aggregated; nil counts rows.
    let measured: Measured?

    enum Measured: Sendable {
        case field(FieldModel)
        case formula(Formula)
    }

    var key: String { model.definition.key }
    var definition: MetricDefinition { model.definition }

    /// Decimals of the integers that the database adds up.
    var scale: Int {
        guard let measured else { return 0 }
        if case .field(let field) = measured, case .scaled(let decimals) = field.storage { return decimals }
        switch definition.format {
        case .money: return 2
        case .percent: return 4
        case .number, .minutes, .days: return 6
        }
    }

    /// Whether the numbers of two people together are their sum.
    var isAdditive: Bool {
        definition.kind == .simple && (definition.aggregate == .count || definition.aggregate == .sum)
    }

    /// Whether few rows make the number say little.
    var needsMass: Bool {
        definition.kind != .simple || definition.aggregate == .average
    }

    /// Whether credit is read from the record's events: see ``CreditSQL``.
    var creditsByEvent: Bool {
        definition.credit == .then && time != nil && object.definition.parents.isEmpty
    }

    /// Rows with these in common can be counted in one pass.
    var source: FactSource {
        FactSource(object: object.key, filter: model.filter, time: time?.key, byEvent: creditsByEvent)
    }
}

/// What decides which rows a metric reads.
struct FactSource: Sendable, Hashable {
    let object: String
    let filter: Formula?
    let time: String?
    let byEvent: Bool
}
