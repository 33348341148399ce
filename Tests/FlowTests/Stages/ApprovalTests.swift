import Definitions
import Flow
import FormulaLanguage
import Records
import TestKit
import Testing

@Suite("P6 approvals")
struct ApprovalTests {
    private func ask(_ world: World, amount: Int = 2000) async throws -> (record: Int64, approval: Int64) {
        let id = try await world.opportunity(in: "demo", ["amount": .number(ExactNumber(amount))])
        let outcome = try await world.move(id, to: "talks")
        guard case .awaitingApproval(let approval) = outcome else {
            Issue.record("no approval: \(outcome)")
            return (id, 0)
        }
        return (id, approval)
    }

    private func decide(_ world: World, _ approval: Int64, by user: Int64, accept: Bool = true, comment: String = "")
        async throws -> DecisionOutcome
    {
        try await world.change(user) { try Approvals.decide(approval, accept: accept, comment: comment, in: $0) }
    }

    @Test("F2 a large deal waits for the owner's manager, who is told", arguments: Base.available)
    func waits(_ base: Base) async throws {
        try await withFlow(base) { world in
            let (id, approval) = try await ask(world)
            #expect(try await world.record("opportunity", id).text("stage") == "demo")
            let row = try await world.read { try Approvals.find(approval, in: $0.connection) }
            #expect(row?.approverID == Person.managerA)
            #expect(row?.schemaNumber == 1)
            #expect(try await world.news(Person.managerA, kind: "approval.requested").count == 1)
            let waiting = try await world.read { reading in
                try [Person.managerA, Person.rep1, Person.managerB].map { user in
                    try Approvals.waiting(for: reading.directory.member(user)!, in: reading.connection).count
                }
            }
            #expect(waiting == [1, 0, 0])
        }
    }

