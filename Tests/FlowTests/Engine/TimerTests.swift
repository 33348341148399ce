import Flow
import FormulaLanguage
import Records
import SQLText
import Storage
import TestKit
import Testing

/// Counts in the database how often each key fired; fails where told to.
struct CountingHandler: TimerHandler {
    struct Failure: Error {}
    let kind = "test.count"

    func fire(_ timer: TimerRow, in change: Change) throws {
        _ = try change.nextValue(of: "fired:\(timer.key)")
        _ = try change.nextValue(of: "fired")
        if timer.payload["fails"]?.bool == true { throw Failure() }
        if let again = timer.payload["again_minutes"]?.int {
            try Timers.set(
                kind, key: timer.key, due: change.now.adding(milliseconds: again * 60_000), in: change)
        }
    }
}

@Suite("P5 timers")
struct TimerTests {
    private func set(_ world: World, _ key: String, minutes: Int = 0, payload: JSONValue = [:]) async throws {
        let due = world.time.now().adding(milliseconds: Int64(minutes) * 60_000)
        try await world.change { try Timers.set("test.count", key: key, due: due, payload: payload, in: $0) }
    }

    private func fired(_ world: World, _ key: String? = nil) async throws -> Int {
        let name = key.map { "fired:\($0)" } ?? "fired"
        return try await world.count("SELECT value FROM sequence WHERE name = \(name)")
    }

    @Test("P5 a timer fires at its time, once, and is gone", arguments: Base.available)
    func once(_ base: Base) async throws {
        try await withFlow(base, handlers: [CountingHandler()]) { world in
            try await set(world, "a", minutes: 10)
            try await world.advance(minutes: 9)
            #expect(try await fired(world) == 0)
            try await world.advance(minutes: 1)
            #expect(try await fired(world) == 1)
            try await world.advance(hours: 5)
            #expect(try await fired(world) == 1)
            #expect(try await world.count("SELECT COUNT(*) FROM timer") == 0)
        }
    }

    @Test("P5 setting a key again replaces the timer; cancelling forgets it", arguments: Base.available)
    func replace(_ base: Base) async throws {
        try await withFlow(base, handlers: [CountingHandler()]) { world in
            try await set(world, "a", minutes: 10)
            try await set(world, "a", minutes: 30)
            try await set(world, "b", minutes: 10)
            try await world.change { try Timers.cancel(key: "b", in: $0) }
            #expect(try await world.engine.nextDue() == world.time.now().adding(milliseconds: 30 * 60_000))
            try await world.advance(minutes: 20)
            #expect(try await fired(world) == 0)
            try await world.advance(minutes: 10)
            #expect(try await fired(world, "a") == 1)
        }
    }

    @Test("P5 a handler may set its own key again", arguments: Base.available)
    func repeating(_ base: Base) async throws {
        try await withFlow(base, handlers: [CountingHandler()]) { world in
            try await set(world, "a", payload: ["again_minutes": 15])
            try await world.engine.tick()
            #expect(try await fired(world) == 1)
            #expect(try await world.engine.nextDue() == world.time.now().adding(milliseconds: 15 * 60_000))
        }
    }

    @Test("P15 a failing timer holds up nobody, leaves nothing behind and is tried again later", arguments: Base.available)
    func failing(_ base: Base) async throws {
        try await withFlow(base, handlers: [CountingHandler()]) { world in
            for key in ["a", "b", "c"] { try await set(world, key, payload: ["fails": .bool(key == "b")]) }
            try await world.engine.tick()
            #expect(try await fired(world) == 2)
            #expect(try await fired(world, "b") == 0)
            let row = try await world.read {
                try $0.connection.first("SELECT attempts, due_at, last_error FROM timer WHERE key = 'b'") {
                    ($0.integer(0), $0.integer(1), $0.text(2))
                }
            }
            #expect(row?.0 == 1)
            #expect(row?.1 == world.time.now().milliseconds + 30_000)
            #expect(row?.2 == "Failure()")
        }
    }

    @Test("P15 after twelve failures a timer is set aside, not forgotten", arguments: Base.available)
    func setAside(_ base: Base) async throws {
        try await withFlow(base, handlers: [CountingHandler()]) { world in
            try await set(world, "a", payload: ["fails": true])
            try await world.advance(hours: 72)
            #expect(try await world.count("SELECT attempts FROM timer WHERE key = 'a'") == 12)
            #expect(try await world.engine.nextDue() == nil)
        }
    }

    @Test("P5 timers of a kind this server does not know wait for one that does", arguments: Base.available)
    func unknownKind(_ base: Base) async throws {
        try await withFlow(base) { world in
            try await set(world, "a")
            try await world.engine.tick()
            #expect(try await world.count("SELECT COUNT(*) FROM timer") == 1)
        }
    }

    @Test("rule 7 two servers fire each timer exactly once", arguments: Base.available)
    func twoServers(_ base: Base) async throws {
        try await withFlow(base, handlers: [CountingHandler()]) { world in
            let now = world.time.now()
            try await world.change { change in
                for number in 0..<400 { try Timers.set("test.count", key: "t\(number)", due: now, in: change) }
            }
            let second = try await world.test.secondServer()
            let other = FlowEngine(workspace: second, handlers: [CountingHandler()])
            async let first: TickReport = world.engine.tick()
            async let rest: TickReport = other.tick()
            _ = try await (first, rest)
            // Whoever skipped the rival's rows comes back for what is left.
            try await world.engine.tick()
            try await second.shutDown()
            #expect(try await fired(world) == 400)
            #expect(try await world.count("SELECT COUNT(*) FROM sequence WHERE name LIKE 'fired:%' AND value <> 1") == 0)
            #expect(try await world.count("SELECT COUNT(*) FROM timer") == 0)
        }
    }

    @Test("P5 a clock that jumps goes through everything on the way, in order", arguments: Base.available)
    func advance(_ base: Base) async throws {
        try await withFlow(base, handlers: [CountingHandler()]) { world in
            let start = world.time.now()
            try await set(world, "a", payload: ["again_minutes": 600])
            try await world.advance(minutes: 601)
            // Set again at its own time, not at the end of the jump.
            #expect(try await fired(world) == 2)
            let due = try await world.count("SELECT due_at FROM timer WHERE key = 'a'")
            _ = due
            #expect(world.time.now() == start.adding(milliseconds: 601 * 60_000))
        }
    }

    @Test("P5 a running engine wakes for what is set while it rests", .timeLimit(.minutes(20)), arguments: Base.available)
    func runs(_ base: Base) async throws {
        let (fired, bell) = AsyncStream<String>.makeStream()
        try await withFlow(base, handlers: [RingingHandler(bell: bell)]) { world in
            let engine = world.engine
            let running = Task { await engine.run() }
            var heard = fired.makeAsyncIterator()
            for key in ["first", "second"] {
                let now = world.time.now()
                try await world.change { try Timers.set("test.ring", key: key, due: now, in: $0) }
                #expect(await heard.next() == key)
            }
            running.cancel()
            await running.value
        }
    }
}

/// Tells a test that it fired.
struct RingingHandler: TimerHandler {
    let kind = "test.ring"
    let bell: AsyncStream<String>.Continuation

    func fire(_ timer: TimerRow, in change: Change) throws {
        bell.yield(timer.key)
    }
}
