import Definitions
import Flow
import FormulaLanguage
import Records
import TestKit
import Testing

@Suite("rule 9 notifications")
struct NotificationTests {
    private func send(
        _ world: World, to users: [Int64] = [Person.rep1], title: String = "标题", dedupe: String? = nil,
        digest: Digest? = nil
    ) async throws {
        try await world.change { change in
            try Notifications.send(
                .init(
                    kind: "test", urgency: .today, title: Label(title), body: Label("正文"), dedupeKey: dedupe,
                    digest: digest), to: users, in: change)
        }
    }

    @Test("rule 9 the same news is replaced while unread and new after reading", arguments: Base.available)
    func dedupe(_ base: Base) async throws {
        try await withFlow(base) { world in
            try await send(world, title: "一", dedupe: "k")
            try await send(world, title: "二", dedupe: "k")
            let unread = try await world.news(Person.rep1)
            #expect(unread.map(\.title) == ["二"])
            try await world.change(Person.rep1) { try Notifications.markRead([unread[0].id], for: Person.rep1, in: $0) }
            try await send(world, title: "三", dedupe: "k")
            #expect(try await world.news(Person.rep1).map(\.title) == ["三", "二"])
        }
    }

    @Test("rule 9 a digest counts what it stands for", arguments: Base.available)
    func digest(_ base: Base) async throws {
        try await withFlow(base) { world in
            let digest = Digest(key: "d", title: Label("{n} 条消息", en: "{n} messages"))
            try await send(world, title: "一", digest: digest)
            #expect(try await world.news(Person.rep1).map(\.title) == ["一"])
            try await send(world, title: "二", digest: digest)
            try await send(world, title: "三", digest: digest)
            let told = try await world.news(Person.rep1)
            #expect(told.map(\.title) == ["3 条消息"])
            #expect(told.map(\.titleEn) == ["3 messages"])
            #expect(told.map(\.count) == [3])
        }
    }

    @Test("rule 9 nobody hears twice; who has left hears nothing", arguments: Base.available)
    func receivers(_ base: Base) async throws {
        try await withFlow(base) { world in
            var gone = SampleCompany.members[5]
            gone.isActive = false
            _ = try await world.workspace.setMembers([gone])
            try await send(world, to: [Person.rep1, Person.rep1, Person.rep2])
            #expect(try await world.news(Person.rep1).count == 1)
            #expect(try await world.news(Person.rep2).isEmpty)
        }
    }

    @Test("S1 one marks only one's own as read", arguments: Base.available)
    func ownOnly(_ base: Base) async throws {
        try await withFlow(base) { world in
            try await send(world)
            let id = try await world.news(Person.rep1)[0].id
            try await world.change(Person.rep2) { try Notifications.markRead([id], for: Person.rep2, in: $0) }
            #expect(try await world.read { try Notifications.unreadCount(for: Person.rep1, in: $0.connection) } == 1)
            try await world.change(Person.rep1) { try Notifications.markAllRead(for: Person.rep1, in: $0) }
            #expect(try await world.read { try Notifications.unreadCount(for: Person.rep1, in: $0.connection) } == 0)
        }
    }

    @Test("API pages go on below an id", arguments: Base.available)
    func pages(_ base: Base) async throws {
        try await withFlow(base) { world in
            for number in 0..<5 { try await send(world, title: "\(number)") }
            let first = try await world.read { try Notifications.list(for: Person.rep1, limit: 2, in: $0.connection) }
            let last = first.last?.id
            let second = try await world.read {
                try Notifications.list(for: Person.rep1, before: last, limit: 2, in: $0.connection)
            }
            #expect((first + second).map(\.title) == ["4", "3", "2", "1"])
        }
    }

    @Test("rule 9 an open page hears at once", .timeLimit(.minutes(20)), arguments: Base.available)
    func live(_ base: Base) async throws {
        try await withFlow(base) { world in
            var messages = world.workspace.live.messages(for: Person.rep1).makeAsyncIterator()
            try await send(world)
            let message = await messages.next()
            #expect(message?.kind == "notification")
            #expect(message?.payload["title"] == "标题")
        }
    }
}
