import Definitions
import FormulaLanguage
import Records
import SQLText
import Storage
import TestKit
import Testing

@Suite("A workspace is shared by servers", .timeLimit(.minutes(20)))
struct WorkspaceTests {
    /// Waits for what another server announced, without a clock.
    private func eventually(_ condition: () -> Bool) async {
        for _ in 0..<20_000 where !condition() { await Task.yield() }
        for _ in 0..<12_000 where !condition() { try? await Task.sleep(for: .milliseconds(10)) }
        #expect(condition())
    }

    @Test("P10.1 a published field works at once, and on the other server after its announcement", arguments: Engine.available)
    func publish(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let other = try await test.secondServer()
            let old = try await workspace.lead("旧")
            var lead = SampleCompany.lead
            lead.fields.append(SampleCompany.field("region", "地区", .region))
            lead.fields.append(SampleCompany.field("colours", "颜色", .multiselect) { $0.options = [OptionDefinition(key: "red", label: Label("红"))] })
            let rest = SampleCompany.definitions.filter { $0.id != "object/lead" }
            let schema = try await workspace.publish([.object(lead)] + rest, note: "地区", by: .user(Person.admin))
            #expect(schema.number == 2 && workspace.schema.number == 2)
            let id = try await workspace.lead("新", ["region": "浙江省/杭州市", "colours": .list(["red"])])
            let shown = try await workspace.shown("lead", id, as: Person.admin)["values"]
            #expect(shown?["region"] == "浙江省/杭州市" && shown?["colours"] == ["red"])
            #expect(try await workspace.shown("lead", old, as: Person.admin)["values"]?["region"] == .null)
            await eventually { other.schema.number == 2 }
            try await other.lead("另一台", ["region": "上海市"])
            let documents = try await workspace.definitions(number: 1)
            #expect(documents == SampleCompany.definitions)
            let events = try await workspace.read { try $0.events(on: "definition", 2) }
            #expect(events.map(\.kind) == ["definition.published"] && events.first?.actor == .user(Person.admin))
            try await other.shutDown()
            let later = try await test.secondServer()
            #expect(later.schema.number == 2)
            try await later.shutDown()
        }
    }

    @Test("P10.2 what cannot be published changes nothing", arguments: Engine.available)
    func refused(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            var lead = SampleCompany.lead
            for index in lead.fields.indices where lead.fields[index].key == "website" { lead.fields[index].type = .money }
            let rest = SampleCompany.definitions.filter { $0.id != "object/lead" }
            #expect(await refusal { try await workspace.publish([.object(lead)] + rest, note: "", by: .system) }?.kind == .invalid)
            await #expect(throws: DefinitionError.self) {
                try await workspace.publish(rest, note: "", by: .system)
            }
            #expect(workspace.schema.number == 1)
        }
    }

    @Test("P10.3 calendars count their own versions", arguments: Engine.available)
    func calendars(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            try await workspace.publish(SampleCompany.definitions, note: "", by: .system)
            #expect(workspace.schema.calendar("standard")?.version == 1)
            var calendar = SampleCompany.calendar
            calendar.off.append("2026-10-01")
            let rest = SampleCompany.definitions.filter { $0.kind != .calendar }
            try await workspace.publish(rest + [.calendar(calendar)], note: "", by: .system)
            #expect(workspace.schema.calendar("standard")?.version == 2)
        }
    }

    @Test("S1.11 a change of the directory reaches every server", arguments: Engine.available)
    func directory(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let other = try await test.secondServer()
            let added = try await test.workspace.upsertMember(Member(name: "新人", role: "rep", orgUnitID: Unit.teamB))
            #expect(test.workspace.directory.member(added.id)?.pinyin == "xin ren")
            await eventually { other.directory.member(added.id) != nil }
            #expect(try other.viewer(added.id).role.key == "rep")
            let admin = try await test.workspace.upsertMember(Member(name: "二号", role: "rep"), by: .user(Person.admin))
            #expect(admin.id > added.id)
            #expect(await refusal { try await test.workspace.upsertMember(Member(name: "x", role: "rep"), by: .user(Person.rep1)) }?.kind == .forbidden)
            #expect(await refusal { try await test.workspace.upsertMember(Member(name: "x", role: "nobody")) }?.codes == ["member.role(role)"])
            try await other.shutDown()
        }
    }

    @Test("messages reach the pages of their users on every server, after the commit", arguments: Engine.available)
    func live(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let other = try await test.secondServer()
            var mine = test.workspace.live.messages(for: Person.rep1).makeAsyncIterator()
            var remote = other.live.messages(for: Person.rep1).makeAsyncIterator()
            var stranger = other.live.messages(for: Person.rep2).makeAsyncIterator()
            #expect(other.live.pageCount == 2)
            _ = await refusal {
                try await test.workspace.change(by: .system) { change in
                    try change.tell([Person.rep1], LiveMessage(kind: "notification", payload: "lost"))
                    throw RecordError.notFound("x")
                }
            }
            let id = try await test.workspace.lead("张三", by: .system, ["owner": test.workspace.user(Person.rep1)])
            let expected = LiveMessage(kind: "record", payload: ["object": "lead", "id": .int(id)])
            #expect(await mine.next() == expected)
            if engine == .postgres || engine == .sqlite { #expect(await remote.next() == expected) }
            try await test.workspace.change(by: .system) { change in
                try change.tellEveryone(LiveMessage(kind: "clock", payload: ["now": 1]))
            }
            #expect(await stranger.next()?.kind == "clock")
            #expect(await remote.next()?.kind == "clock")
            await other.close()
            #expect(await remote.next() == nil)
            try await other.database.close()
        }
    }

    @Test("a page that does not read loses the oldest messages and nobody waits for it")
    func slowPage() async throws {
        try await withWorkspace(.sqlite) { test in
            var page = test.workspace.live.messages(for: Person.rep1).makeAsyncIterator()
            for index in 0..<100 {
                try await test.workspace.change(by: .system) { change in
                    try change.tell([Person.rep1], LiveMessage(kind: "n", payload: .int(Int64(index))))
                }
            }
            await test.workspace.close()
            var last: LiveMessage?
            var count = 0
            while let message = await page.next() {
                last = message
                count += 1
            }
            #expect(count <= LiveHub.bufferLimit && (last == nil || last?.payload.int ?? 0 > 0))
        }
    }

    @Test("S7.2 a repeated request gets its first answer, also from two servers at once", arguments: Engine.available)
    func idempotency(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let other = try await test.secondServer()
            let fingerprint = Change.fingerprint([Array("POST".utf8), Array("{}".utf8)])
            @Sendable func post(_ server: Workspace, by actor: Actor, _ fingerprint: String) async throws -> StoredAnswer {
                try await server.change(by: actor) { change in
                    try change.once("key-00001", fingerprint: fingerprint) {
                        let id = try change.insert("lead", ["name": "张三"]).id
                        return StoredAnswer(status: 201, body: Array("{\"id\":\(id)}".utf8))
                    }
                }
            }
            let answers = try await withThrowingTaskGroup(of: StoredAnswer.self) { group in
                for index in 0..<6 {
                    let server = index % 2 == 0 ? test.workspace : other
                    group.addTask { try await post(server, by: .user(Person.rep1), fingerprint) }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(answers.count == 1)
            #expect(try await test.workspace.count(ListRequest(object: "lead"), as: Person.admin) == 1)
            let other2 = await refusal { try await post(test.workspace, by: .user(Person.rep1), "else") }
            #expect(other2?.codes == ["idempotency.mismatch"])
            _ = try await post(test.workspace, by: .user(Person.rep2), fingerprint)
            #expect(try await test.workspace.count(ListRequest(object: "lead"), as: Person.admin) == 2)
            test.time.advance(minutes: 73 * 60)
            #expect(try await test.workspace.change(by: .system) { try $0.forgetAnswers() } == 2)
            try await other.shutDown()
        }
    }

    @Test("who answers for whom follows explicit superiors, then units upwards")
    func managers() {
        let directory = Directory(members: SampleCompany.members, units: SampleCompany.units)
        func manager(_ id: Int64) -> Int64? { directory.member(id).flatMap { directory.manager(of: $0)?.id } }
        #expect(manager(Person.rep1) == Person.managerA)
        #expect(manager(Person.managerA) == Person.director)
        #expect(manager(Person.director) == nil)
        #expect(directory.units(below: Unit.sales) == [Unit.sales, Unit.teamA, Unit.teamB])
        #expect(directory.department(of: Unit.teamA)?.id == Unit.sales)
        #expect(directory.department(of: Unit.company)?.id == Unit.company)
        #expect(Set(directory.members(of: [Unit.teamB]).map(\.id)) == [Person.managerB, Person.rep3, Person.rep4])
        let circle = Directory(
            members: [], units: [OrgUnit(id: 1, key: "a", name: "a", parentID: 2), OrgUnit(id: 2, key: "b", name: "b", parentID: 1)])
        #expect(circle.units(below: 1).count == 2 && circle.department(of: 2) != nil)
    }

    @Test("counters count without gaps on two servers", arguments: Engine.available)
    func counters(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let other = try await test.secondServer()
            let values = try await withThrowingTaskGroup(of: Int64.self) { group in
                for index in 0..<16 {
                    let server = index % 2 == 0 ? test.workspace : other
                    group.addTask { try await server.change(by: .system) { try $0.nextValue(of: "x") } }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(values.sorted() == Array(1...16))
            try await other.shutDown()
        }
    }
}
