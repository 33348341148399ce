import Definitions
import FormulaLanguage
import Records

extension MetricPlan {
    /// A number as the API writes it: money in fen, percent in basis points
    /// (1 % is 100), anything else as a JSON number.
    func json(_ value: ExactNumber?) -> JSONValue {
        guard let value else { return .null }
        switch definition.format {
        case .money: return .optional(value.scaled(to: 2))
        case .percent: return .optional(value.scaled(to: 4))
        case .number, .minutes, .days:
            guard let rounded = try? value.rounded(to: precision) else { return .null }
            if let whole = rounded.wholeNumber { return .int(Int64(whole)) }
            return Double(rounded.description).map { .number($0) } ?? .null
        }
    }
}

extension Label {
    /// `label` and, where there is one, `label_en`.
    func members(_ name: String = "label") -> [String: JSONValue] {
        var result: [String: JSONValue] = [name: .string(zh)]
        if let en { result["\(name)_en"] = .string(en) }
        return result
    }
}

extension Period {
    var json: JSONValue {
        [
            "key": .string(name == .custom ? query : name.rawValue), "from": .string(from.description),
            "to": .string(to.description), "label": .string(labelZh), "label_en": .string(labelEn),
        ]
    }

    /// What asks for exactly these days: `2025-01-01..2025-01-31`.
    var query: String { "\(from)..\(to)" }
}
