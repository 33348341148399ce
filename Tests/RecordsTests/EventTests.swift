import Definitions
import FormulaLanguage
import Records
import SQLText
import Storage
import Synchronization
import TestKit
import Testing

/// Counts what it handles, in a table, and fails when told to.
struct Tally: Follower {
    let name: String
    var kinds: Set<String>? = ["record.created"]
    /// Titles that fail so many times before they pass; nil for always.
    let failures: Failures

    final class Failures: Sendable {
        let left: Mutex<[String: Int]>
        init(_ left: [String: Int] = [:]) { self.left = Mutex(left) }
    }

    struct Refusal: Error {}

    static let migrations = RoomMigrations(
        room: "Tally", steps: [.init("tally", ["CREATE TABLE IF NOT EXISTS tally (name TEXT, event_id BIGINT, title TEXT)"])])

    init(_ name: String = "tally", failures: [String: Int] = [:]) {
        self.name = name
        self.failures = Failures(failures)
    }

    func handle(_ event: Event, in change: Change) throws {
        let title = try change.reading.record(event.object, event.recordID).title
        try change.connection.execute(
            "INSERT INTO tally (name, event_id, title) VALUES (\(name), \(event.id), \(title))")
        let fails = failures.left.withLock { left in
            guard let count = left[title], count > 0 else { return false }
            left[title] = count - 1
            return true
        }
        // After it has written: all of it must be undone.
        if fails { throw Refusal() }
    }

    static func titles(_ workspace: Workspace, _ name: String = "tally") async throws -> [String] {
        try await workspace.database.read { connection in
            try connection.rows("SELECT title FROM tally WHERE name = \(name) ORDER BY event_id") { $0.text(0) ?? "" }
        }
    }
}

