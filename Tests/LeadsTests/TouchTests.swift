import FormulaLanguage
import Leads
import Records
import SQLText
import Storage
import TestKit
import Testing
import Touches

@Suite("Touches are judged and carried")
struct TouchTests {
    @Test("L8.1 an effective touch stops the first-touch clock and notes the minutes", arguments: Engine.available)
    func closes(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let result = try await house.submit("13800000011")
            let owner = try #require(result.ownerID)
            try await house.advance(minutes: 12)
            let outcome = try await house.touch(result.recordID, by: owner)
            #expect(outcome.effective && outcome.reasons.isEmpty && outcome.weekDone == 1)
            let lead = try await house.lead(result.recordID)
            #expect(lead.number("first_touch_minutes") == ExactNumber(12))
            #expect(lead.text("status") == "working")
            #expect(lead.instant("last_touch_at") == house.time.now())
            #expect(lead.instant("first_touched_at") == house.time.now())
            #expect(try await house.count("deadline", "state = 'met'") == 1)
        }
    }

    @Test(
        "A3.1 what counts as effective: duration by channel and a voucher", arguments: Engine.available,
        [
            ("call", 2, true, true), ("call", 1, true, false), ("call", 5, false, false), ("meeting", 15, true, true),
            ("meeting", 14, true, false), ("wechat", 0, true, false),
        ] as [(String, Int, Bool, Bool)])
    func effective(engine: Engine, row: (channel: String, minutes: Int, voucher: Bool, effective: Bool)) async throws {
        try await withHouse(engine) { house in
            let result = try await house.submit("13800000012")
            let owner = try #require(result.ownerID)
            let outcome = try await house.touch(
                result.recordID, by: owner, channel: row.channel, minutes: row.minutes, voucher: row.voucher)
            #expect(outcome.effective == row.effective)
            #expect(outcome.reasons.isEmpty == row.effective, "what is missing is said")
            #expect(try await house.count("deadline", "state = 'open'") == (row.effective ? 0 : 1))
        }
    }

    @Test("A2.1 an empty phrase is refused with a hint and nothing is written", arguments: Engine.available)
    func empty(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let result = try await house.submit("13800000013")
            let owner = try #require(result.ownerID)
            let error = await #expect(throws: RecordError.self) {
                try await house.touch(result.recordID, by: owner, content: "持续跟进")
            }
            #expect(error?.issues.first?.code == "touch.empty_phrase")
            #expect(error?.issues.first?.mendZh.isEmpty == false)
            #expect(try await house.count("r_touch") == 0)
            #expect(try await house.count("file") == 0)
        }
    }

    @Test("A1.2 a touch sent twice from the offline queue counts once", arguments: Engine.available)
    func twice(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let result = try await house.submit("13800000014")
            let owner = try #require(result.ownerID)
            let key = "0b6f2a1e-9b1f-4c7e-8a62-00000000000a"
            let first = try await house.touch(result.recordID, by: owner, clientKey: key)
            let second = try await house.touch(result.recordID, by: owner, clientKey: key)
            #expect(first.touchID == second.touchID)
            #expect(try await house.count("r_touch") == 1)
            #expect(try await house.kinds("lead", result.recordID).filter { $0 == "touch.recorded" }.count == 1)
        }
    }

    @Test(
        "L8.2 nobody touches: one level up is told once when the hard limit passes, not before",
        arguments: Engine.available)
    func escalates(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let result = try await house.submit("13800000015")
            try await house.advance(minutes: 119)
            #expect(!(try await house.kinds("lead", result.recordID)).contains("lead.escalated"))
            try await house.advance(minutes: 2)
            try await house.advance(minutes: 300)
            #expect(try await house.kinds("lead", result.recordID).filter { $0 == "lead.escalated" }.count == 1)
            #expect(
                try await house.count("notification", "user_id = \(house.manager) AND record_id = \(result.recordID)")
                    == 1)
        }
    }

    @Test("L8.3 a touch made in time but synced late takes the escalation back", arguments: Engine.available)
    func late(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let result = try await house.submit("13800000016")
            let owner = try #require(result.ownerID)
            let made = house.time.now().adding(milliseconds: 40 * 60_000)
            try await house.advance(minutes: 180)
            #expect(try await house.count("deadline", "state = 'escalated'") == 1)
            _ = try await house.touch(result.recordID, by: owner, at: made)
            #expect(try await house.count("deadline", "state = 'withdrawn'") == 1)
            #expect(try await house.kinds("lead", result.recordID).contains("deadline.withdrawn"))
            #expect(try await house.lead(result.recordID).number("first_touch_minutes") == ExactNumber(40))
        }
    }

    @Test("L9.1 72 hours without a touch colour the row yellow, a touch clears it", arguments: Engine.available)
    func yellow(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let result = try await house.submit("13800000017")
            let owner = try #require(result.ownerID)
            _ = try await house.touch(result.recordID, by: owner)
            try await house.advance(minutes: 71 * 60)
            #expect((try await house.lead(result.recordID).text("warning") ?? "") == "")
            try await house.advance(minutes: 120)
            #expect(try await house.lead(result.recordID).text("warning") == "yellow")
            #expect(try await house.lead(result.recordID).text("warning_reason")?.contains("72") == true)
            _ = try await house.touch(result.recordID, by: owner)
            #expect((try await house.lead(result.recordID).text("warning") ?? "") == "")
        }
    }

    @Test("L9.2 seven days shelved go red and back to the pool", arguments: Engine.available)
    func shelved(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let result = try await house.submit("13800000018")
            _ = try await house.touch(result.recordID, by: try #require(result.ownerID))
            try await house.advance(minutes: 7 * 24 * 60 + 120)
            let lead = try await house.lead(result.recordID)
            #expect(lead.ownerID == nil && lead.text("status") == "pool")
        }
    }
}

