import Definitions
import Flow
import FormulaLanguage
import Records
import SQLText
import TestKit
import Testing

@Suite("L8 first-touch clock")
struct DeadlineTests {
    @Test("L8 the first matching tier gives the target; it is kept with its calendar", arguments: Base.available)
    func opens(_ base: Base) async throws {
        try await withFlow(base) { world in
            let start = world.time.now()
            let a = try await world.deadlines(try await world.lead(grade: "A"))[0]
            let b = try await world.deadlines(try await world.lead(grade: "B"))[0]
            #expect(a.targetMinutes == 30)
            #expect(b.targetMinutes == 60)
            #expect(a.machine.targetAt == start.adding(milliseconds: 30 * 60_000))
            #expect(a.machine.anchorAt == start)
            // 10:00 and two hours end at 12:00, when the morning ends.
            #expect(a.machine.hardAt == start.adding(milliseconds: 120 * 60_000))
            #expect(a.calendar == "standard")
            #expect(a.calendarVersion == 1)
            #expect(a.machine.state == .open)
        }
    }

    @Test("L8 only working time counts", arguments: Base.available)
    func workingTime(_ base: Base) async throws {
        try await withFlow(base) { world in
            try await world.advance(minutes: 7 * 60 + 50)  // 17:50
            let lead = try await world.lead()
            let row = try await world.deadlines(lead)[0]
            // Ten minutes today, fifty tomorrow from 09:00.
            #expect(DurationOf.minutes(from: world.time.now(), to: row.machine.targetAt) == 10 + 15 * 60 + 50)
        }
    }

