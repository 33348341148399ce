import Definitions
import FormulaLanguage

/// What is known of a record when a gate is checked; gathered beforehand,
/// so that judging needs no database.
struct GateFacts: Sendable {
    /// Required fields that are empty even with the values of the move.
    var blankFields: Set<String> = []
    /// What users call the fields.
    var labels: [String: Label] = [:]
    /// Files per kind of evidence.
    var evidence: [String: Int] = [:]
    /// Which of the stage's conditions hold, in order.
    var conditions: [Bool] = []
    /// Kinds of the events that happened on the record.
    var events: Set<String> = []
    /// Answers to the obstacle question.
    var obstacles: [OptionDefinition] = []
    /// The win probability given with the move, in percent.
    var probability: ExactNumber?
}

/// Judges an entry gate (P4); a value in, a tick list out.
enum GateCheck {
    /// The lines of a stage's gate, fulfilled ones too.
    ///
    /// - Parameter byFact: whether an external fact moves the record; the
    ///   questions asked of people are left out then.
    static func items(
        _ stage: StageDefinition, _ facts: GateFacts, obstacle: String?, byFact: Bool
    ) -> [GateItem] {
        let gate = stage.gate
        var items: [GateItem] = []
        if let requirement = gate.externalEvent, !byFact {
            items.append(.externalOnly(stage, requirement))
        }
        items += gate.requiredFields.map { field($0, facts) }
        items += gate.evidence.map { evidence($0, facts) }
        items += zip(gate.conditions, facts.conditions).map { condition($0, met: $1) }
        items += gate.earlierEvents.map { earlier($0, facts) }
        if gate.obstacle, !byFact {
            items.append(obstacleItem(obstacle, facts))
            items += advice(obstacle, facts)
        }
        if let item = probability(stage, facts) { items.append(item) }
        return items
    }

    private static func field(_ key: String, _ facts: GateFacts) -> GateItem {
        let label = facts.labels[key] ?? Label(key)
        return GateItem(
            code: "gate.field", text: Label("填写“\(label.zh)”", en: "Fill in \"\(label.english)\""),
            mend: Label(
                "在记录中补上“\(label.zh)”", en: "Add \"\(label.english)\" to the record"),
            field: key, met: !facts.blankFields.contains(key))
    }

    private static func evidence(_ requirement: EvidenceRequirement, _ facts: GateFacts) -> GateItem {
        let have = facts.evidence[requirement.kind] ?? 0
        let label = requirement.label
        let wanted = requirement.count
        let zh = wanted > 1 ? "上传“\(label.zh)” \(wanted) 份(已有 \(have) 份)" : "上传“\(label.zh)”"
        let en = wanted > 1 ? "Upload \(wanted) × \"\(label.english)\" (\(have) so far)" : "Upload \"\(label.english)\""
        return GateItem(
            code: "gate.evidence", text: Label(zh, en: en),
            mend: Label("点此拍照或选择文件", en: "Take a photo or choose a file"), kind: requirement.kind,
            met: have >= wanted)
    }

    private static func condition(_ validation: Validation, met: Bool) -> GateItem {
        GateItem(
            code: "gate.condition", text: validation.message,
            mend: Label("满足条件后再推进", en: "Move on once this holds"), met: met)
    }

    private static func earlier(_ requirement: EventRequirement, _ facts: GateFacts) -> GateItem {
        GateItem(
            code: "gate.event", text: requirement.label,
            mend: Label(
                "完成“\(requirement.label.zh)”后再推进", en: "Do \"\(requirement.label.english)\" first"),
            kind: requirement.event, met: facts.events.contains(requirement.event))
    }

    private static func obstacleItem(_ answer: String?, _ facts: GateFacts) -> GateItem {
        let names = facts.obstacles.map(\.label)
        return GateItem(
            code: "gate.obstacle", text: Label("选择当前障碍", en: "Name the present obstacle"),
            mend: Label(
                "请选择其一:" + names.map(\.zh).joined(separator: "、"),
                en: "Choose one: " + names.map(\.english).joined(separator: ", ")),
            field: "obstacle", met: facts.obstacles.contains { $0.key == answer })
    }

    private static func advice(_ answer: String?, _ facts: GateFacts) -> [GateItem] {
        guard let wanted = Obstacles.wantedEvidence(for: answer) else { return [] }
        let have = facts.evidence[wanted.kind] ?? 0
        return [
            GateItem(
                code: "gate.obstacle_evidence",
                text: Label("建议上传“\(wanted.label.zh)”", en: "Please upload \"\(wanted.label.english)\""),
                mend: Label("推进后会生成一条待办", en: "A task is made when you move on"), kind: wanted.kind,
                met: have > 0, isBlocking: false)
        ]
    }

    private static func probability(_ stage: StageDefinition, _ facts: GateFacts) -> GateItem? {
        guard let given = facts.probability, let range = stage.probabilityRange else { return nil }
        return Probability.refusal(given, range: range, stage: stage)
    }
}

/// The win probability of a stage and its allowed range (F1).
enum Probability {
    /// Nil where the percentage lies in the range.
    static func refusal(_ given: ExactNumber, range: ClosedRange<Int>, stage: StageDefinition) -> GateItem? {
        let low = ExactNumber(range.lowerBound)
        let high = ExactNumber(range.upperBound)
        guard given < low || given > high else { return nil }
        return GateItem(
            code: "stage.probability",
            text: Label(
                "“\(stage.label.zh)”的赢率应在 \(range.lowerBound)%–\(range.upperBound)% 之间",
                en: "The win probability of \"\(stage.label.english)\" is "
                    + "\(range.lowerBound)%–\(range.upperBound)%"),
            mend: Label("默认 \(stage.probability)%", en: "The default is \(stage.probability)%"),
            field: "win_probability", met: false)
    }
}
