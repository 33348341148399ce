import Definitions
import FormulaLanguage
import Records
import TestKit
import Testing

@Suite("S1 everybody sees what their role reaches, and nothing else leaks")
struct RightsTests {
    /// One lead per owner, one in the pool.
    static func fill(_ workspace: Workspace) async throws -> [Int64: Int64] {
        var leads: [Int64: Int64] = [:]
        for owner in [Person.admin, Person.director, Person.managerA, Person.rep1, Person.rep2, Person.rep3] {
            leads[owner] = try await workspace.lead(
                "客户\(owner)", by: .system, ["phone": .text("1380013800\(owner)"), "cost": yuan(5), "owner": workspace.user(owner)])
        }
        leads[0] = try await workspace.lead("公海客户", by: .system)
        return leads
    }

    static let reach: [(viewer: Int64, owners: Set<Int64>)] = [
        (Person.admin, [0, Person.admin, Person.director, Person.managerA, Person.rep1, Person.rep2, Person.rep3]),
        (Person.director, [Person.director, Person.managerA, Person.rep1, Person.rep2, Person.rep3]),
        (Person.managerA, [Person.managerA, Person.rep1, Person.rep2]),
        (Person.managerB, [Person.rep3]),
        (Person.rep1, [Person.rep1]),
        (Person.rep4, []),
        (Person.finance, [0, Person.admin, Person.director, Person.managerA, Person.rep1, Person.rep2, Person.rep3]),
        (Person.guest, []),
    ]