@Suite("Events are facts that every follower handles once", .timeLimit(.minutes(20)))
struct EventTests {
    @Test("P15.1 an event keeps who, when, whose and why", arguments: Engine.available)
    func facts(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let id = try await workspace.lead()
            let earlier = TestWorkspace.start.adding(milliseconds: -60_000)
            let options = ChangeOptions(depth: 2, causeID: 1, occurredAt: earlier)
            let event = try await workspace.change(by: .form("website"), options: options) { change in
                try change.emit("page.viewed", on: "lead", id, payload: ["page": "pricing", "seconds": 212])
            }
            let read = try await workspace.read { try $0.event(event.id) }
            #expect(read == event)
            #expect(event.ownerID == Person.rep1 && event.orgUnitID == Unit.teamA)
            #expect(event.occurredAt == earlier && event.receivedAt == TestWorkspace.start)
            #expect(event.actor == .form("website") && event.depth == 2 && event.causeID == 1 && event.schemaNumber == 1)
            try await workspace.change(by: .system) { try $0.update("lead", id, ["owner": workspace.user(Person.rep3)]) }
            // Credit has a time: the event still counts for the first owner.
            let kept = try await workspace.read { try $0.event(event.id) }
            #expect(kept?.ownerID == Person.rep1)
            #expect(await refusal { try await workspace.change(by: .system) { try $0.emit("x.y", on: "lead", 999) } }?.kind == .notFound)
        }
    }

    @Test("P15.2 a follower handles each event once, in order, over many passes", arguments: Engine.available)
    func once(on engine: Engine) async throws {
        let setup = TestSetup(migrations: [Tally.migrations], followers: [Tally()])
        try await withWorkspace(engine, setup) { test in
            let workspace = test.workspace
            for index in 0..<7 {
                try await workspace.lead("客户\(index)")
                if index.isMultiple(of: 3) { try await test.runFollowers() }
            }
            #expect(try await workspace.followerStatus().first { $0.name == "tally" }?.lag == 0)
            try await workspace.lead("客户7")
            #expect(try await workspace.followerStatus().first { $0.name == "tally" }?.lag == 1)
            try await test.runFollowers()
            #expect(try await test.runFollowers() == 0)
            #expect(try await Tally.titles(workspace) == (0...7).map { "客户\($0)" })
        }
    }

    @Test("P15.3 what a failing handler wrote is undone, and it is tried again", arguments: Engine.available)
    func retried(on engine: Engine) async throws {
        let setup = TestSetup(migrations: [Tally.migrations], followers: [Tally(failures: ["坏": 2])])
        try await withWorkspace(engine, setup) { test in
            let workspace = test.workspace
            for name in ["甲", "坏", "乙"] { try await workspace.lead(name) }
            try await test.runFollowers()
            #expect(try await Tally.titles(workspace) == ["甲"])
            let status = try await workspace.followerStatus().first { $0.name == "tally" }
            #expect(status?.lag == 2 && status?.parked == 0 && status?.lastError?.contains("Refusal") == true)
            try await test.runFollowers()
            #expect(try await Tally.titles(workspace) == ["甲"])
            try await test.runFollowers()
            #expect(try await Tally.titles(workspace) == ["甲", "坏", "乙"])
            let healed = try await workspace.followerStatus().first { $0.name == "tally" }
            #expect(healed?.lastError == nil && healed?.lag == 0)
        }
    }

    @Test("P15.4 a poison event is parked after five tries and holds up nobody else", arguments: Engine.available)
    func parked(on engine: Engine) async throws {
        let followers = [Tally("tally", failures: ["毒": .max]), Tally("other")]
        let setup = TestSetup(migrations: [Tally.migrations], followers: followers)
        try await withWorkspace(engine, setup) { test in
            let workspace = test.workspace
            for name in ["甲", "毒", "乙"] { try await workspace.lead(name) }
            for _ in 0..<Workspace.followerTries { try await test.runFollowers() }
            #expect(try await Tally.titles(workspace) == ["甲", "乙"])
            #expect(try await Tally.titles(workspace, "other") == ["甲", "毒", "乙"])
            let status = try await workspace.followerStatus().first { $0.name == "tally" }
            #expect(status?.parked == 1 && status?.lag == 0)
        }
    }

    @Test("P15.5 two servers that run followers at once handle each event once", arguments: Engine.available)
    func servers(on engine: Engine) async throws {
        let setup = TestSetup(migrations: [Tally.migrations], followers: [Tally()])
        try await withWorkspace(engine, setup) { test in
            let workspace = test.workspace
            let other = try await test.secondServer()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<20 {
                    group.addTask { try await (index % 2 == 0 ? workspace : other).lead("客户\(index)") }
                }
                for server in [workspace, other, workspace, other] {
                    group.addTask { for _ in 0..<5 { try await server.runFollowers(limit: 7) } }
                }
                try await group.waitForAll()
            }
            while try await test.runFollowers() > 0 {}
            let titles = try await Tally.titles(workspace)
            #expect(titles.count == 20 && Set(titles).count == 20)
            try await other.shutDown()
        }
    }

    @Test("P15.6 followers act as the system, one level deeper, as caused by the event", arguments: Engine.available)
    func causes(on engine: Engine) async throws {
        struct Marker: Follower {
            let name = "marker"
            var kinds: Set<String>? { ["record.created"] }
            func handle(_ event: Event, in change: Change) throws {
                try change.update(event.object, event.recordID, ["score": 7])
            }
        }
        try await withWorkspace(engine, TestSetup(followers: [Marker()])) { test in
            let id = try await test.workspace.lead()
            try await test.runFollowers()
            let events = try await test.workspace.events("lead", id)
            #expect(events.map(\.kind) == ["record.created", "record.updated"])
            try #require(events.count == 2)
            #expect(events[1].actor == .system && events[1].depth == 1 && events[1].causeID == events[0].id)
        }
    }

    @Test("P5.1 automations that set each other off are stopped and write nothing", arguments: Engine.available)
    func loop(on engine: Engine) async throws {
        struct Circle: Reaction {
            func didSave(_ mutation: Mutation, in change: Change) throws {
                let next = (mutation.after.number("headcount")?.wholeNumber ?? 0) + 1
                try change.update("lead", mutation.after.id, ["headcount": .number(ExactNumber(next))], system: true)
            }
        }
        try await withWorkspace(engine, TestSetup(reactions: [Circle()])) { test in
            let error = await refusal { try await test.workspace.lead() }
            #expect(error?.kind == .loop)
            #expect(try await test.workspace.count(ListRequest(object: "lead"), as: Person.admin) == 0)
            let quiet = try await test.workspace.change(by: .system, options: .init(automations: false)) {
                try $0.insert("lead", ["name": "安静"]).id
            }
            #expect(try await test.workspace.events("lead", quiet).count == 1)
        }
    }

    @Test("P5.2 reactions take part in their order and see what the ones before did", arguments: Engine.available)
    func order(on engine: Engine) async throws {
        struct First: Reaction {
            func willSave(_ draft: inout Draft, in change: Change) throws {
                if draft["company"].isBlank { draft["company"] = " 甲 " }
            }
            func didSave(_ mutation: Mutation, in change: Change) throws {
                guard mutation.kind == .created else { return }
                try change.emit("first.seen", on: "lead", mutation.after.id)
                try change.update("lead", mutation.after.id, ["score": 3], system: true)
            }
        }
        struct Second: Reaction {
            func willSave(_ draft: inout Draft, in change: Change) throws {
                if draft["company"] == " 甲 " { draft["note"] = "看到了" }
            }
            func didEmit(_ event: Event, in change: Change) throws {
                if event.kind == "first.seen" { try change.emit("second.seen", on: "lead", event.recordID) }
            }
        }
        try await withWorkspace(engine, TestSetup(reactions: [First(), Second()])) { test in
            let record = try await test.workspace.change(by: .user(Person.rep1)) { try $0.insert("lead", ["name": "张三"]) }
            #expect(record["company"] == "甲" && record["note"] == "看到了")
            #expect(record["score"] == 3 && record.version == 2, "the record as it stands after the reactions")
            let events = try await test.workspace.events("lead", record.id)
            #expect(events.map(\.kind) == ["record.created", "first.seen", "second.seen", "record.updated"])
            #expect(events.map(\.depth) == [0, 1, 2, 1])
        }
    }

    @Test("P15.7 the timeline tells what happened in words", arguments: Engine.available)
    func timeline(on engine: Engine) async throws {
        struct Words: TimelineText {
            let kinds: Set<String> = ["page.viewed", "secret.seen"]
            func line(for event: Event, in reading: Reading, as viewer: Viewer) throws -> TimelineLine? {
                guard event.kind == "page.viewed" else { return nil }
                return TimelineLine("看了页面", en: "Viewed a page", text: event.payload["page"]?.string ?? "")
            }
        }
        try await withWorkspace(engine, TestSetup(timeline: [Words()])) { test in
            let workspace = test.workspace
            let id = try await workspace.lead()
            try await workspace.change(by: .system) { change in
                try change.emit("page.viewed", on: "lead", id, payload: ["page": "价格"])
                try change.emit("secret.seen", on: "lead", id)
                try change.emit("odd.thing", on: "lead", id)
                try change.update("lead", id, ["owner": workspace.user(Person.rep2), "company": "甲"], reason: "换人")
            }
            let viewer = try workspace.viewer(Person.admin)
            let json = try await workspace.read { try $0.timeline("lead", id, as: viewer) }
            let items = try #require(json["items"]?.array)
            #expect(items.compactMap { $0["title"]?.string } == ["负责人变更：王小明 → 李雷", "修改了 公司、负责人", "odd.thing", "看了页面", "新建了记录"])
            #expect(items[0]["text"] == "换人" && items[3]["text"] == "价格")
            #expect(items[4]["actor"] == ["id": 5, "name": "王小明"] && items[3]["actor"] == ["id": nil, "name": "系统"])
            let first = try await workspace.read { try $0.timeline("lead", id, as: viewer, limit: 2) }
            let before = try #require(first["next_cursor"]?.string.flatMap { Int64($0) })
            let rest = try await workspace.read { try $0.timeline("lead", id, as: viewer, before: before) }
            #expect((first["items"]?.array ?? []) + (rest["items"]?.array ?? []) == items)
        }
    }
}
