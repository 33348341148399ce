import Flow
import FormulaLanguage
import Records
import TestKit
import Testing

@Suite("G5 how this room's events read")
struct TimelineTests {
    private func lines(_ world: World, _ object: String, _ id: Int64) async throws -> [String] {
        let viewer = try world.workspace.viewer(Person.admin)
        let page = try await world.read { try $0.timeline(object, id, as: viewer, before: nil, limit: 100) }
        let items = page["items"]?.array ?? []
        return items.map { "\($0["title"]?.string ?? "")|\($0["title_en"]?.string ?? "")|\($0["text"]?.string ?? "")" }
    }

    @Test("G5 stages, refusals and approvals in Chinese and English", arguments: Base.available)
    func stages(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.opportunity(in: "demo", ["amount": 2000])
            _ = try await world.move(id, to: "signed")
            guard case .awaitingApproval(let approval) = try await world.move(id, to: "talks", MoveInput(note: "已报价"))
            else { return }
            try await world.change(Person.managerA) {
                _ = try Approvals.decide(approval, accept: true, comment: "好", in: $0)
            }
            let lines = try await lines(world, "opportunity", id)
            #expect(lines.contains("从“方案演示”开始|Began in \"Demo\"|"))
            #expect(lines.contains("还不能进入“合同已签”|Not yet ready for \"Signed\"|不能跳到“合同已签”，先进入“商务谈判”"))
            #expect(lines.contains("申请进入“商务谈判”,由 马丽 审批|Asked to enter \"Negotiation\"; 马丽 decides|"))
            #expect(lines.contains("马丽 同意进入“商务谈判”|马丽 approved \"Negotiation\"|好"))
            #expect(lines.contains("“方案演示” → “商务谈判”|\"Demo\" → \"Negotiation\"|已报价"))
        }
    }

    @Test("G5 escalations and their withdrawal, warnings and their end", arguments: Base.available)
    func clocks(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await world.lead()
            try await world.advance(hours: 80)
            try await world.touch(id, minutesAgo: 79 * 60)
            let lines = try await lines(world, "lead", id)
            #expect(lines.contains("超过 2 小时未联系,已告知 马丽|No contact for 2 h; 马丽 was told|"))
            #expect(lines.contains("升级已撤回|Escalation withdrawn|3月2日 11:00 已联系客户,记录后来才同步"))
            #expect(lines.contains("标为黄色|Marked yellow|线索未跟进(已满 72 小时)"))
        }
    }
}
