import Flow
import FormulaLanguage
import Records

/// A deal on its way through the stages.
struct DemoDeal: Sendable {
    enum Fate: Sendable { case wins, loses, stalls }

    /// What came of a step.
    enum Outcome: Sendable {
        case touched, moved, paid, lost, failed
        case waiting(Int64)
        case decided(Bool)
    }

    static let stages = ["first_contact", "discovery", "demo", "negotiation", "signed"]

    var id: Int64 = 0
    let leadID: Int64
    let owner: Int64
    let amount: Int
    let closingDays: Int
    let fate: Fate
    /// The stage in which a deal stalls or is lost.
    let lastStage: Int
    var stage = 0
    var nextAt: Instant
    var approval: Int64?
    var touchesInStage = 0
    var isOver = false

    init(lead: DemoLead, amount: Int, dice: inout DemoDice, now: Instant) {
        leadID = lead.id
        owner = lead.owner
        self.amount = amount
        closingDays = dice.int(20...75)
        fate = dice.pick(weighted: [(.wins, 38), (.loses, 40), (.stalls, 22)])
        lastStage = dice.int(0...3)
        nextAt = now.adding(milliseconds: Int64(dice.int(4...40)) * 3_600_000)
    }

    /// The next thing the owner or the manager does.
    func step(_ dice: inout DemoDice) -> DemoStep {
        if let approval { return .decide(approval, accept: dice.chance(90)) }
        if stage == 4, touchesInStage >= 1 { return .receive(id, fen: Int64(amount) * 100) }
        let isStuck = fate != .wins && stage >= lastStage
        if touchesInStage < (isStuck ? 2 : 1) {
            let channel = dice.pick(weighted: [
                ("call", 40), ("meeting", 20), ("visit", 15), ("demo", 10), ("wechat", 15),
            ])
            return .touch(DemoWork.touch("opportunity", id, channel, at: nextAt, &dice), owner)
        }
        if isStuck {
            guard fate == .loses else { return .wait }
            return .lose(id, dice.pick(["price", "product", "competitor", "budget", "timing", "relation"]), owner)
        }
        return .move(
            id, to: stage + 1, obstacle: dice.pick(["decision_chain", "budget", "none", "none"]),
            picture: dice.int(0...5), owner)
    }

    mutating func follow(_ outcome: Outcome, now: Instant, _ dice: inout DemoDice) {
        nextAt = now.adding(milliseconds: Int64(dice.int(24...110)) * 3_600_000)
        switch outcome {
        case .touched: touchesInStage += 1
        case .moved: enterNext()
        case .waiting(let id):
            approval = id
            nextAt = now.adding(milliseconds: Int64(dice.int(1...20)) * 3_600_000)
        case .decided(let isMoved):
            approval = nil
            if isMoved { enterNext() } else { touchesInStage = 0 }
        case .paid, .lost: isOver = true
        case .failed: touchesInStage += 1
        }
        if touchesInStage > 6 { isOver = true }
    }

    private mutating func enterNext() {
        stage += 1
        touchesInStage = 0
    }
}

/// One step of a deal, ready to be done.
enum DemoStep: Sendable {
    case touch(DemoActs.Touch, Int64)
    case move(Int64, to: Int, obstacle: String, picture: Int, Int64)
    case decide(Int64, accept: Bool)
    case lose(Int64, String, Int64)
    case receive(Int64, fen: Int64)
    case wait

    private static let evidence: [Int: (kind: String, name: String)] = [
        1: ("minutes", "需求会议纪要.png"), 2: ("proposal", "解决方案.png"), 3: ("quotation", "报价单.png"),
        4: ("contract", "合同扫描件.png"),
    ]

    func run(_ acts: DemoActs, finance: Int64) async throws -> DemoDeal.Outcome {
        switch self {
        case .touch(let touch, let owner):
            try await acts.touch(touch, by: owner)
            return .touched
        case .move(let id, let stage, let obstacle, let picture, let owner):
            let input = MoveInput(
                obstacle: obstacle, values: stage == 1 ? ["demand": .text(DemoWords.demands[picture])] : [:])
            let outcome = try await acts.move(
                id, to: DemoDeal.stages[stage], evidence: Self.evidence[stage], input: input, picture: picture,
                by: owner)
            switch outcome {
            case .moved: return .moved
            case .awaitingApproval(let approval): return .waiting(approval)
            case .refused: return .failed
            }
        case .decide(let approval, let accept):
            return .decided(try await acts.decide(approval, accept: accept))
        case .lose(let id, let reason, let owner):
            let outcome = try await acts.move(
                id, to: "lost", evidence: nil,
                input: MoveInput(obstacle: "none", values: ["lost_reason": .text(reason)]),
                picture: 0, by: owner)
            return outcome == .moved ? .lost : .failed
        case .receive(let id, let fen):
            try await acts.receive(id, fen: fen, by: finance)
            return .paid
        case .wait: return .failed
        }
    }
}
