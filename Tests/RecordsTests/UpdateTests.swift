import Definitions
import FormulaLanguage
import Records
import TestKit
import Testing

@Suite("P7 a record is changed by one person at a time")
struct UpdateTests {
    @Test("P7.1 a stale version is refused with the current one", arguments: Engine.available)
    func stale(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let id = try await workspace.lead()
            let saved = try await workspace.update("lead", id, by: .user(Person.rep1), ["company": "甲"], version: 1)
            #expect(saved.version == 2)
            let error = await refusal {
                try await workspace.update("lead", id, by: .user(Person.rep1), ["company": "乙"], version: 1)
            }
            #expect(error?.kind == .conflict(currentVersion: 2))
            let bin = await refusal { try await workspace.change(by: .system) { try $0.delete("lead", id, version: 1) } }
            #expect(bin?.kind == .conflict(currentVersion: 2))
            #expect(try await workspace.shown("lead", id, as: Person.rep1)["values"]?["company"] == "甲")
        }
    }

    @Test("P7.2 of many editors with the same version exactly one wins, on two servers", arguments: Engine.available)
    func race(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let other = try await test.secondServer()
            let id = try await test.workspace.lead()
            let wins = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<10 {
                    let server = index % 2 == 0 ? test.workspace : other
                    group.addTask {
                        let saved = try? await server.update(
                            "lead", id, by: .user(Person.rep1), ["headcount": .number(ExactNumber(index + 1))], version: 1)
                        return saved != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(wins == 1)
            #expect(try await test.workspace.shown("lead", id, as: Person.rep1)["version"] == 2)
            try await other.shutDown()
        }
    }

    @Test("P14.1 nothing changed means nothing written", arguments: Engine.available)
    func unchanged(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let id = try await workspace.lead("张三", ["phone": "13800138000"])
            let same = try await workspace.update(
                "lead", id, by: .user(Person.rep1), ["name": " 张三 ", "status": "new", "note": .blank])
            #expect(same.version == 1)
            #expect(try await workspace.events("lead", id).map(\.kind) == ["record.created"])
        }
    }

    @Test("P14.2 every changed field has its history, with labels", arguments: Engine.available)
    func history(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let id = try await workspace.lead("张三", ["budget": yuan(10), "phone": "13800138000"])
            test.time.advance(minutes: 5)
            try await workspace.update(
                "lead", id, by: .user(Person.rep1),
                ["budget": yuan(20), "status": "working", "vip": true, "tags": .list([.text("hot")]), "phone": "13900139000"])
            let viewer = try workspace.viewer(Person.managerA)
            let json = try await workspace.read { try $0.history("lead", id, as: viewer) }
            let items = try #require(json["items"]?.array)
            #expect(Set(items.compactMap { $0["field"]?.string }) == ["budget", "status", "vip", "tags", "phone"])
            let status = try #require(items.first { $0["field"] == "status" })
            #expect(status["label"] == "状态" && status["old"] == "新线索" && status["new"] == "跟进中")
            #expect(status["by"] == ["id": 5, "name": "王小明"])
            #expect(status["at"] == .int(TestWorkspace.start.milliseconds + 300_000))
            #expect(items.first { $0["field"] == "vip" }?["new"] == "是")
            #expect(items.first { $0["field"] == "budget" }?["old"] == "10")
            let one = try await workspace.read { try $0.history("lead", id, field: "budget", as: viewer) }
            #expect(one["items"]?.array?.count == 1)
            // Finance sees the telephone number masked, also in the past.
            let finance = try workspace.viewer(Person.finance)
            let masked = try await workspace.read { try $0.history("lead", id, field: "phone", as: finance) }
            #expect(masked["items"]?.array?.first?["old"] == "138****8000")
        }
    }

    @Test("P1.10 what the system keeps cannot be written by people", arguments: Engine.available)
    func readOnly(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let id = try await workspace.lead()
            for key in ["score", "last_touch_at", "number", "margin", "created_at", "version", "org_unit", "warning", "deleted_at"] {
                let error = await refusal { try await workspace.update("lead", id, by: .user(Person.admin), [key: 1]) }
                #expect(error?.codes == ["value.read_only(\(key))"])
            }
            let record = try await workspace.change(by: .user(Person.rep1)) {
                try $0.update("lead", id, ["score": 80, "warning": "red"], system: true)
            }
            #expect(record["score"] == 80)
            #expect(record["warning"] == "red")
        }
    }

    @Test("P1.11 a rule added later does not lock old records", arguments: Engine.available)
    func laterRules(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let id = try await workspace.lead()
            var lead = SampleCompany.lead
            for index in lead.fields.indices where lead.fields[index].key == "company" { lead.fields[index].required = true }
            let rest = SampleCompany.definitions.filter { $0.id != "object/lead" }
            try await workspace.publish([.object(lead)] + rest, note: "", by: .system)
            try await workspace.update("lead", id, by: .user(Person.rep1), ["headcount": 3])
            let empty = await refusal { try await workspace.lead("李四") }
            #expect(empty?.codes == ["value.required(company)"])
        }
    }

    @Test("P14.3 the recycle bin hides a record everywhere and gives it back", arguments: Engine.available)
    func recycleBin(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let id = try await workspace.lead("张三", by: .user(Person.managerA), ["phone": "13800138000"])
            try await workspace.change(by: .user(Person.managerA)) { try $0.delete("lead", id) }
            let list = ListRequest(object: "lead")
            #expect(try await workspace.count(list, as: Person.admin) == 0)
            #expect(await refusal { try await workspace.shown("lead", id, as: Person.admin) }?.kind == .notFound)
            let gone = await refusal { try await workspace.update("lead", id, by: .system, ["company": "甲"]) }
            #expect(gone?.kind == .notFound)
            let free = try await workspace.read { try $0.duplicates(of: "lead", ["phone": "13800138000"]) }
            #expect(free.isEmpty)
            try await workspace.change(by: .user(Person.managerA)) { try $0.restore("lead", id) }
            #expect(try await workspace.count(list, as: Person.admin) == 1)
            let known = try await workspace.read { try $0.duplicates(of: "lead", ["phone": "138 0013 8000"]) }
            #expect(known.map(\.recordID) == [id])
            #expect(try await workspace.events("lead", id).map(\.kind) == ["record.created", "record.deleted", "record.restored"])
        }
    }

    @Test("L3.2 the duplicate index follows the record", arguments: Engine.available)
    func duplicates(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let first = try await workspace.lead("甲", ["phone": "13800138000", "company": "杭州西湖有限公司"])
            let second = try await workspace.lead("乙", ["email": "B@x.cn", "company": "杭州西湖（集团）有限公司"])
            func find(_ values: [String: Value], excluding: Int64? = nil) async throws -> [Int64] {
                try await workspace.read { try $0.duplicates(of: "lead", values, excluding: excluding).map(\.recordID) }
            }
            #expect(try await find(["company": "杭州西湖"]) == [first, second])
            #expect(try await find(["email": "b@X.CN", "phone": "+8613800138000"]) == [first, second])
            #expect(try await find(["company": "杭州西湖"], excluding: first) == [second])
            try await workspace.update("lead", first, by: .system, ["company": "上海外滩", "phone": .blank])
            #expect(try await find(["phone": "13800138000"]) == [])
            #expect(try await find(["company": "杭州西湖"]) == [second])
            let only = try await workspace.read { try $0.duplicates(of: "lead", ["company": "杭州西湖"], kinds: [.phone]) }
            #expect(only.isEmpty)
        }
    }

    @Test("D1.1 a row that fails inside a savepoint leaves nothing, the others stay", arguments: Engine.available)
    func savepoint(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let kept = try await workspace.change(by: .system) { change in
                ["A1", "A1", "A2"].compactMap { code in
                    try? change.savepoint { try change.insert("account", ["name": "客户", "code": .text(code)]).id }
                }
            }
            #expect(kept.count == 2)
            #expect(try await workspace.count(ListRequest(object: "account"), as: Person.admin) == 2)
            #expect(try await workspace.verifyAudit().isIntact)
        }
    }
}
