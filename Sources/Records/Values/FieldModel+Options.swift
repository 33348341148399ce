public import Definitions
public import FormulaLanguage

extension FieldModel {
    /// A formula's result as this field keeps it: formulas see a choice by
    /// its label, so a label of a select field becomes the option's key.
    public func keyed(_ value: Value) -> Value {
        switch value {
        case .text(let text) where !options.isEmpty && options[text] == nil:
            options.values.first { $0.label.zh == text || $0.label.en == text }.map { .text($0.key) } ?? value
        case .list(let items): .list(items.map { keyed($0) })
        default: value
        }
    }
}
