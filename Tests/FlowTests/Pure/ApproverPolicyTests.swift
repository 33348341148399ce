import Definitions
import Records
import TestKit
import Testing

@testable import Flow

@Suite("P6 who approves")
struct ApproverPolicyTests {
    private func policy(_ change: (inout [Member]) -> Void = { _ in }) -> ApproverPolicy {
        var members = SampleCompany.members
        change(&members)
        return ApproverPolicy(
            directory: Directory(members: members, units: SampleCompany.units), roles: SampleCompany.roles)
    }

    private func set(_ id: Int64, in members: inout [Member], _ change: (inout Member) -> Void) {
        guard let place = members.firstIndex(where: { $0.id == id }) else { return }
        change(&members[place])
    }

    private let manager = ApprovalRequirement(approver: .manager)

    @Test("P6 the owner's manager decides")
    func ownManager() {
        let choice = policy().choose(manager, owner: Person.rep1, requester: Person.rep1)
        #expect(choice == .init(approver: Person.managerA, reason: .manager))
    }

    @Test("P6 a manager who asks is decided on by the next level up")
    func duplicate() {
        let choice = policy().choose(manager, owner: Person.rep1, requester: Person.managerA)
        #expect(choice == .init(approver: Person.director, reason: .nextLevel))
    }

    @Test("P6 a manager on leave is skipped")
    func onLeave() {
        let policy = policy { set(Person.managerA, in: &$0) { $0.onDuty = false } }
        #expect(policy.choose(manager, owner: Person.rep1, requester: Person.rep1)?.approver == Person.director)
    }

    @Test("P6 without a line above, somebody who manages decides, else an administrator")
    func emptyLine() {
        let alone = policy()
        #expect(
            alone.choose(manager, owner: Person.director, requester: Person.director)
                == .init(approver: Person.managerA, reason: .manages))
        let small = policy { $0.removeAll { [2, 3, 4].contains($0.id) } }
        #expect(
            small.choose(manager, owner: Person.rep1, requester: Person.rep1)
                == .init(approver: Person.admin, reason: .administers))
    }

    @Test("P6 nobody is found where there is nobody else")
    func nobody() {
        let policy = policy { $0.removeAll { $0.id != Person.rep1 } }
        #expect(policy.choose(manager, owner: Person.rep1, requester: Person.rep1) == nil)
    }

    @Test("P4 a role decides, and whoever has it may")
    func role() {
        let requirement = ApprovalRequirement(approver: .role, role: "finance")
        #expect(
            policy().choose(requirement, owner: Person.rep1, requester: Person.rep1)
                == .init(approver: Person.finance, reason: .role, role: "finance"))
    }
}
