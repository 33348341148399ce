import Definitions
import FormulaLanguage
import Records
import Storage
import TestKit
import Testing

@Suite("P1 a record is made whole or not at all")
struct InsertTests {
    @Test("P1.3 defaults, owner, unit, number and times are filled in", arguments: Engine.available)
    func fills(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let id = try await test.workspace.lead("张三", ["phone": "13800138000", "budget": yuan(1200)])
            let json = try await test.workspace.shown("lead", id, as: Person.admin)
            #expect(json["title"] == "张三")
            #expect(json["version"] == 1)
            #expect(json["owner"] == ["id": 5, "label": "王小明"])
            #expect(json["org_unit"] == ["id": 3, "label": "一组"])
            let values = try #require(json["values"])
            #expect(values["status"] == "new")
            #expect(values["number"] == "XS2026030001")
            #expect(values["budget"] == 120_000)
            #expect(values["double_budget"] == 240_000)
            #expect(values["created_at"] == .int(TestWorkspace.start.milliseconds))
            #expect(values["created_by"] == ["id": 5, "label": "王小明"])
            #expect(values["tags"] == [])
            #expect(values["note"] == .null)
            let second = try await test.workspace.lead("李四", by: .system)
            let pooled = try await test.workspace.shown("lead", second, as: Person.admin)
            #expect(pooled["owner"] == .null)
            #expect(pooled["org_unit"] == .null)
            #expect(pooled["values"]?["number"] == "XS2026030002")
        }
    }

    @Test("P1.4 every issue is told at once", arguments: Engine.available)
    func issues(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let error = await refusal {
                try await test.workspace.insert(
                    "lead", by: .user(Person.rep1),
                    ["phone": "123", "status": "nope", "budget": "x", "nothing": 1, "score": 5, "created_at": 1])
            }
            #expect(error?.kind == .invalid)
            #expect(
                error?.codes == [
                    "field.unknown(nothing)", "value.format(phone)", "value.option(status)", "value.read_only(created_at)",
                    "value.read_only(score)", "value.type(budget)",
                ])
            let missing = await refusal { try await test.workspace.insert("lead", by: .user(Person.rep1), ["headcount": -1]) }
            #expect(missing?.codes == ["value.required(name)", "value.validation(headcount)"])
            #expect(missing?.issues.first { $0.field == "headcount" }?.zh == "人数不能为负")
            let kept = try await test.workspace.count(ListRequest(object: "lead"), as: Person.admin)
            #expect(kept == 0)
        }
    }

    @Test("P1.5 a unique value is refused on its field", arguments: Engine.available)
    func unique(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let first = try await workspace.insert("account", ["name": "甲", "code": "A1"])
            let error = await refusal { try await workspace.insert("account", ["name": "乙", "code": "A1"]) }
            #expect(error?.kind == .duplicate(object: "account", id: nil))
            #expect(error?.codes == ["value.duplicate(code)"])
            // In the recycle bin a value is free, and restoring it is not.
            try await workspace.change(by: .system) { try $0.delete("account", first) }
            try await workspace.insert("account", ["name": "丙", "code": "A1"])
            let again = await refusal { try await workspace.change(by: .system) { try $0.restore("account", first) } }
            #expect(again?.codes == ["value.duplicate(code)"])
        }
    }

    @Test("P1.6 references must exist and be visible to whoever sets them", arguments: Engine.available)
    func references(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let mine = try await workspace.insert("account", by: .user(Person.rep1), ["name": "我的"])
            let theirs = try await workspace.insert("account", by: .user(Person.rep3), ["name": "别人的"])
            try await workspace.lead("好", ["account": ref("account", mine), "helper": ref("user", Person.rep4)])
            for values: [String: Value] in [
                ["account": ref("account", theirs)], ["account": ref("account", 999)], ["helper": ref("user", 999)],
                ["files": .list([ref("file", 1)])],
            ] {
                let error = await refusal { try await workspace.lead("坏", values) }
                #expect(error?.codes == ["value.reference(\(values.keys.first ?? ""))"])
            }
            try await workspace.lead("系统", by: .system, ["account": ref("account", theirs)])
        }
    }

    @Test("P1.7 lists keep their items, in order and once", arguments: Engine.available)
    func lists(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let id = try await workspace.lead("张三", ["tags": .list([.text("vip"), .text("hot"), .text("vip")])])
            #expect(try await workspace.shown("lead", id, as: Person.rep1)["values"]?["tags"] == ["vip", "hot"])
            try await workspace.update("lead", id, by: .user(Person.rep1), ["tags": .list([.text("late")])])
            let page = try await workspace.page(ListRequest(object: "lead", columns: ["tags"]), as: Person.rep1)
            #expect(page["items"]?.array?.first?["tags"] == ["late"])
            let same = try await workspace.update("lead", id, by: .user(Person.rep1), ["tags": .list([.text("late")])])
            #expect(same.version == 2)
            try await workspace.update("lead", id, by: .user(Person.rep1), ["tags": .blank])
            #expect(try await workspace.shown("lead", id, as: Person.rep1)["values"]?["tags"] == [])
        }
    }

    @Test("M2.1 the same client key makes one record, also from two servers at once", arguments: Engine.available)
    func clientKey(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let other = try await test.secondServer()
            let key = "7b1e0c9a-0000-4000-8000-000000000001"
            let ids = try await withThrowingTaskGroup(of: Int64.self) { group in
                for index in 0..<8 {
                    let server = index % 2 == 0 ? workspace : other
                    group.addTask { try await server.lead("张三", clientKey: key) }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
            #expect(try await workspace.count(ListRequest(object: "lead"), as: Person.admin) == 1)
            #expect(try await workspace.events("lead", ids.first ?? 0).count == 1)
            let stranger = await refusal { try await workspace.lead("张三", by: .user(Person.rep3), clientKey: key) }
            #expect(stranger?.kind == .notFound)
            let bad = await refusal { try await workspace.lead("张三", clientKey: "x'; DROP") }
            #expect(bad?.codes == ["client_key.format"])
            try await other.shutDown()
        }
    }

    @Test("P1.8 numbers have no gaps and no doubles, and start again each month", arguments: Engine.available)
    func numbers(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            _ = await refusal { try await workspace.insert("lead", by: .user(Person.rep1), [:]) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<12 { group.addTask { try await workspace.lead("客户\(index)") } }
                try await group.waitForAll()
            }
            test.time.advance(minutes: 31 * 24 * 60)
            try await workspace.lead("下月")
            let page = try await workspace.page(ListRequest(object: "lead", columns: ["number"], limit: 200), as: Person.admin)
            let numbers = page["items"]?.array?.compactMap { $0["number"]?.string } ?? []
            let expected = (1...12).map { "XS202603" + String(repeating: "0", count: $0 < 10 ? 3 : 2) + String($0) }
            #expect(Set(numbers) == Set(expected + ["XS2026040001"]))
        }
    }

    @Test("S7.1 a typical lead costs at most six statements")
    func statements() async throws {
        try await withWorkspace(.sqlite) { test in
            let workspace = test.workspace
            try await workspace.lead("预热", ["phone": "13800138001"])
            let before = workspace.database.statistics.statements
            try await workspace.lead(
                "张三", ["phone": "13800138000", "email": "a@b.cn", "company": "杭州西湖有限公司", "budget": yuan(1)])
            let count = workspace.database.statistics.statements - before
            #expect(count == 5, "number, record, duplicate keys, event, audit")
            let withKey = workspace.database.statistics.statements
            try await workspace.lead("李四", ["phone": "13800138009"], clientKey: "12345678")
            #expect(workspace.database.statistics.statements - withKey == 7)
        }
    }

    @Test("P1.9 hostile text never reaches the database half-way", arguments: Engine.available)
    func hostile(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let texts = ["a\u{0}b", "'; DROP TABLE r_lead; --", "\u{202E}", String(repeating: "a", count: 100_000), "😀%_\\", "\""]
            for text in texts {
                do {
                    let id = try await workspace.lead("x", ["note": .text(text), "company": .text(text)])
                    #expect(try await workspace.shown("lead", id, as: Person.admin)["values"]?["company"] == .string(text))
                } catch let error as RecordError {
                    #expect(error.kind == .invalid)
                }
            }
            let kept = try await workspace.page(ListRequest(object: "lead", columns: ["company"]), as: Person.admin)
            #expect(kept["items"]?.array?.count == 3)
        }
    }
}