    @Test("P4 below its condition no approval is needed", arguments: Base.available)
    func condition(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.opportunity(in: "demo", ["amount": 999])
            #expect(try await world.move(id, to: "talks") == .moved)
        }
    }

    @Test("P6 asking twice is asking once", arguments: Base.available)
    func twice(_ base: Base) async throws {
        try await withFlow(base) { world in
            let (id, approval) = try await ask(world)
            #expect(try await world.move(id, to: "talks") == .awaitingApproval(approval))
            #expect(try await world.events("approval.requested", "opportunity", id).count == 1)
        }
    }

    @Test("P6 an accepted move happens and both are recorded", arguments: Base.available)
    func accept(_ base: Base) async throws {
        try await withFlow(base) { world in
            let (id, approval) = try await ask(world)
            #expect(try await decide(world, approval, by: Person.managerA, comment: "可以") == .moved)
            #expect(try await world.record("opportunity", id).text("stage") == "talks")
            let row = try await world.read { try Approvals.find(approval, in: $0.connection) }
            #expect(row?.state == .approved)
            #expect(row?.decidedBy == Person.managerA)
            let decided = try await world.events("approval.decided", "opportunity", id)
            #expect(decided[0]["accepted"] == true)
            #expect(decided[0]["comment"] == "可以")
            #expect(decided[0]["delegate"] == false)
            #expect(try await world.news(Person.rep1, kind: "approval.decided").first?.title == "一期项目 进入“商务谈判”的审批通过")
        }
    }

    @Test("P6 a declined move leaves the record where it is", arguments: Base.available)
    func decline(_ base: Base) async throws {
        try await withFlow(base) { world in
            let (id, approval) = try await ask(world)
            #expect(try await decide(world, approval, by: Person.managerA, accept: false, comment: "先报价") == .declined)
            #expect(try await world.record("opportunity", id).text("stage") == "demo")
            #expect(try await world.news(Person.rep1).first?.body == "马丽:先报价")
            let again = await issues { _ = try await decide(world, approval, by: Person.managerA) }
            #expect(again.map(\.code) == ["approval.decided"])
        }
    }

    @Test("P6 only the approver, the level above or an administrator decides; never who asked", arguments: Base.available)
    func rights(_ base: Base) async throws {
        try await withFlow(base) { world in
            let (_, approval) = try await ask(world)
            for user in [Person.rep1, Person.rep2, Person.managerB, Person.finance] {
                #expect(await issues { _ = try await decide(world, approval, by: user) }.first?.code == "record.forbidden")
            }
            #expect(await issues { _ = try await decide(world, approval, by: Person.rep1) }.first?.zh == "不能审批自己的申请")
            #expect(try await decide(world, approval, by: Person.director) == .moved)
        }
    }

    @Test("P6 a decision by somebody else is recorded as delegated", arguments: Base.available)
    func delegate(_ base: Base) async throws {
        try await withFlow(base) { world in
            let (id, approval) = try await ask(world)
            #expect(try await decide(world, approval, by: Person.admin) == .moved)
            #expect(try await world.events("approval.decided", "opportunity", id)[0]["delegate"] == true)
        }
    }

    @Test("P6 a manager's own request goes one level up and says why", arguments: Base.available)
    func duplicateApprover(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.opportunity(in: "demo", ["amount": 5000])
            guard case .awaitingApproval(let approval) = try await world.move(id, to: "talks", by: Person.managerA) else {
                Issue.record("no approval")
                return
            }
            let row = try await world.read { try Approvals.find(approval, in: $0.connection) }
            #expect(row?.approverID == Person.director)
            #expect(row?.input["approver_reason"] == "next_level")
        }
    }

    @Test("P6 the gate is checked once more when deciding", arguments: Base.available)
    func recheck(_ base: Base) async throws {
        try await withFlow(base) { world in
            let (id, approval) = try await ask(world)
            try await world.change(Person.rep1) { _ = try $0.update("opportunity", id, ["amount": 0]) }
            let outcome = try await decide(world, approval, by: Person.managerA)
            guard case .gateNotMet(let report) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(report.missing.map(\.text.zh) == ["金额要大于 0"])
            #expect(try await world.record("opportunity", id).text("stage") == "demo")
            #expect(try await world.read { try Approvals.find(approval, in: $0.connection) }?.state == .waiting)
            #expect(try await world.events("stage.refused", "opportunity", id).count == 1)
            #expect(try await world.news(Person.rep1, kind: "approval.gate").count == 1)
        }
    }

    @Test("P6 a running approval keeps the definitions it began with", arguments: Base.available)
    func version(_ base: Base) async throws {
        try await withFlow(base) { world in
            let (id, approval) = try await ask(world)
            // From now on the stage asks for evidence; the old request does not.
            var definitions = try FlowSample.definitions()
            for index in definitions.indices {
                guard case .process(var process) = definitions[index] else { continue }
                process.stages[3].gate.evidence = [.init(kind: "quotation", label: Label("报价单"))]
                definitions[index] = .process(process)
            }
            try await world.workspace.publish(definitions, note: "stricter", by: .system)
            let fresh = try await world.opportunity(in: "demo", ["amount": 500])
            guard case .refused = try await world.move(fresh, to: "talks") else {
                Issue.record("the new gate should ask for evidence")
                return
            }
            #expect(try await decide(world, approval, by: Person.managerA) == .moved)
            #expect(try await world.record("opportunity", id).text("stage") == "talks")
        }
    }

    @Test("P6 who asked may take it back, and moving elsewhere does", arguments: Base.available)
    func withdraw(_ base: Base) async throws {
        try await withFlow(base) { world in
            let (_, approval) = try await ask(world)
            let other = await issues { try await world.change(Person.rep2) { try Approvals.withdraw(approval, in: $0) } }
            #expect(other.first?.zh == "只有申请人可以撤回")
            try await world.change(Person.rep1) { try Approvals.withdraw(approval, in: $0) }
            #expect(try await world.read { try Approvals.find(approval, in: $0.connection) }?.state == .withdrawn)
            let (id, second) = try await ask(world)
            _ = try await world.move(id, to: "lost", MoveInput(values: ["lost_reason": "取消"]))
            #expect(try await world.read { try Approvals.find(second, in: $0.connection) }?.state == .withdrawn)
        }
    }
}
