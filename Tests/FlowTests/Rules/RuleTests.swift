import Definitions
import Flow
import FormulaLanguage
import Records
import SQLText
import Storage
import TestKit
import Testing

@Suite("P5 P15 rules")
struct RuleTests {
    private static let hot = """
        kind: rule
        key: hot
        label: A级提醒
        label_en: Grade A
        object: lead
        trigger: {event: lead.assigned}
        when: '等级="A"'
        actions:
          - notify: {to: [owner, manager], message: 尽快首触, message_en: Call soon}
          - create_task: {title: 首次联系, title_en: First contact, due_working_hours: 1}
          - update: {note: '"hot"'}
          - webhook: {url: "https://example.com/hook"}
        """

    @Test("P5 a rule notifies, makes a task, updates and calls out", arguments: Base.available)
    func acts(_ base: Base) async throws {
        try await withFlow(base, rules: Self.hot) { world in
            let lead = try await world.lead(grade: "A")
            try await world.settle()
            #expect(try await world.news(Person.rep1, kind: "rule").map(\.title) == ["陈工:尽快首触"])
            #expect(try await world.news(Person.managerA, kind: "rule").count == 1)
            #expect(try await world.record("lead", lead).text("note") == "hot")
            #expect(world.channel.rows.first?.payload["url"] == "https://example.com/hook")
            let task = try await world.read {
                try $0.connection.first("SELECT f_title, owner_id, f_lead, f_due_at, f_source FROM r_task") {
                    ($0.text(0), $0.integer(1), $0.integer(2), $0.integer(3), $0.text(4))
                }
            }
            #expect(task?.0 == "首次联系:陈工")
            #expect(task?.1 == Person.rep1)
            #expect(task?.2 == lead)
            #expect(task?.3 == world.time.now().milliseconds + 3_600_000)
            #expect(task?.4 == "rule:hot")
        }
    }

    @Test("P15 the log says that a rule fired, or why it did not", arguments: Base.available)
    func log(_ base: Base) async throws {
        try await withFlow(base, rules: Self.hot) { world in
            let a = try await world.lead(grade: "A")
            let b = try await world.lead(grade: "B")
            try await world.settle()
            let runs = try await world.read { try RuleRun.list("hot", in: $0) }
            #expect(runs.map(\.recordID) == [b, a])
            #expect(runs.map(\.fired) == [false, true])
            try #require(runs.count == 2)
            #expect(runs[0].reason == "条件不成立")
            #expect(runs[1].reason == "通知、建待办、改字段、调用外部接口")
            #expect(runs[1].schemaNumber == 1)
        }
    }

    @Test("P5 each event triggers a rule once, with two servers as well", arguments: Base.available)
    func once(_ base: Base) async throws {
        try await withFlow(base, rules: Self.hot) { world in
            for number in 0..<20 { _ = try await world.lead("客户\(number)", grade: "A") }
            let second = try await world.test.secondServer()
            let other = FlowEngine(workspace: second)
            async let first: TickReport = world.engine.tick()
            async let rest: TickReport = other.tick()
            _ = try await (first, rest)
            try await world.settle()
            try await second.shutDown()
            #expect(try await world.read { try RuleRun.list("hot", limit: 500, in: $0) }.filter(\.fired).count == 20)
            #expect(try await world.count("SELECT COUNT(*) FROM r_task") == 20)
        }
    }

    @Test("P5 an update that the record refuses is logged with the reason", arguments: Base.available)
    func refusedUpdate(_ base: Base) async throws {
        let rule = """
            kind: rule
            key: jump
            label: 跳阶段
            object: opportunity
            trigger: {event: record.created}
            actions: [{update: {stage: '"demo"'}}, {notify: {to: [owner], message: 已跳}}]
            """
        try await withFlow(base, rules: rule) { world in
            let deal = try await world.opportunity()
            try await world.settle()
            let runs = try await world.read { try RuleRun.list("jump", in: $0) }
            #expect(runs.map(\.reason) == ["未执行:阶段不能直接修改"])
            #expect(try await world.news(Person.rep1, kind: "rule").isEmpty)
            #expect(try await world.record("opportunity", deal).text("stage") == "contact")
        }
    }