    @Test("S1.1 own, team, department, all and none, in every way of looking", arguments: Engine.available)
    func matrix(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let leads = try await Self.fill(workspace)
            for (userID, owners) in Self.reach {
                let expected = Set(owners.compactMap { leads[$0] })
                let list = ListRequest(object: "lead", columns: ["company"])
                #expect(Set(try await workspace.ids(list, as: userID)) == expected, "list of \(userID)")
                #expect(try await workspace.count(list, as: userID) == expected.count)
                let viewer = try workspace.viewer(userID)
                for (owner, id) in leads {
                    // The pool is open to teams, one by one and when asked for.
                    let isVisible = owners.contains(owner) || (owner == 0 && viewer.grant(for: "lead").read != .own && userID != Person.guest)
                    let seen = try await workspace.read { reading in
                        [
                            (try? reading.record("lead", id, as: viewer)) != nil,
                            (try? reading.timeline("lead", id, as: viewer)) != nil,
                            (try? reading.history("lead", id, as: viewer)) != nil,
                            (try? reading.related("lead", id, as: viewer)) != nil,
                            (try? reading.visibleRecord("lead", id, as: viewer)) != nil,
                        ]
                    }
                    #expect(seen.allSatisfy { $0 == isVisible }, "\(userID) looks at the lead of \(owner)")
                }
            }
        }
    }

    @Test("S1.2 writing follows the write scope; seeing is not enough", arguments: Engine.available)
    func writing(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let leads = try await Self.fill(workspace)
            let mine = try #require(leads[Person.rep1])
            for (userID, kind) in [
                (Person.rep1, nil), (Person.managerA, nil), (Person.director, nil), (Person.admin, nil),
                (Person.rep2, .notFound), (Person.managerB, .notFound), (Person.guest, .notFound), (Person.finance, .forbidden),
            ] as [(Int64, RecordError.Kind?)] {
                let outcome: RecordError.Kind?
                do {
                    try await workspace.update("lead", mine, by: .user(userID), ["headcount": .number(ExactNumber(Int(userID)))])
                    outcome = nil
                } catch let error as RecordError {
                    outcome = error.kind
                }
                #expect(outcome == kind, "\(userID)")
            }
            #expect(await refusal { try await workspace.lead("x", by: .user(Person.finance)) }?.kind == .forbidden)
            #expect(await refusal { try await workspace.change(by: .user(Person.rep1)) { try $0.delete("lead", mine) } }?.kind == .forbidden)
            let stranger = await refusal { try await workspace.lead("x", by: .user(77)) }
            #expect(stranger?.kind == .forbidden)
        }
    }

    @Test("S1.3 records are handed over only within one's reach, with the unit", arguments: Engine.available)
    func handOver(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let id = try await workspace.lead()
            func give(_ to: Int64?, by userID: Int64) async throws {
                try await workspace.update("lead", id, by: .user(userID), ["owner": to.map { workspace.user($0) } ?? .blank])
            }
            #expect(await refusal { try await give(Person.rep2, by: Person.rep1) }?.kind == .forbidden)
            #expect(await refusal { try await give(nil, by: Person.rep1) }?.kind == .forbidden)
            #expect(await refusal { try await give(Person.rep3, by: Person.managerA) }?.kind == .forbidden)
            #expect(await refusal { try await give(999, by: Person.admin) }?.codes == ["value.reference(owner)"])
            try await give(Person.rep2, by: Person.managerA)
            #expect(await refusal { try await workspace.shown("lead", id, as: Person.rep1) }?.kind == .notFound)
            try await give(Person.rep3, by: Person.director)
            let shown = try await workspace.shown("lead", id, as: Person.managerB)
            #expect(shown["org_unit"] == ["id": 4, "label": "二组"])
            let changes = try await workspace.events("lead", id).filter { $0.kind == "owner.changed" }
            #expect(
                changes.map(\.payload) == [
                    ["from": 5, "to": 6, "reason": nil], ["from": 6, "to": 7, "reason": nil],
                ])
            #expect(changes.map(\.orgUnitID) == [Unit.teamA, Unit.teamB])
            try await give(nil, by: Person.director)
            #expect(try await workspace.ids(ListRequest(object: "lead", scope: .pool), as: Person.managerA) == [id])
            #expect(await refusal { try await workspace.ids(ListRequest(object: "lead", scope: .pool), as: Person.rep1) }?.kind == .forbidden)
        }
    }

    @Test("S1.12 the unit follows the owner, whoever decides it", arguments: Engine.available)
    func unitFollows(on engine: Engine) async throws {
        struct Router: Reaction {
            func willSave(_ draft: inout Draft, in change: Change) throws {
                if draft["company"] == "转" { draft["owner"] = ref("user", Person.rep3) }
                if draft["company"] == "空" { draft["owner"] = .blank }
            }
        }
        try await withWorkspace(engine, TestSetup(reactions: [Router()])) { test in
            let made = try await test.workspace.change(by: .user(Person.rep1)) {
                try $0.insert("lead", ["name": "张三", "company": "转"])
            }
            #expect(made.ownerID == Person.rep3 && made.orgUnitID == Unit.teamB)
            let pooled = try await test.workspace.change(by: .system) {
                try $0.update("lead", made.id, ["company": "空"])
            }
            #expect(pooled.ownerID == nil && pooled.orgUnitID == nil)
            let stubborn = try await test.workspace.change(by: .system) {
                try $0.insert("lead", ["name": "李四", "org_unit": ref("department", Unit.teamA)], system: true)
            }
            #expect(stubborn.orgUnitID == nil)
        }
    }

    @Test("S1.4 a collaborator sees the record and what hangs below it, and writes if allowed to", arguments: Engine.available)
    func sharing(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let account = try await workspace.insert("account", by: .user(Person.rep3), ["name": "共享客户"])
            let deal = try await workspace.insert("opportunity", by: .user(Person.rep3), ["name": "商机", "account": ref("account", account)])
            let lead = try await workspace.lead("线索", by: .user(Person.rep3))
            let touch = try await workspace.insert("touch", by: .user(Person.rep3), ["content": "拜访", "account": ref("account", account)])
            let hidden = try await workspace.insert(
                "touch", by: .user(Person.rep3), ["content": "电话", "lead": ref("lead", lead), "account": ref("account", account)])
            func visible(_ object: String) async throws -> [Int64] {
                try await workspace.ids(ListRequest(object: object), as: Person.rep1).sorted()
            }
            #expect(try await visible("account") == [])
            try await workspace.change(by: .user(Person.rep3)) { try $0.share("account", account, with: Person.rep1, level: .read) }
            #expect(try await visible("account") == [account])
            #expect(try await visible("opportunity") == [deal])
            // A touch follows its first filled parent, which is the lead.
            #expect(try await visible("touch") == [touch])
            #expect(await refusal { try await workspace.shown("touch", hidden, as: Person.rep1) }?.kind == .notFound)
            #expect(try await workspace.count(ListRequest(object: "opportunity"), as: Person.rep1) == 1)
            #expect(await refusal { try await workspace.update("opportunity", deal, by: .user(Person.rep1), ["name": "x"]) }?.kind == .forbidden)
            #expect(
                await refusal { try await workspace.change(by: .user(Person.rep1)) { try $0.share("account", account, with: Person.rep2, level: .read) } }?.kind
                    == .forbidden)
            try await workspace.change(by: .user(Person.rep3)) { try $0.share("account", account, with: Person.rep1, level: .write) }
            try await workspace.update("opportunity", deal, by: .user(Person.rep1), ["name": "改"])
            try await workspace.change(by: .user(Person.rep3)) { try $0.share("account", account, with: Person.rep1, level: nil) }
            #expect(try await visible("account") == [])
            #expect(try await visible("opportunity") == [])
        }
    }

    @Test("S1.5 a hidden field does not exist for the role, in no way of asking", arguments: Engine.available)
    func hiddenFields(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let id = try await workspace.lead("张三", by: .user(Person.admin), ["cost": yuan(5), "budget": yuan(9), "owner": workspace.user(Person.rep1)])
            try await workspace.update("lead", id, by: .user(Person.admin), ["cost": yuan(7), "company": "甲"])
            try await workspace.update("lead", id, by: .user(Person.admin), ["cost": yuan(8)])
            let values = try await workspace.shown("lead", id, as: Person.rep1)["values"]?.object
            #expect(values?.keys.contains("cost") == false)
            #expect(values?.keys.contains("margin") == false, "computed from the hidden cost")
            #expect(try await workspace.shown("lead", id, as: Person.admin)["values"]?["margin"] == 100)
            let rep = Person.rep1
            let formula = try workspace.formula("成本>1", on: "lead")
            let through = try workspace.formula("毛利>1", on: "lead")
            let requests = [
                ListRequest(object: "lead", columns: ["cost"]), ListRequest(object: "lead", columns: ["margin"]),
                ListRequest(object: "lead", sort: .init("cost")), ListRequest(object: "lead", filters: [FieldFilter("cost", .gt, [1])]),
                ListRequest(object: "lead", filters: [FieldFilter("margin", .gt, [1])]),
                ListRequest(object: "lead", formula: formula), ListRequest(object: "lead", formula: through),
            ]
            for request in requests {
                let error = await refusal { try await workspace.page(request, as: rep) }
                #expect(error?.issues.first?.code == "field.unknown")
                if request.columns.isEmpty {
                    #expect(await refusal { try await workspace.count(request, as: rep) } != nil)
                }
            }
            let viewer = try workspace.viewer(rep)
            #expect(await refusal { try await workspace.read { try $0.total(ListRequest(object: "lead"), sum: ["margin"], as: viewer) } } != nil)
            #expect(await refusal { try await workspace.update("lead", id, by: .user(rep), ["cost": yuan(1)]) }?.codes == ["field.unknown(cost)"])
            let history = try await workspace.read { try $0.history("lead", id, as: viewer) }
            #expect(history["items"]?.array?.contains { $0["field"] == "cost" } == false)
            #expect(await refusal { try await workspace.read { try $0.history("lead", id, field: "cost", as: viewer) } } != nil)
            let timeline = try await workspace.read { try $0.timeline("lead", id, as: viewer) }
            #expect(!timeline.text.contains("成本"))
            #expect(timeline["items"]?.array?.filter { $0["kind"] == "record.updated" }.count == 1)
        }
    }

    @Test("S1.6 a masked field shows its ends, except to the owner, and cannot be probed", arguments: Engine.available)
    func maskedFields(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let id = try await workspace.lead("张三", ["phone": "13812348000"])
            let list = ListRequest(object: "lead", columns: ["phone"])
            for (userID, phone) in [(Person.rep1, "13812348000"), (Person.managerA, "13812348000"), (Person.finance, "138****8000")] {
                #expect(try await workspace.shown("lead", id, as: userID)["values"]?["phone"] == .string(phone))
                #expect(try await workspace.page(list, as: userID)["items"]?.array?.first?["phone"] == .string(phone))
            }
            let formula = try workspace.formula("LEFT(电话,5)=\"13812\"", on: "lead")
            for request in [
                ListRequest(object: "lead", sort: .init("phone")), ListRequest(object: "lead", formula: formula),
                ListRequest(object: "lead", filters: [FieldFilter("phone", .eq, ["13812348000"])]),
                ListRequest(object: "lead", filters: [FieldFilter("phone", .contains, ["1234"])]),
            ] {
                let error = await refusal { try await workspace.page(request, as: Person.finance) }
                #expect(error?.issues.first?.code == "field.masked")
            }
            // A rep is masked on others' records only, yet a filter would tell.
            #expect(await refusal { try await workspace.page(ListRequest(object: "lead", sort: .init("phone")), as: Person.rep1) } != nil)
            try await workspace.change(by: .user(Person.rep1)) { try $0.share("lead", id, with: Person.rep2, level: .write) }
            let overwrite = await refusal { try await workspace.update("lead", id, by: .user(Person.rep2), ["phone": "13900139000"]) }
            #expect(overwrite?.codes == ["field.masked(phone)"])
        }
    }

    @Test("S1.7 formulas over other objects count only what the viewer may see", arguments: Engine.available)
    func formulasInScope(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let account = try await workspace.insert("account", ["name": "甲", "owner": workspace.user(Person.rep1)])
            for owner in [Person.rep1, Person.rep3] {
                try await workspace.insert("lead", ["name": "线索", "account": ref("account", account), "owner": workspace.user(owner)])
            }
            let formula = try workspace.formula("COUNTIFS(线索, 线索.客户=ID)>=2", on: "account")
            let request = ListRequest(object: "account", formula: formula)
            #expect(try await workspace.count(request, as: Person.admin) == 1)
            #expect(try await workspace.count(request, as: Person.rep1) == 0)
        }
    }

    @Test("S1.8 labels of records one may not see are not told", arguments: Engine.available)
    func labels(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let account = try await workspace.insert("account", ["name": "机密客户", "owner": workspace.user(Person.rep3)])
            let id = try await workspace.insert("lead", ["name": "线索", "account": ref("account", account), "owner": workspace.user(Person.rep1)])
            let shown = try await workspace.shown("lead", id, as: Person.rep1)
            #expect(shown["values"]?["account"] == ["id": .int(account), "label": nil])
            #expect(!shown.text.contains("机密"))
            #expect(try await workspace.shown("lead", id, as: Person.admin)["values"]?["account"]?["label"] == "机密客户")
            let viewer = try workspace.viewer(Person.admin)
            let groups = try await workspace.read { try $0.related("account", account, as: viewer) }
            #expect(groups.map(\.count) == [1])
            let rep = try workspace.viewer(Person.rep3)
            let none = try await workspace.read { try $0.related("account", account, as: rep) }
            #expect(none.isEmpty, "the lead is another rep's")
        }
    }

    @Test("S5.1 numbers of another workspace lead nowhere", arguments: Engine.available)
    func workspaces(on engine: Engine) async throws {
        try await withWorkspace(engine) { first in
            try await withWorkspace(engine) { second in
                let id = try await first.workspace.lead("甲")
                #expect(await refusal { try await second.workspace.shown("lead", id, as: Person.admin) }?.kind == .notFound)
                let file = try await first.workspace.storeFile(Array("内容".utf8), name: "a.txt", by: .user(Person.rep1))
                let viewer = try second.workspace.viewer(Person.admin)
                #expect(await refusal { try await second.workspace.read { try $0.visibleFile(file.id, as: viewer) } }?.kind == .notFound)
            }
        }
    }

    @Test("S1.9 who left can do nothing", arguments: Engine.available)
    func left(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            var member = try #require(test.workspace.directory.member(Person.rep1))
            let id = try await test.workspace.lead()
            member.isActive = false
            try await test.workspace.upsertMember(member)
            #expect(await refusal { try await test.workspace.lead("x") }?.kind == .forbidden)
            #expect(throws: RecordError.self) { try test.workspace.viewer(Person.rep1) }
            #expect(try await test.workspace.shown("lead", id, as: Person.admin)["owner"]?["label"] == "王小明")
        }
    }
}
