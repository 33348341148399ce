import Definitions
import Testing

@testable import Flow

@Suite("P3 order of stages")
struct StagePathTests {
    static func process(_ change: (inout ProcessDefinition) -> Void = { _ in }) -> StagePath {
        func stage(_ key: String, _ label: String, _ category: StageDefinition.Category = .open) -> StageDefinition {
            var stage = StageDefinition(key: key, label: Label(label, en: key))
            stage.category = category
            return stage
        }
        var process = ProcessDefinition(
            key: "p", label: Label("阶段"), object: "o", field: "stage",
            stages: [
                stage("a", "接触"), stage("b", "确认"), stage("c", "谈判"), stage("won", "已回款", .won),
                stage("lost", "已输单", .lost),
            ])
        change(&process)
        return StagePath(process: process)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let from: String?
        let to: String
        var reason: String?
        var lostFrom: String?
        /// Nil where it is allowed.
        let code: String?
        var testDescription: String { "\(from ?? "-") → \(to): \(code ?? "ok")" }
    }

    static let cases = [
        Case(from: nil, to: "a", code: nil),
        Case(from: nil, to: "b", code: "stage.skipped"),
        Case(from: "a", to: "a", code: "stage.same"),
        Case(from: "a", to: "b", code: nil),
        Case(from: "a", to: "c", code: "stage.skipped"),
        Case(from: "a", to: "lost", code: nil),
        Case(from: "c", to: "a", code: "stage.reason_needed"),
        Case(from: "c", to: "a", reason: "  ", code: "stage.reason_needed"),
        Case(from: "c", to: "a", reason: "客户换人", code: nil),
        Case(from: "won", to: "lost", code: nil),
        Case(from: "lost", to: "c", reason: "重启", lostFrom: "a", code: "stage.skipped"),
        Case(from: "lost", to: "c", reason: "重启", lostFrom: "c", code: nil),
        Case(from: "lost", to: "b", reason: "重启", lostFrom: nil, code: "stage.skipped"),
        Case(from: "lost", to: "a", lostFrom: "c", code: "stage.reason_needed"),
        Case(from: "a", to: "nowhere", code: "stage.unknown"),
    ]

    @Test("P3 skipping is refused, going back needs a reason, losing skips nothing", arguments: cases)
    func table(_ item: Case) {
        let refusal = Self.process().refusal(
            from: item.from, to: item.to, reason: item.reason, lostFrom: item.lostFrom)
        #expect(refusal?.code == item.code)
    }

    @Test("P3 a process may allow skipping")
    func skippingAllowed() {
        let path = Self.process { $0.allowsSkipping = true }
        #expect(path.refusal(from: "a", to: "c", reason: nil) == nil)
    }

    @Test("P3 a process may forbid going back")
    func backForbidden() {
        let path = Self.process { $0.allowsBack = false }
        #expect(path.refusal(from: "c", to: "a", reason: "x")?.code == "stage.back_forbidden")
    }

    @Test("P3 named transitions are the only ones")
    func namedTransitions() {
        let path = Self.process { $0.stages[0].transitions = ["c"] }
        #expect(path.refusal(from: "a", to: "c", reason: nil) == nil)
        let refusal = path.refusal(from: "a", to: "b", reason: nil)
        #expect(refusal?.code == "stage.not_allowed")
        #expect(refusal?.mend.zh == "可以进入“谈判”")
        #expect(refusal?.mend.en == "It leads to \"c\"")
    }

    @Test("P3 a refusal says in both languages what to do instead")
    func words() {
        let refusal = Self.process().refusal(from: "a", to: "c", reason: nil)
        #expect(refusal?.text.zh == "不能跳到“谈判”，先进入“确认”")
        #expect(refusal?.text.en == "Cannot jump to \"c\"; \"b\" comes first")
        #expect(refusal?.mend.zh == "请先推进到“确认”")
    }
}
