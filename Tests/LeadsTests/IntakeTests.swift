import Definitions
import FormulaLanguage
import Leads
import Records
import SQLText
import Storage
import TestKit
import Testing

@Suite("Leads come in on one path")
struct IntakeTests {
    @Test(
        "L1.1 a form submission becomes a scored, routed lead with a clock in one change", arguments: Engine.available)
    func arrives(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let result = try await house.submit(
                "13800000001", extra: ["title_role": "decision", "company_size": "from_200"])
            let lead = try await house.lead(result.recordID)
            #expect(result.ownerID != nil && !result.merged)
            #expect([house.rep1, house.rep2, house.rep3].contains(lead.ownerID))
            #expect(lead.text("source") == "website" && lead.text("status") == "assigned")
            #expect(lead.number("score") == ExactNumber(35), "role 15, size 10, source 10")
            #expect(lead.text("grade") == "B")
            #expect(lead.instant("first_touch_due") != nil)
            let kinds = try await house.kinds("lead", result.recordID)
            #expect(kinds.contains("lead.arrived") && kinds.contains("lead.assigned"))
            #expect(try await house.count("deadline", "state = 'open'") == 1)
            #expect(
                try await house.count("notification", "kind = 'lead.assigned' AND user_id = \(lead.ownerID ?? 0)") == 1)
        }
    }

    @Test("L1.2 the same client key submitted twice makes one lead", arguments: Engine.available)
    func idempotent(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let key = "0b6f2a1e-9b1f-4c7e-8a62-000000000001"
            let first = try await house.submit("13800000002", clientKey: key)
            let second = try await house.submit("13800000002", clientKey: key)
            #expect(first.recordID == second.recordID)
            #expect(try await house.count("r_lead") == 1)
            #expect(!(try await house.kinds("lead", first.recordID)).contains("lead.touched"))
        }
    }

    @Test(
        "L3.1 the same person by phone, e-mail, WeChat or company is joined, never owned twice",
        arguments: Engine.available,
        [
            ["phone": "+86 138-0000-0003"], ["email": "ZHOU@Example.com"], ["company": "上海东方（精密）有限公司"],
        ] as [[String: JSONValue]])
    func duplicates(engine: Engine, same: [String: JSONValue]) async throws {
        try await withHouse(engine) { house in
            let first = try await house.workspace.change(by: .system) { change in
                try Intake.capture(
                    "lead",
                    values: [
                        "name": "周", "phone": "13800000003", "email": "zhou@example.com", "company": "上海东方精密股份有限公司",
                        "region": "east",
                    ], context: SubmissionContext(source: "api"), in: change)
            }
            let values = try await house.workspace.read { reading -> [String: Value] in
                guard let object = reading.schema.object("lead") else { return [:] }
                var values: [String: Value] = ["name": "周二", "demand": "想看演示"]
                for (key, json) in same {
                    if let field = object.field(key) { values[key] = try ValueCodec.decode(json, for: field) }
                }
                return values
            }
            let second = try await house.workspace.change(by: .system) { change in
                try Intake.capture("lead", values: values, context: SubmissionContext(source: "fair"), in: change)
            }
            #expect(second.recordID == first.recordID && second.merged)
            let lead = try await house.lead(first.recordID)
            #expect(lead.text("name") == "周", "what is known is not overwritten")
            #expect(lead.text("demand") == "想看演示", "what was blank is filled in")
            #expect(lead.ownerID == first.ownerID)
            #expect(try await house.kinds("lead", first.recordID).contains("lead.touched"))
            #expect(try await house.count("r_lead") == 1)
        }
    }

    @Test("L3.2 the same phone submitted many times at once still makes one lead", arguments: Engine.available)
    func raceOfDuplicates(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let results = try await withThrowingTaskGroup(of: IntakeResult.self) { group in
                for _ in 0..<8 { group.addTask { try await house.submit("13800000004", company: "上海同一家有限公司") } }
                return try await group.reduce(into: [IntakeResult]()) { $0.append($1) }
            }
            #expect(Set(results.map(\.recordID)).count == 1)
            #expect(results.filter { !$0.merged }.count == 1)
            #expect(try await house.count("r_lead") == 1)
        }
    }

    @Test("L2.1 every answer to mend is named, in both languages, and nothing is written", arguments: Engine.available)
    func refusals(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let error = try await refusal {
                _ = try await house.submit(
                    "12", consent: false, extra: ["name": .null, "budget_secret": 5, "region": "mars"])
            }
            let issues = error?.issues ?? []
            #expect(Set(issues.compactMap(\.field)) == ["phone", "name", "budget_secret", "region", "consent"])
            for issue in issues { #expect(!issue.zh.isEmpty && !issue.en.isEmpty) }
            #expect(try await house.count("r_lead") == 0)
            #expect(try await house.count("event", "object = 'lead'") == 0)
        }
    }

    /// What refuses an act; nil if nothing does.
    private func refusal(of act: () async throws -> Void) async throws -> RecordError? {
        do {
            try await act()
            return nil
        } catch let error as RecordError {
            return error
        }
    }

    @Test(
        "L6.9 nobody on duty: the lead waits in the pool, keepers are told, the decision says why",
        arguments: Engine.available)
    func pool(engine: Engine) async throws {
        try await withHouse(engine) { house in
            for id in [house.rep1, house.rep2, house.rep3] {
                var member = try #require(house.workspace.directory.member(id))
                member.onDuty = false
                try await house.workspace.upsertMember(member)
            }
            let result = try await house.submit("13800000005")
            let lead = try await house.lead(result.recordID)
            #expect(lead.ownerID == nil && lead.text("status") == "pool")
            #expect(try await house.count("notification", "kind = 'lead.pooled'") >= 1)
            let log = try await house.workspace.read { try LeadReports.routing("lead", result.recordID, in: $0) }
            let candidates = log["items"]?.array?.first?["candidates"]?.array ?? []
            #expect(candidates.count == 3)
            #expect(candidates.allSatisfy { $0["reasons"]?.array?.first?["code"] == "off_duty" })
        }
    }

    @Test(
        "L7.3 the log names the chosen one and every other's reason, and a replay agrees", arguments: Engine.available)
    func replay(engine: Engine) async throws {
        try await withHouse(engine) { house in
            for phone in 13_900_000_001...13_900_000_006 { _ = try await house.submit(String(phone)) }
            let ids = try await house.workspace.read { reading in
                try reading.connection.rows("SELECT id, record_id, owner_id FROM routing_decision ORDER BY id") {
                    ($0.integer(0) ?? 0, $0.integer(1) ?? 0, $0.integer(2))
                }
            }
            #expect(ids.count == 6)
            for (id, record, owner) in ids {
                let log = try await house.workspace.read { try LeadReports.routing("lead", record, in: $0) }
                let candidates = try #require(log["items"]?.array?.first?["candidates"]?.array)
                #expect(candidates.filter { $0["chosen"] == true }.compactMap { $0["user"]?["id"]?.int } == [owner])
                #expect(
                    candidates.filter { $0["chosen"] == false }.allSatisfy { $0["reasons"]?.array?.isEmpty == false })
                let again = try await house.workspace.read { try LeadReports.replay(id, in: $0).answer }
                #expect(again["same"] == true)
            }
        }
    }

    @Test("L6.10 round robin spreads a burst evenly, also when it arrives at once", arguments: Engine.available)
    func spreads(engine: Engine) async throws {
        try await withHouse(engine) { house in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<9 { group.addTask { _ = try await house.submit(String(13_700_000_000 + index)) } }
                try await group.waitForAll()
            }
            let shares = try await house.workspace.read { reading in
                try reading.connection.rows("SELECT COUNT(*) FROM r_lead GROUP BY owner_id") { $0.integer(0) ?? 0 }
            }
            #expect(shares == [3, 3, 3])
        }
    }

    @Test(
        "L6.2 the pending guard holds under a burst: never more than eight without a first touch",
        arguments: Engine.available)
    func guardHolds(engine: Engine) async throws {
        try await withHouse(engine) { house in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<30 { group.addTask { _ = try await house.submit(String(13_600_000_000 + index)) } }
                try await group.waitForAll()
            }
            #expect(try await house.count("r_lead", "owner_id IS NOT NULL") == 24)
            #expect(try await house.count("r_lead", "owner_id IS NULL AND f_status = 'pool'") == 6)
        }
    }

    @Test("L4.6 behaviour rescores the lead at once and the score explains itself", arguments: Engine.available)
    func behaviour(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let id = try await house.submit("13800000006").recordID
            let before = try await house.lead(id).number("score")
            try await house.workspace.change(by: .system) { change in
                try change.emit("page.viewed", on: "lead", id, payload: ["page": "pricing", "seconds": 40])
                try change.emit("document.read", on: "lead", id, payload: ["kind": "technical"])
            }
            let lead = try await house.lead(id)
            #expect(before == ExactNumber(10) && lead.number("score") == ExactNumber(45))
            let report = try await house.workspace.read { try LeadReports.score("lead", id, in: $0) }
            let lines = report["lines"]?.array ?? []
            #expect(lines.reduce(0) { $0 + ($1["points"]?.int ?? 0) } == report["total"]?.int)
            #expect(lines.contains { $0["key"] == "pricing_page" && $0["points"] == 15 })
            #expect(
                lines.allSatisfy { $0["label"]?.string?.isEmpty == false && $0["reason"]?.string?.isEmpty == false })
        }
    }
}
