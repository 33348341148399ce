import Flow
import FormulaLanguage
import Records
import TestKit
import Testing

@Suite("P5 tasks")
struct TaskTests {
    private func task(_ world: World, owner: Int64 = Person.rep1) async throws -> Int64 {
        let due = world.time.now().adding(milliseconds: 3_600_000)
        return try await world.change {
            try Tasks.create(title: "回电", owner: owner, due: due, source: "test", in: $0).id
        }
    }

    @Test("P5 a task is done and undone; doing it twice is doing it once", arguments: Base.available)
    func completion(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await task(world)
            for _ in 0..<2 { try await world.change(Person.rep1) { _ = try Tasks.complete(id, in: $0) } }
            let done = try await world.record("task", id)
            #expect(Tasks.isDone(done))
            #expect(done.instant("done_at") == world.time.now())
            #expect(try await world.events("task.done", "task", id).count == 1)
            try await world.change(Person.rep1) { _ = try Tasks.reopen(id, in: $0) }
            let open = try await world.record("task", id)
            #expect(!Tasks.isDone(open))
            #expect(open.instant("done_at") == nil)
        }
    }

    @Test("S1 somebody else's task is not there", arguments: Base.available)
    func rights(_ base: Base) async throws {
        try await withFlow(base) { world in
            let id = try await task(world)
            let found = await issues { try await world.change(Person.rep3) { _ = try Tasks.complete(id, in: $0) } }
            #expect(found.map(\.code) == ["record.not_found"])
        }
    }
}
