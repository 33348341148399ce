import Flow
import FormulaLanguage
import Records
import SQLText
import Storage
import Synchronization
import TestKit
import Testing

@Suite("rule 7 outbox")
struct OutboxTests {
    private func enqueue(_ world: World, _ key: String = "k1") async throws {
        try await world.change { try Outbox.enqueue(channel: "webhook", key: key, payload: ["n": 1], in: $0) }
    }

    private func row(_ world: World) async throws -> [String?] {
        try await world.read {
            try $0.connection.first("SELECT state, attempts, last_error FROM outbox") {
                [$0.text(0), $0.integer(1).map(String.init), $0.text(2)]
            } ?? []
        }
    }

    @Test("rule 7 an effect leaves after the commit, once", arguments: Base.available)
    func delivers(_ base: Base) async throws {
        try await withFlow(base) { world in
            try await enqueue(world)
            #expect(world.channel.rows.isEmpty)
            try await world.engine.tick()
            try await world.engine.tick()
            #expect(world.channel.rows.map(\.key) == ["k1"])
            #expect(try await row(world) == ["sent", "1", nil])
        }
    }

    @Test("rule 7 the same key is the same effect", arguments: Base.available)
    func sameKey(_ base: Base) async throws {
        try await withFlow(base) { world in
            try await enqueue(world)
            try await enqueue(world)
            try await world.engine.tick()
            #expect(world.channel.rows.count == 1)
        }
    }

    @Test("rule 7 a change that fails sends nothing", arguments: Base.available)
    func rollback(_ base: Base) async throws {
        try await withFlow(base) { world in
            _ = await issues {
                try await world.change { change in
                    try Outbox.enqueue(channel: "webhook", key: "k", payload: [:], in: change)
                    throw RecordError.invalid("test", "不", "no")
                }
            }
            try await world.engine.tick()
            #expect(world.channel.rows.isEmpty)
        }
    }

    @Test("I5 what fails is tried again with the same key, later and later", arguments: Base.available)
    func retries(_ base: Base) async throws {
        let tries = Mutex(0)
        try await withFlow(
            base,
            answers: { _ in
                tries.withLock { $0 += 1 }
                return tries.withLock { $0 } < 3 ? .retry(afterMilliseconds: nil, reason: "503") : .ok
            }
        ) { world in
            try await enqueue(world)
            try await world.engine.tick()
            #expect(try await row(world) == ["waiting", "1", "503"])
            world.time.advance(milliseconds: 29_000)
            try await world.engine.tick()
            #expect(world.channel.rows.count == 1)
            world.time.advance(milliseconds: 1_000)
            try await world.engine.tick()
            world.time.advance(milliseconds: 60_000)
            try await world.engine.tick()
            #expect(world.channel.rows.map(\.key) == ["k1", "k1", "k1"])
            #expect(try await row(world) == ["sent", "3", nil])
        }
    }

    @Test("I5 what can never work is not tried again; what keeps failing ends after twelve tries", arguments: Base.available)
    func givesUp(_ base: Base) async throws {
        try await withFlow(base, answers: { $0.key == "gone" ? .permanent(reason: "410") : .retry(afterMilliseconds: nil, reason: "500") }) {
            world in
            try await enqueue(world, "gone")
            try await enqueue(world, "down")
            for _ in 0..<30 {
                try await world.engine.tick()
                world.time.advance(minutes: 6 * 60)
            }
            #expect(world.channel.rows.filter { $0.key == "gone" }.count == 1)
            #expect(world.channel.rows.filter { $0.key == "down" }.count == 12)
            #expect(try await world.count("SELECT COUNT(*) FROM outbox WHERE state = 'failed'") == 2)
        }
    }

    @Test("S7 a server that dies while delivering leaves the effect to another", arguments: Base.available)
    func dies(_ base: Base) async throws {
        try await withFlow(base) { world in
            try await enqueue(world)
            let dying = try await world.test.secondServer()
            let engine = FlowEngine(workspace: dying, channels: [DyingChannel(workspace: dying)])
            await #expect(throws: StorageError.self) { try await engine.tick() }
            try await world.engine.tick()
            #expect(world.channel.rows.isEmpty)
            world.time.advance(minutes: 2)
            try await world.engine.tick()
            #expect(world.channel.rows.map(\.key) == ["k1"])
            #expect(world.channel.rows[0].attempts == 1)
        }
    }

    @Test("rule 9 a person's channels get what is urgent at once and the rest in waking hours", arguments: Base.available)
    func channels(_ base: Base) async throws {
        try await withFlow(base) { world in
            var member = SampleCompany.members[4]
            member.settings = ["channels": ["webhook"]]
            _ = try await world.workspace.setMembers([member])
            world.time.advance(minutes: 13 * 60)  // 23:00
            try await world.change { change in
                for urgency in [Notifications.Urgency.now, .today, .digest] {
                    try Notifications.send(
                        to: [Person.rep1, Person.rep2], kind: "test", urgency: urgency, title: urgency.rawValue, body: "",
                        in: change)
                }
            }
            try await world.engine.tick()
            #expect(world.channel.rows.compactMap { $0.payload["title"]?.string } == ["now"])
            world.time.advance(minutes: 9 * 60)
            try await world.engine.tick()
            #expect(world.channel.rows.compactMap { $0.payload["title"]?.string } == ["now", "today"])
            #expect(Set(world.channel.rows.compactMap { $0.payload["user_id"]?.int }) == [Person.rep1])
        }
    }
}

/// Takes its server down in the middle of a delivery.
struct DyingChannel: Channel {
    let name = "webhook"
    let workspace: Workspace

    func deliver(_ row: OutboxRow) async -> Delivery {
        try? await workspace.shutDown()
        return .ok
    }
}
