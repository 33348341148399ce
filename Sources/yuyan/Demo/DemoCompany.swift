import Definitions
import Flow
import FormulaLanguage
import HTTPAPI
import Leads
import Records

/// A company's quarter: forty reps, five teams, ninety days, hour by hour.
struct DemoCompany {
    static let days = 90

    let hosted: HostedWorkspace
    let clock: ManualTime
    let people: DemoPeople
    let acts: DemoActs
    var dice: DemoDice
    var leads: [DemoLead] = []
    var deals: [DemoDeal] = []
    var serial = 0
    private var refusals = 0

    init(hosted: HostedWorkspace, clock: ManualTime, people: DemoPeople, dice: DemoDice) throws {
        self.hosted = hosted
        self.clock = clock
        self.people = people
        self.dice = dice
        let pictures = try (0..<6).map { try hosted.workspace.files.keep(DemoPicture.png(hue: UInt8($0 * 40))) }
        acts = DemoActs(workspace: hosted.workspace, pictures: pictures)
    }

    /// Lives through the days up to `end`, every working hour of them.
    mutating func run(until end: Instant, progress: (Int, Int) -> Void) async throws {
        let zone = hosted.workspace.zone
        let last = zone.date(of: end)
        for day in 0...Self.days {
            let date = last.adding(days: day - Self.days)
            if hosted.workspace.schema.calendar("standard")?.isWorkday(date) ?? true {
                for hour in 9...18 {
                    let moment = zone.instant(date, minuteOfDay: hour * 60 + 5)
                    guard moment < end else { break }
                    clock.set(moment)
                    try await hour == 9 ? morning() : work(at: moment)
                }
            } else {
                clock.set(min(zone.instant(date, minuteOfDay: 720), end))
            }
            try await hosted.engine.tick()
            progress(day, Self.days)
        }
        clock.set(end)
        try await hosted.engine.tick()
    }

    private mutating func morning() async throws {
        try await hosted.engine.tick()
        try await work(at: clock.now())
    }

    private mutating func work(at moment: Instant) async throws {
        try await arrivals(dice.int(2...7))
        try await leadTouches(at: moment)
        try await hosted.engine.tick()
        try await dealSteps(at: moment)
    }

    private mutating func arrivals(_ count: Int) async throws {
        let acts = acts
        let moment = clock.now()
        var visitors: [DemoCustomer] = []
        for _ in 0..<count {
            serial += 1
            visitors.append(DemoCustomer.make(&dice, serial: serial))
        }
        let results = try await gather(visitors) { visitor in
            try await acts.arrive(visitor.values, behaviours: visitor.behaviours)
        }
        for (visitor, result) in zip(visitors, results) {
            guard let result, let owner = result.ownerID, !result.merged else { continue }
            let wait = dice.pick(weighted: [(dice.int(4...28), 62), (dice.int(29...58), 28), (dice.int(60...110), 10)])
            leads.append(
                DemoLead(
                    id: result.recordID, owner: owner, fate: visitor.fate,
                    nextAt: moment.adding(milliseconds: Int64(wait) * 60_000)))
        }
    }

    /// Touches whose hour has come, then what follows from them.
    private mutating func leadTouches(at moment: Instant) async throws {
        let acts = acts
        let due = leads.indices.filter { leads[$0].fate != .forgotten && leads[$0].nextAt <= moment }
        let touches = due.map { index in (leads[index].owner, leads[index].touch(&dice)) }
        let done = try await gather(touches) { owner, touch in
            try await acts.touch(touch, by: owner)
            return true
        }
        var finished: Set<Int> = []
        for (index, result) in zip(due, done) {
            guard result != nil else {
                finished.insert(index)
                continue
            }
            leads[index].touches += 1
            leads[index].nextAt = moment.adding(milliseconds: Int64(dice.int(20...60)) * 3_600_000)
            if leads[index].isDecided { finished.insert(index) }
        }
        try await settle(finished.map { leads[$0] }.filter { $0.isDecided })
        leads = leads.enumerated().filter { !finished.contains($0.offset) }.map(\.element)
    }

    private mutating func settle(_ decided: [DemoLead]) async throws {
        let acts = acts
        let today = hosted.workspace.zone.date(of: clock.now())
        // Most enquiries that lead nowhere are closed; some are left lying.
        let closed = decided.filter { $0.fate == .void || ($0.fate == .quiet && dice.chance(82)) }
        let reasons = closed.map { _ in dice.pick(["no_demand", "wrong_number", "unreachable", "competitor"]) }
        _ = try await gather(Array(zip(closed, reasons))) { lead, reason in
            try await acts.void(lead.id, reason: reason, by: lead.owner)
        }
        let plans = decided.filter { $0.fate == .converts }.map { lead in
            DemoDeal(lead: lead, amount: dice.int(3...60) * 20_000, dice: &dice, now: clock.now())
        }
        let ids = try await gather(plans) { plan in
            try await acts.convert(
                plan.leadID, closing: today.adding(days: plan.closingDays), amount: plan.amount, by: plan.owner)
        }
        for (plan, id) in zip(plans, ids) {
            guard let id = id ?? nil else { continue }
            var deal = plan
            deal.id = id
            deals.append(deal)
        }
    }

    private mutating func dealSteps(at moment: Instant) async throws {
        let acts = acts
        let due = deals.indices.filter { deals[$0].nextAt <= moment && !deals[$0].isOver }
        let steps = due.map { deals[$0].step(&dice) }
        let finance = people.financeID
        let results = try await gather(steps) { try await $0.run(acts, finance: finance) }
        for (index, result) in zip(due, results) {
            deals[index].follow(result ?? .failed, now: moment, &dice)
        }
    }

    /// Runs acts side by side, so that they share commits, and keeps their
    /// order. An act that the rules refuse gives nil: people try things too.
    private func gather<Item: Sendable, Output: Sendable>(
        _ items: [Item], _ body: @escaping @Sendable (Item) async throws -> Output
    ) async throws -> [Output?] {
        try await withThrowingTaskGroup(of: (Int, Output?).self) { group in
            for (index, item) in items.enumerated() {
                group.addTask {
                    do { return (index, try await body(item)) } catch is RecordError { return (index, nil) }
                }
            }
            var results = [Output?](repeating: nil, count: items.count)
            for try await (index, output) in group { results[index] = output }
            return results
        }
    }
}
