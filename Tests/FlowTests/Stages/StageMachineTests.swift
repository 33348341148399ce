import Definitions
import Flow
import FormulaLanguage
import Records
import SQLText
import Storage
import TestKit
import Testing

@Suite("P3 P4 F1 F2 stages and gates")
struct StageMachineTests {
    private func codes(_ outcome: MoveOutcome) -> [String] {
        if case .refused(let report) = outcome { report.missing.map(\.code) } else { [] }
    }

    @Test("P3 a new record begins in the first stage with its default probability", arguments: Base.available)
    func begins(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.opportunity()
            let record = try await world.record("opportunity", id)
            #expect(record.text("stage") == "contact")
            #expect(record.number("win_probability") == ExactNumber(scaled: 10, scale: 2))
            #expect(record.instant("stage_entered_at") == world.time.now())
            let entered = try await world.events("stage.entered", "opportunity", id)
            #expect(entered == [["process": "opportunity", "from": nil, "to": "contact"]])
        }
    }

    @Test("F2 nobody begins a record in a later stage by hand; an import may", arguments: Base.available)
    func beginsLater(_ base: Base) async throws {
        try await withFlow(base) { world in
            let found = await issues { _ = try await world.opportunity(["stage": "demo"]) }
            #expect(found.map(\.code) == ["stage.begins"])
            let id = try await world.workspace.change(by: .importer(Person.admin)) {
                try $0.insert("opportunity", ["name": "历史", "stage": "demo"]).id
            }
            let record = try await world.record("opportunity", id)
            #expect(record.number("win_probability") == ExactNumber(scaled: 60, scale: 2))
        }
    }

    @Test("P3 the stage cannot be edited directly, not even by an administrator", arguments: Base.available)
    func directEdit(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.opportunity()
            for user in [Person.rep1, Person.admin] {
                let found = await issues {
                    try await world.change(user) { _ = try $0.update("opportunity", id, ["stage": "need"]) }
                }
                #expect(found.map(\.code) == ["stage.direct"])
                #expect(found.first?.zh == "阶段不能直接修改")
                #expect(found.first?.en == "The stage cannot be edited directly")
            }
            // Other fields stay editable.
            try await world.change(Person.rep1) { _ = try $0.update("opportunity", id, ["demand": "扩产"]) }
            #expect(try await world.record("opportunity", id).text("stage") == "contact")
        }
    }

    @Test("P4 a refused move says everything that is missing and is kept", arguments: Base.available)
    func refused(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.opportunity()
            let outcome = try await world.move(id, to: "need")
            #expect(codes(outcome) == ["gate.field", "gate.evidence", "gate.event", "gate.obstacle"])
            #expect(try await world.record("opportunity", id).text("stage") == "contact")
            let kept = try await world.events("stage.refused", "opportunity", id)
            #expect(kept.count == 1)
            #expect(kept[0]["to"] == "need")
            #expect(kept[0]["missing"]?.array?.first?["text"] == "填写“需求”")
            #expect(kept[0]["missing"]?.array?.first?["text_en"] == "Fill in \"Demand\"")
        }
    }

    @Test("P4 a met gate lets the record in and writes what belongs to the stage", arguments: Base.available)
    func moved(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.opportunity()
            try await world.addEvidence(id, kind: "minutes")
            try await world.addEvidence(id, kind: "minutes")
            try await world.touch("opportunity", id, by: Person.rep1)
            try await world.advance(hours: 24)
            let input = MoveInput(obstacle: "budget", values: ["demand": "替换旧系统"], note: "老板在场")
            #expect(try await world.move(id, to: "need", input) == .moved)
            let record = try await world.record("opportunity", id)
            #expect(record.text("stage") == "need")
            #expect(record.text("obstacle") == "budget")
            #expect(record.text("demand") == "替换旧系统")
            #expect(record.number("win_probability") == ExactNumber(scaled: 35, scale: 2))
            #expect(record.instant("stage_entered_at") == world.time.now())
            let entered = try await world.events("stage.entered", "opportunity", id).last
            #expect(entered?["from"] == "contact")
            #expect(entered?["obstacle"] == "budget")
            #expect(entered?["days"]?.double == 1)
        }
    }

    @Test("P4 the same file twice is one proof; an ineffective touch is none", arguments: Base.available)
    func proofs(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.opportunity(["demand": "扩产"])
            try await world.addEvidence(id, kind: "minutes")
            let again = try await world.change(Person.rep1) { change in
                let file = try Evidence.list("opportunity", id, in: change.connection)[0].fileID
                try Evidence.add("opportunity", id, kind: "minutes", fileID: file, in: change)
                return try Evidence.list("opportunity", id, in: change.connection).count
            }
            #expect(again == 2)
            try await world.touch("opportunity", id, by: Person.rep1, effective: false)
            let outcome = try await world.move(id, to: "need", MoveInput(obstacle: "none"))
            #expect(codes(outcome) == ["gate.evidence", "gate.event"])
        }
    }

    @Test("F2 no stage is skipped; going back needs a reason and keeps history", arguments: Base.available)
    func order(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.opportunity(in: "demo")
            #expect(codes(try await world.move(id, to: "signed")).first == "stage.skipped")
            #expect(codes(try await world.move(id, to: "need")) == ["stage.reason_needed"])
            #expect(try await world.move(id, to: "need", MoveInput(reason: "需求变更")) == .moved)
            let entered = try await world.events("stage.entered", "opportunity", id).last
            #expect(entered?["reason"] == "需求变更")
        }
    }

    @Test("F1 a win probability outside the stage's range is refused", arguments: Base.available)
    func probability(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.opportunity()
            let found = await issues {
                try await world.change(Person.rep1) {
                    _ = try $0.update("opportunity", id, ["win_probability": .number(ExactNumber(scaled: 50, scale: 2))])
                }
            }
            #expect(found.first?.code == "stage.probability")
            #expect(found.first?.zh == "“初步接触”的赢率应在 5%–15% 之间")
            #expect(found.first?.en == "The win probability of \"First contact\" is 5%–15%")
            try await world.change(Person.rep1) {
                _ = try $0.update("opportunity", id, ["win_probability": .number(ExactNumber(scaled: 15, scale: 2))])
            }
            let demo = try await world.opportunity(in: "demo", ["amount": 500])
            let high = MoveInput(values: ["win_probability": .number(ExactNumber(scaled: 90, scale: 2))])
            #expect(codes(try await world.move(demo, to: "talks", high)) == ["stage.probability"])
            let fits = MoveInput(values: ["win_probability": .number(ExactNumber(scaled: 75, scale: 2))])
            #expect(try await world.move(demo, to: "talks", fits) == .moved)
            #expect(try await world.record("opportunity", demo).number("win_probability") == ExactNumber(scaled: 75, scale: 2))
        }
    }

    @Test("F1 a lost deal needs its reason, may be reopened where it stood, and no further", arguments: Base.available)
    func lost(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.opportunity()
            #expect(codes(try await world.move(id, to: "lost")) == ["gate.field"])
            #expect(try await world.move(id, to: "lost", MoveInput(values: ["lost_reason": "价格"])) == .moved)
            #expect(try await world.record("opportunity", id).instant("lost_at") == world.time.now())
            #expect(codes(try await world.move(id, to: "need", MoveInput(reason: "重启"))) == ["stage.skipped"])
            #expect(try await world.move(id, to: "contact", MoveInput(reason: "重启")) == .moved)
            #expect(try await world.record("opportunity", id).instant("lost_at") == nil)
        }
    }

    @Test("F3 nobody moves a deal to 已回款 by hand, not even an administrator", arguments: Base.available)
    func paidByHand(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.opportunity(in: "signed")
            for user in [Person.rep1, Person.managerA, Person.admin] {
                let outcome = try await world.move(id, to: "won", by: user)
                #expect(codes(outcome) == ["stage.external"])
                guard case .refused(let report) = outcome else { continue }
                #expect(report.missing[0].text.zh == "“已回款”由“财务回款”自动进入，任何人都不能手动推进")
                #expect(report.missing[0].text.en == "\"Paid\" is entered by \"Finance receipt\" only, never by hand")
            }
            let found = await issues {
                _ = try await world.workspace.change(by: .importer(Person.admin)) {
                    try $0.insert("opportunity", ["name": "假", "stage": "won"])
                }
            }
            #expect(found.map(\.code) == ["stage.external"])
        }
    }

    @Test("F3 a receipt moves the deal by itself", arguments: Base.available)
    func receipt(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.opportunity(in: "signed")
            try await world.change { _ = try $0.emit("receipt.posted", on: "opportunity", id, payload: ["amount": 100]) }
            let record = try await world.record("opportunity", id)
            #expect(record.text("stage") == "won")
            #expect(record.instant("won_at") == world.time.now())
            #expect(try await world.events("stage.entered", "opportunity", id).last?["cause"] == "receipt.posted")
        }
    }

    @Test("F3 a receipt that comes before the signature waits for it", arguments: Base.available)
    func earlyReceipt(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.opportunity(in: "talks", ["amount": 100])
            try await world.change { _ = try $0.emit("receipt.posted", on: "opportunity", id) }
            #expect(try await world.record("opportunity", id).text("stage") == "talks")
            #expect(try await world.move(id, to: "signed") == .moved)
            #expect(try await world.record("opportunity", id).text("stage") == "won")
        }
    }

    @Test("S1 who may not write a record may not move it", arguments: Base.available)
    func rights(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.opportunity(in: "demo", ["amount": 500])
            let stranger = await issues { _ = try await world.move(id, to: "talks", by: Person.rep3) }
            #expect(stranger.map(\.code) == ["record.not_found"])
            let reader = await issues { _ = try await world.move(id, to: "talks", by: Person.finance) }
            #expect(reader.map(\.code) == ["record.forbidden"])
        }
    }

    @Test("P4 the tick list shows met items, obstacles and the approver", arguments: Base.available)
    func tickList(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.opportunity(["demand": "扩产"])
            let report = try await world.read { try StageMachine.check("opportunity", id, to: "need", in: $0) }
            #expect(report.items.map(\.met) == [true, false, false, false])
            #expect(report.obstacles.map(\.key) == ["decision_chain", "technical_fit", "budget", "contract_terms", "none"])
            #expect(!report.needsApproval)
            let demo = try await world.opportunity(in: "demo", ["amount": 2000])
            let talks = try await world.read {
                try StageMachine.check("opportunity", demo, to: "talks", in: $0, requester: Person.rep1)
            }
            #expect(talks.needsApproval)
            #expect(talks.approver == .init(id: Person.managerA, name: "马丽"))
        }
    }

    @Test("A8 disputed terms ask for the clause by a task", arguments: Base.available)
    func obstacleTask(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.opportunity(in: "contact", ["demand": "x"])
            try await world.addEvidence(id, kind: "minutes")
            try await world.addEvidence(id, kind: "minutes")
            try await world.touch("opportunity", id, by: Person.rep1)
            #expect(try await world.move(id, to: "need", MoveInput(obstacle: "contract_terms")) == .moved)
            let titles = try await world.read {
                try $0.connection.rows("SELECT f_title, owner_id, f_opportunity FROM r_task") {
                    [$0.text(0), $0.integer(1).map(String.init), $0.integer(2).map(String.init)]
                }
            }
            #expect(titles == [["上传“争议条款”:一期项目", "\(Person.rep1)", "\(id)"]])
        }
    }
}
