import Definitions
import FormulaLanguage
import Testing

@testable import Flow

@Suite("P4 entry gates")
struct GateCheckTests {
    private func stage(_ change: (inout GateDefinition) -> Void) -> StageDefinition {
        var stage = StageDefinition(key: "need", label: Label("需求确认", en: "Discovery"))
        stage.probability = 35
        stage.probabilityRange = 25...45
        change(&stage.gate)
        return stage
    }

    private func items(
        _ stage: StageDefinition, _ facts: GateFacts = GateFacts(), obstacle: String? = nil, byFact: Bool = false
    ) -> [GateItem] {
        GateCheck.items(stage, facts, obstacle: obstacle, byFact: byFact)
    }

    @Test("P4 a required field is asked for by its label until it is filled")
    func requiredField() {
        let stage = stage { $0.requiredFields = ["demand"] }
        var facts = GateFacts(blankFields: ["demand"], labels: ["demand": Label("需求", en: "Demand")])
        let item = items(stage, facts)[0]
        #expect(item.code == "gate.field")
        #expect(item.text == Label("填写“需求”", en: "Fill in \"Demand\""))
        #expect(item.field == "demand")
        #expect(!item.met)
        facts.blankFields = []
        #expect(items(stage, facts)[0].met)
    }

    @Test("P4 evidence counts by kind", arguments: [(0, false), (1, false), (2, true), (3, true)])
    func evidence(_ have: Int, _ met: Bool) {
        let stage = stage { $0.evidence = [.init(kind: "minutes", label: Label("会议纪要", en: "minutes"), count: 2)] }
        let item = items(stage, GateFacts(evidence: ["minutes": have, "photo": 9]))[0]
        #expect(item.met == met)
        #expect(item.text.zh == "上传“会议纪要” 2 份(已有 \(have) 份)")
        #expect(item.kind == "minutes")
    }

    @Test("P4 a condition shows its own message")
    func condition() {
        let stage = stage {
            $0.conditions = [.init(formula: "金额>0", message: Label("金额要大于 0", en: "The amount must be positive"))]
        }
        let item = items(stage, GateFacts(conditions: [false]))[0]
        #expect(item.text == Label("金额要大于 0", en: "The amount must be positive"))
        #expect(!item.met)
        #expect(items(stage, GateFacts(conditions: [true]))[0].met)
    }

    @Test("P4 an earlier action must have happened")
    func earlierEvent() {
        let stage = stage { $0.earlierEvents = [.init(event: "touch.recorded", label: Label("有效触达"))] }
        #expect(!items(stage)[0].met)
        #expect(items(stage, GateFacts(events: ["touch.recorded"]))[0].met)
    }

    @Test("F3 an external fact is never met by hand and not asked of itself")
    func external() {
        let stage = stage { $0.externalEvent = .init(event: "receipt.posted", label: Label("财务回款", en: "Receipt")) }
        let facts = GateFacts(events: ["receipt.posted"])
        #expect(items(stage, facts)[0].code == "stage.external")
        #expect(!items(stage, facts)[0].met)
        #expect(items(stage, facts, byFact: true).isEmpty)
    }

    @Test("A8 the obstacle must be one of the answers; 无障碍 is one")
    func obstacle() {
        let stage = stage { $0.obstacle = true }
        let facts = GateFacts(obstacles: Obstacles.standard)
        #expect(!items(stage, facts)[0].met)
        #expect(!items(stage, facts, obstacle: "weather")[0].met)
        #expect(items(stage, facts, obstacle: "none")[0].met)
        #expect(items(stage, facts)[0].mend.zh.contains("决策链不清晰、技术适配存疑、预算审批未启动、合同条款分歧、无障碍"))
    }

    @Test("A8 technical doubts and disputed terms ask for the paper without blocking")
    func obstacleEvidence() {
        let stage = stage { $0.obstacle = true }
        let facts = GateFacts(obstacles: Obstacles.standard)
        let advice = items(stage, facts, obstacle: "technical_fit").last
        #expect(advice?.kind == "minutes")
        #expect(advice?.isBlocking == false)
        #expect(items(stage, facts, obstacle: "contract_terms").last?.kind == "clause")
        #expect(items(stage, facts, obstacle: "budget").count == 1)
    }

    @Test("F1 a given win probability must lie in the stage's range", arguments: [(24, false), (25, true), (45, true), (46, false)])
    func probability(_ percent: Int, _ fits: Bool) {
        let found = items(stage { _ in }, GateFacts(probability: ExactNumber(percent)))
        #expect(found.isEmpty == fits)
        if !fits { #expect(found[0].text.zh == "“需求确认”的赢率应在 25%–45% 之间") }
    }

    @Test("L9 red wins over yellow and comes first in the reason")
    func board() {
        let yellow = WarningBoard.Mark(key: "y", level: .yellow, reason: Label("72 小时", en: "72 hours"))
        let red = WarningBoard.Mark(key: "r", level: .red, reason: Label("7 天", en: "7 days"))
        #expect(WarningBoard(marks: []).level == nil)
        #expect(WarningBoard(marks: [yellow]).level == .yellow)
        #expect(WarningBoard(marks: [yellow, red]).level == .red)
        #expect(WarningBoard(marks: [yellow, red]).reason == Label("7 天;72 小时", en: "7 days; 72 hours"))
    }

    @Test("rule 7 retries wait longer and longer, at most six hours")
    func backoff() {
        #expect(Backoff.delay(afterAttempts: 1) == 30_000)
        #expect(Backoff.delay(afterAttempts: 2) == 60_000)
        #expect(Backoff.delay(afterAttempts: 100) == 6 * 3_600_000)
    }
}