@Suite("A closed lead waits for nobody")
struct ClosedLeadTests {
    @Test("L8.4 a void lead's clock stops, escalates nobody and no longer counts as pending", arguments: Engine.available)
    func void(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let result = try await house.submit("13800000031")
            let owner = try #require(result.ownerID)
            try await house.workspace.change(by: .user(owner)) { change in
                try change.update("lead", result.recordID, ["status": "void", "void_reason": "wrong_number"])
            }
            #expect(try await house.count("deadline", "state = 'cancelled'") == 1)
            try await house.advance(minutes: 3 * 24 * 60)
            #expect(!(try await house.kinds("lead", result.recordID)).contains("lead.escalated"))
            let next = try await house.submit("13800000032")
            let log = try await house.workspace.read { try LeadReports.routing("lead", next.recordID, in: $0) }
            let people = log["items"]?.array?.first?["candidates"]?.array ?? []
            #expect(people.count == 3 && people.allSatisfy { $0["numbers"]?["pending"] == 0 })
        }
    }

    @Test("L8.5 converting an untouched lead stops its clock too", arguments: Engine.available)
    func converted(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let result = try await house.submit("13800000033")
            _ = try await house.workspace.change(by: .system) { try Conversion.convert("lead", result.recordID, in: $0) }
            #expect(try await house.count("deadline", "state = 'open'") == 0)
        }
    }

    @Test("L3.3 a rep who types in a known visitor is told who owns it, and nothing is written", arguments: Engine.available)
    func known(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let first = try await house.submit("13800000034")
            let error = await #expect(throws: RecordError.self) {
                try await house.workspace.change(by: .user(house.southRep)) { change in
                    try change.insert("lead", ["name": "周", "phone": "138 0000 0034"])
                }
            }
            let owner = try #require(first.ownerID.flatMap { house.workspace.directory.member($0)?.name })
            #expect(error?.issues.first?.code == "record.duplicate")
            #expect(error?.issues.first?.zh.contains(owner) == true)
            #expect(try await house.count("r_lead") == 1)
        }
    }

    @Test("L5.1 a lead that arrives with grade A is an MQL, with the reason", arguments: Engine.available)
    func qualified(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let values: [String: Value] = [
                "name": "吴总", "phone": "13800000035", "company": "上海启明制造有限公司", "title_role": "decision", "company_size": "from_1000",
                "current_system": "无", "industry": "manufacturing", "region": "east", "source": "referral",
                "budget": .number(ExactNumber(500_000)),
            ]
            let result = try await house.workspace.change(by: .system) { change in
                try Intake.capture("lead", values: values, context: SubmissionContext(source: "api"), in: change)
            }
            try await house.tick()
            let lead = try await house.lead(result.recordID)
            #expect(lead.text("grade") == "A" && lead.isTrue("is_mql") && lead.text("mql_reason") == "评分")
        }
    }
}
