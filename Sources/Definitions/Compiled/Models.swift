public import FormulaLanguage

/// A stage machine with its formulas compiled.
public struct ProcessModel: Sendable {
    public let definition: ProcessDefinition
    /// Gate conditions by stage key, in the order of the definition.
    public let conditions: [String: [(formula: Formula, message: Label)]]
    /// When an approval is needed, by stage key; absent means always.
    public let approvalWhen: [String: Formula]

    /// A stage by key.
    public func stage(_ key: String) -> StageDefinition? {
        definition.stages.first { $0.key == key }
    }
}

/// A score with the conditions of its indicators compiled, by key.
public struct ScoreModel: Sendable {
    public let definition: ScoreDefinition
    public let conditions: [String: Formula]
}

/// A route with its rules' conditions compiled, by key.
public struct RouteModel: Sendable {
    public let definition: RouteDefinition
    public let conditions: [String: Formula]
}

/// An SLA with its tiers' conditions compiled, in order; nil for "else".
public struct SLAModel: Sendable {
    public let definition: SLADefinition
    public let tiers: [(when: Formula?, targetMinutes: Int)]
}

/// A warning with its condition compiled.
public struct WarningModel: Sendable {
    public let definition: WarningDefinition
    public let condition: Formula?
}

/// A touch policy with its verdict compiled.
public struct TouchModel: Sendable {
    public let definition: TouchDefinition
    public let effective: Formula
}

/// A conversion; `values` by step name and field key, `marks` by field key.
public struct ConversionModel: Sendable {
    public let definition: ConversionDefinition
    public let condition: Formula?
    public let values: [String: [String: Formula]]
    public let marks: [String: Formula]
}

/// A rule with its condition and update formulas (by field key) compiled.
public struct RuleModel: Sendable {
    public let definition: RuleDefinition
    public let condition: Formula?
    public let updates: [String: Formula]
}

/// A metric with its formulas compiled.
public struct MetricModel: Sendable {
    public let definition: MetricDefinition
    public let filter: Formula?
    public let success: Formula?
    public let expression: Formula?
}

/// A form with its presets compiled, by field key.
public struct FormModel: Sendable {
    public let definition: FormDefinition
    public let presets: [String: Formula]
}
