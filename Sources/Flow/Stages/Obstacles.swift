public import Definitions

/// The obstacle question after every stage (A8).
///
/// An object with a select field `obstacle` brings its own answers; without
/// one these five are offered.
public enum Obstacles {
    /// Key of the select field that keeps the answer.
    public static let field = "obstacle"

    /// 决策链不清晰, 技术适配存疑, 预算审批未启动, 合同条款分歧, 无障碍.
    public static let standard = [
        OptionDefinition(key: "decision_chain", label: Label("决策链不清晰", en: "Decision chain unclear")),
        OptionDefinition(key: "technical_fit", label: Label("技术适配存疑", en: "Technical fit in doubt")),
        OptionDefinition(key: "budget", label: Label("预算审批未启动", en: "Budget approval not started")),
        OptionDefinition(key: "contract_terms", label: Label("合同条款分歧", en: "Contract terms disputed")),
        OptionDefinition(key: "none", label: Label("无障碍", en: "No obstacle")),
    ]

    /// The answers offered for an object.
    public static func options(of object: ObjectModel) -> [OptionDefinition] {
        guard let options = object.field(field)?.definition.options, !options.isEmpty else { return standard }
        return options
    }

    /// The file an answer asks for: technical doubts the minutes, disputed
    /// terms the clause.
    static func wantedEvidence(for answer: String?) -> EvidenceRequirement? {
        switch answer {
        case "technical_fit": EvidenceRequirement(kind: "minutes", label: Label("会议纪要", en: "minutes"))
        case "contract_terms": EvidenceRequirement(kind: "clause", label: Label("争议条款", en: "disputed clause"))
        default: nil
        }
    }
}
