import Definitions

/// The warnings that stand on one record, and what they add up to (L9).
struct WarningBoard: Sendable, Hashable {
    /// One warning that stands.
    struct Mark: Sendable, Hashable {
        var key: String
        var level: WarningDefinition.Level
        var reason: Label
    }

    var marks: [Mark]

    /// Red wins over yellow; nil where nothing stands.
    var level: WarningDefinition.Level? {
        if marks.contains(where: { $0.level == .red }) { return .red }
        return marks.isEmpty ? nil : .yellow
    }

    /// What stands in the record's reason column: the worst first.
    var reason: Label? {
        guard !marks.isEmpty else { return nil }
        let ordered = marks.filter { $0.level == .red } + marks.filter { $0.level == .yellow }
        return Label(
            ordered.map(\.reason.zh).joined(separator: ";"),
            en: ordered.map(\.reason.english).joined(separator: "; "))
    }
}

/// The words of a warning, which name the time and never a fault.
enum WarningText {
    static func reason(_ definition: WarningDefinition) -> Label {
        let zh: String
        let en: String
        if let hours = definition.hours {
            zh = hours % 24 == 0 && hours > 72 ? "\(hours / 24) 天" : "\(hours) 小时"
            en = hours % 24 == 0 && hours > 72 ? "\(hours / 24) days" : "\(hours) hours"
        } else {
            zh = "\(definition.workingDays ?? 0) 个工作日"
            en = "\(definition.workingDays ?? 0) working days"
        }
        return Label("\(definition.label.zh)(已满 \(zh))", en: "\(definition.label.english) (\(en) reached)")
    }
}
