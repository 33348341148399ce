import Definitions
import Flow
import FormulaLanguage
import Records
import SQLText
import TestKit
import Testing

@Suite("L9 F5 warnings")
struct WarningTests {
    private func colour(_ world: World, _ object: String, _ id: Int64) async throws -> String? {
        try await world.record(object, id).text("warning")
    }

    @Test("L9 a lead without a record for 72 hours turns yellow and its owner hears once", arguments: Base.available)
    func yellow(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            try await world.touch(lead)
            try await world.advance(minutes: 72 * 60 - 1)
            #expect(try await colour(world, "lead", lead) == nil)
            try await world.advance(minutes: 1)
            #expect(try await colour(world, "lead", lead) == "yellow")
            #expect(try await world.record("lead", lead).text("warning_reason") == "线索未跟进(已满 72 小时)")
            let told = try await world.news(Person.rep1, kind: "warning.raised")
            #expect(told.map(\.title) == ["陈工:线索未跟进(已满 72 小时)"])
            #expect(told.map(\.body) == ["今天打一个电话"])
            try await world.advance(hours: 24)
            #expect(try await world.events("warning.raised", "lead", lead).count == 1)
            #expect(try await world.news(Person.rep1, kind: "warning.raised").count == 1)
        }
    }

    @Test("L9 a lead nobody ever touched counts from its creation", arguments: Base.available)
    func untouched(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            try await world.advance(hours: 72)
            #expect(try await colour(world, "lead", lead) == "yellow")
        }
    }

    @Test("L9 a touch clears it, and it may come again", arguments: Base.available)
    func clears(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            try await world.advance(hours: 80)
            try await world.touch(lead)
            #expect(try await colour(world, "lead", lead) == nil)
            #expect(try await world.record("lead", lead).text("warning_reason") == nil)
            #expect(try await world.events("warning.cleared", "lead", lead) == [["warning": "quiet", "level": "yellow"]])
            try await world.advance(hours: 72)
            #expect(try await world.events("warning.raised", "lead", lead).count == 2)
        }
    }

    @Test("L9 an edit that does not touch the customer clears nothing", arguments: Base.available)
    func otherEdit(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            try await world.advance(hours: 80)
            try await world.change(Person.rep1) { _ = try $0.update("lead", lead, ["note": "x"]) }
            #expect(try await colour(world, "lead", lead) == "yellow")
        }
    }

    @Test("L9 what no longer meets the condition is cleared", arguments: Base.available)
    func condition(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            try await world.advance(hours: 80)
            try await world.change(Person.rep1) { _ = try $0.update("lead", lead, ["status": "void"]) }
            #expect(try await colour(world, "lead", lead) == nil)
            let void = try await world.change(Person.rep1) { try $0.insert("lead", ["name": "无效", "status": "void"]).id }
            try await world.advance(hours: 100)
            #expect(try await colour(world, "lead", void) == nil)
        }
    }

    @Test("L9 after 7 days it is red, back in the pool, and one message says both", arguments: Base.available)
    func recycles(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            try await world.advance(hours: 168)
            let record = try await world.record("lead", lead)
            #expect(record.ownerID == nil)
            #expect(record.text("warning") == "red")
            #expect(record.text("warning_reason") == "线索搁置(已满 7 天);线索未跟进(已满 72 小时)")
            let told = try await world.news(Person.rep1, kind: "warning.raised")
            #expect(told.map(\.title) == ["陈工:线索搁置(已满 7 天);线索未跟进(已满 72 小时)"])
            #expect(try await world.news(Person.managerA, kind: "warning.raised").count == 1)
            let owner = try await world.events("owner.changed", "lead", lead).last
            #expect(owner?["to"] == .null)
            #expect(owner?["reason"] == "warning.recycled")
        }
    }

    @Test("L6b whoever takes a pooled lead gets the full time, and the colour is gone", arguments: Base.available)
    func freshStart(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            try await world.touch(lead)
            try await world.advance(hours: 168)
            try await world.reassign("lead", lead, to: Person.rep3)
            #expect(try await colour(world, "lead", lead) == nil)
            try await world.advance(hours: 71)
            #expect(try await colour(world, "lead", lead) == nil)
            #expect(try await world.record("lead", lead).ownerID == Person.rep3)
            try await world.advance(hours: 1)
            #expect(try await colour(world, "lead", lead) == "yellow")
        }
    }

    @Test("L9 pooled records are not watched", arguments: Base.available)
    func pool(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.change { try $0.insert("lead", ["name": "公海"]).id }
            try await world.advance(hours: 200)
            #expect(try await colour(world, "lead", lead) == nil)
        }
    }

    @Test("F5 five working days in a stage turn a deal red; the manager hears", arguments: Base.available)
    func stalled(_ base: Base) async throws {
        try await withFlow(base) { world in
            let deal = try await world.opportunity()
            // Monday 10:00 to the Friday after: four working days.
            try await world.advance(hours: 4 * 24 + 8)
            #expect(try await colour(world, "opportunity", deal) == nil)
            try await world.advance(hours: 2 * 24 + 15)  // Monday 09:00
            #expect(try await colour(world, "opportunity", deal) == nil)
            try await world.advance(hours: 1)
            #expect(try await colour(world, "opportunity", deal) == "red")
            #expect(try await world.news(Person.managerA, kind: "warning.raised").count == 1)
            #expect(try await world.news(Person.rep1, kind: "warning.raised").isEmpty)
        }
    }

    @Test("P3 a stage with a longer SLA of its own is given its own time", arguments: Base.available)
    func stageSLA(_ base: Base) async throws {
        try await withFlow(base) { world in
            let deal = try await world.opportunity(in: "talks")
            try await world.advance(hours: 7 * 24 + 1)
            #expect(try await colour(world, "opportunity", deal) == nil)
            try await world.advance(hours: 3 * 24)
            #expect(try await colour(world, "opportunity", deal) == "red")
        }
    }

    @Test("F5 moving on clears the red", arguments: Base.available)
    func movingOn(_ base: Base) async throws {
        try await withFlow(base) { world in
            let deal = try await world.opportunity(in: "demo", ["amount": 10])
            try await world.advance(hours: 8 * 24)
            #expect(try await colour(world, "opportunity", deal) == "red")
            #expect(try await world.move(deal, to: "talks") == .moved)
            #expect(try await colour(world, "opportunity", deal) == nil)
        }
    }

    @Test("L9 a warning is no edit: version, author and history stay", arguments: Base.available)
    func noEdit(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            let version = try await world.record("lead", lead).version
            try await world.advance(hours: 73)
            #expect(try await colour(world, "lead", lead) == "yellow")
            #expect(try await world.record("lead", lead).version == version)
        }
    }

    @Test("rule 4 after a downtime warnings come as one digest per person", arguments: Base.available)
    func catchUp(_ base: Base) async throws {
        try await withFlow(base) { world in
            for number in 0..<5 {
                let lead = try await world.lead("客户\(number)")
                try await world.touch(lead)
            }
            try await world.wakeUp(afterHours: 100)
            let told = try await world.news(Person.rep1, kind: "warning.raised")
            #expect(told.map(\.title) == ["5 条线索需要跟进"])
            #expect(try await world.count("SELECT COUNT(*) FROM warning_mark") == 5)
        }
    }

    @Test("P10 a newly published warning finds what is already due", arguments: Base.available)
    func published(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            try await world.touch(lead)
            try await world.advance(hours: 30)
            var definitions = try FlowSample.definitions()
            for index in definitions.indices {
                guard case .warning(var warning) = definitions[index], warning.key == "quiet" else { continue }
                warning.hours = 24
                definitions[index] = .warning(warning)
            }
            try await world.workspace.publish(definitions, note: "stricter", by: .system)
            try await world.engine.tick()
            #expect(try await colour(world, "lead", lead) == "yellow")
        }
    }
}