    @Test("P5 rules that set each other off come to rest and say so", arguments: Base.available)
    func loop(_ base: Base) async throws {
        let rule = """
            kind: rule
            key: pingpong
            label: 来回
            object: lead
            trigger: {event: record.updated}
            actions: [{update: {note: 'IF(备注="a","b","a")'}}]
            """
        try await withFlow(base, rules: rule) { world in
            let lead = try await world.lead()
            try await world.change(Person.rep1) { _ = try $0.update("lead", lead, ["note": "start"]) }
            try await world.settle()
            let runs = try await world.read { try RuleRun.list("pingpong", limit: 500, in: $0) }
            #expect(runs.count < 20)
            #expect(runs.first?.fired == false)
            #expect(runs.first?.reason == "自动化互相触发超过 8 层,未执行")
        }
    }

    private static let daily = """
        kind: rule
        key: morning
        label: 晨间提醒
        object: lead
        trigger: {daily: "09:00"}
        when: '等级="A"'
        actions: [{notify: {to: [owner], message: 今天跟进}}]
        """

    @Test("P5 a daily rule runs each day at its minute over all matching records", arguments: Base.available)
    func daily(_ base: Base) async throws {
        try await withFlow(base, rules: Self.daily) { world in
            let start = world.time.now()
            var due: [Int64] = []
            for number in 0..<120 { due.append(try await world.lead("客户\(number)", grade: number < 110 ? "A" : "B")) }
            try await world.advance(minutes: 23 * 60 - 1)  // 08:59
            #expect(try await world.read { try RuleRun.list("morning", limit: 500, in: $0) }.isEmpty)
            try await world.advance(minutes: 1)
            #expect(try await world.read { try RuleRun.list("morning", limit: 500, in: $0) }.count == 110)
            try await world.advance(hours: 24)
            #expect(try await world.read { try RuleRun.list("morning", limit: 500, in: $0) }.count == 220)
            #expect(world.time.now() == start.adding(milliseconds: 47 * 3_600_000))
        }
    }

    @Test("rule 4 days missed in a downtime are run once", arguments: Base.available)
    func missedDays(_ base: Base) async throws {
        try await withFlow(base, rules: Self.daily) { world in
            _ = try await world.lead(grade: "A")
            try await world.wakeUp(afterHours: 96)
            #expect(try await world.read { try RuleRun.list("morning", in: $0) }.count == 1)
        }
    }

    @Test("P5 a dry run counts what would have fired and changes nothing", arguments: Base.available)
    func dryRun(_ base: Base) async throws {
        try await withFlow(base) { world in
            for number in 0..<7 { _ = try await world.lead("客户\(number)", grade: number < 3 ? "A" : "B") }
            try await world.advance(hours: 24)
            let drafts = try FlowSample.definitions(rules: Self.hot)
            let schema = try Schema.compile(drafts, number: 2)
            let rule = try #require(schema.rules.first)
            let week = try await world.read { try RuleDryRun.count(rule, days: 7, in: $0) }
            #expect(week.count == 3)
            #expect(week.considered == 7)
            #expect(week.hits.map(\.title) == ["客户2", "客户1", "客户0"])
            #expect(!week.isCapped)
            let hour = try await world.read { try RuleDryRun.count(rule, days: 0, in: $0) }
            #expect(hour.count == 0)
            #expect(try await world.count("SELECT COUNT(*) FROM rule_run") == 0)
            let morning = try #require(Schema.compile(FlowSample.definitions(rules: Self.daily), number: 2).rules.first)
            #expect(try await world.read { try RuleDryRun.count(morning, days: 1, in: $0) }.count == 3)
        }
    }

    @Test("P5 a rule that is switched off does nothing", arguments: Base.available)
    func disabled(_ base: Base) async throws {
        try await withFlow(base, rules: Self.hot + "\nenabled: false") { world in
            _ = try await world.lead(grade: "A")
            try await world.settle()
            #expect(try await world.read { try RuleRun.list("hot", in: $0) }.isEmpty)
        }
    }
}