    @Test("L8 the record shows the target and the minutes taken", arguments: Base.available)
    func writesFields(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead(grade: "A")
            let due = try await world.deadlines(lead)[0].machine.targetAt
            #expect(try await world.record("lead", lead).instant("first_touch_due") == due)
            try await world.advance(minutes: 25)
            try await world.touch(lead)
            let row = try await world.deadlines(lead)[0]
            #expect(row.machine.state == .met)
            #expect(row.minutes == 25)
            #expect(try await world.record("lead", lead).number("first_touch_minutes") == 25)
            #expect(try await world.count("SELECT COUNT(*) FROM timer") == 0)
        }
    }

    @Test("A3 an ineffective touch does not stop the clock", arguments: Base.available)
    func ineffective(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            try await world.touch(lead, effective: false)
            #expect(try await world.deadlines(lead)[0].machine.state == .open)
        }
    }

    @Test("L8 at the target the owner is reminded, at the hard time one level is told, once", arguments: Base.available)
    func escalates(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            try await world.advance(minutes: 60)
            #expect(try await world.news(Person.rep1, kind: "deadline.target").count == 1)
            #expect(try await world.news(Person.managerA).isEmpty)
            try await world.advance(minutes: 60)
            let row = try await world.deadlines(lead)[0]
            #expect(row.machine.state == .escalated)
            #expect(row.escalatedTo == Person.managerA)
            #expect(try await world.news(Person.managerA, kind: "deadline.escalated").map(\.title) == ["陈工 超过 2 小时未联系"])
            #expect(try await world.news(Person.director).isEmpty)
            let escalated = try await world.events("lead.escalated", "lead", lead)
            #expect(escalated.count == 1)
            #expect(escalated[0]["to"]?.int == Person.managerA)
            #expect(escalated[0]["minutes"]?.int == 120)
            try await world.advance(hours: 48)
            #expect(try await world.events("lead.escalated", "lead", lead).count == 1)
        }
    }

    @Test("rule 5 a touch that happened in time but was heard late withdraws the escalation", arguments: Base.available)
    func lateSync(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            try await world.advance(minutes: 180)
            #expect(try await world.deadlines(lead)[0].machine.state == .escalated)
            try await world.touch(lead, minutesAgo: 150)
            let row = try await world.deadlines(lead)[0]
            #expect(row.machine.state == .withdrawn)
            #expect(row.minutes == 30)
            let withdrawn = try await world.events("deadline.withdrawn", "lead", lead)
            #expect(withdrawn.count == 1)
            #expect(withdrawn[0]["minutes"]?.int == 30)
            let told = try await world.news(Person.managerA)
            #expect(told.map(\.kind) == ["deadline.withdrawn"])
            #expect(told[0].body == "王小明 在 3月2日 10:30 已联系客户,记录刚刚同步,这次升级不算数")
        }
    }

    @Test("rule 5 a touch after the hard time leaves the escalation as it is", arguments: Base.available)
    func tooLate(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            try await world.advance(minutes: 240)
            try await world.touch(lead, minutesAgo: 30)
            #expect(try await world.deadlines(lead)[0].machine.state == .late)
            #expect(try await world.events("deadline.withdrawn", "lead", lead).isEmpty)
        }
    }

    @Test("rule 5 a clock that claims the future counts as now", arguments: Base.available)
    func future(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            try await world.advance(minutes: 10)
            try await world.touch(lead, minutesAgo: -600)
            #expect(try await world.deadlines(lead)[0].minutes == 10)
        }
    }

    @Test("L8 reassigning moves the clock; the new owner's manager hears of it", arguments: Base.available)
    func reassign(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            try await world.advance(minutes: 90)
            try await world.reassign("lead", lead, to: Person.rep3)
            let rows = try await world.deadlines(lead)
            #expect(rows.count == 1)
            #expect(rows[0].machine.ownerID == Person.rep3)
            try await world.advance(minutes: 30)
            #expect(try await world.deadlines(lead)[0].escalatedTo == Person.managerB)
            #expect(try await world.news(Person.managerA).isEmpty)
        }
    }

    @Test("L8 after an escalation a new owner gets a new clock", arguments: Base.available)
    func restart(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            try await world.advance(minutes: 120)
            try await world.reassign("lead", lead, to: Person.rep2)
            let rows = try await world.deadlines(lead)
            #expect(rows.map(\.machine.state) == [.escalated, .open])
            #expect(rows[1].machine.ownerID == Person.rep2)
            #expect(rows[1].machine.anchorAt == world.time.now())
        }
    }

    @Test("L8 a second assignment does not open a second clock", arguments: Base.available)
    func once(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            try await world.change { _ = try $0.emit("lead.assigned", on: "lead", lead, payload: ["to": 5]) }
            #expect(try await world.deadlines(lead).count == 1)
        }
    }

    @Test("L6b a pooled or deleted record has no clock", arguments: Base.available)
    func ends(_ base: Base) async throws {
        try await withFlow(base) { world in
            let pooled = try await world.lead()
            try await world.reassign("lead", pooled, to: nil)
            let deleted = try await world.lead()
            try await world.change { _ = try $0.delete("lead", deleted) }
            #expect(try await world.deadlines(pooled)[0].machine.state == .cancelled)
            #expect(try await world.deadlines(deleted)[0].machine.state == .cancelled)
            #expect(try await world.record("lead", pooled).instant("first_touch_due") == nil)
            try await world.advance(hours: 24)
            #expect(try await world.news(Person.managerA).isEmpty)
        }
    }

    @Test("rule 4 a published calendar recomputes open clocks from their anchor", arguments: Base.available)
    func recompute(_ base: Base) async throws {
        try await withFlow(base) { world in
            let lead = try await world.lead()
            let done = try await world.lead("李工")
            try await world.touch(done)
            let before = try await world.deadlines(done)[0].machine.hardAt
            var calendar = SampleCompany.calendar
            calendar.off.append("2026-03-02")
            try await world.workspace.publish(
                FlowSample.definitions(calendar: calendar), note: "holiday", by: .system)
            try await world.engine.tick()
            let row = try await world.deadlines(lead)[0]
            // Today is off now: the hour begins tomorrow at 09:00.
            #expect(DurationOf.minutes(from: world.time.now(), to: row.machine.targetAt) == 24 * 60)
            #expect(row.calendarVersion == 2)
            #expect(try await world.record("lead", lead).instant("first_touch_due") == row.machine.targetAt)
            #expect(try await world.deadlines(done)[0].machine.hardAt == before)
            try await world.advance(hours: 12)
            #expect(try await world.deadlines(lead)[0].machine.state == .open)
        }
    }

    @Test("rule 4 after a downtime one person gets one digest per kind, not a storm", arguments: Base.available)
    func catchUp(_ base: Base) async throws {
        try await withFlow(base) { world in
            for number in 0..<12 { _ = try await world.lead("客户\(number)") }
            try await world.wakeUp(afterHours: 24)
            let told = try await world.news(Person.managerA)
            #expect(told.count == 1)
            #expect(told.first?.title == "12 条线索超时未联系")
            #expect(told.first?.titleEn == "12 × Lead without contact")
            #expect(told.first?.count == 12)
            #expect(try await world.count("SELECT COUNT(*) FROM event WHERE kind = 'lead.escalated'") == 12)
        }
    }
}

/// Minutes between moments.
enum DurationOf {
    static func minutes(from start: Instant, to end: Instant) -> Int {
        Int((end.milliseconds - start.milliseconds) / 60_000)
    }
}
