import Definitions
import FormulaLanguage
import TestKit
import Testing

@testable import Leads

@Suite("L6 distribution chooses by guards and strategy and says why not")
struct RouteChoiceTests {
    static let now = Instant(milliseconds: 1_790_000_000_000)

    static func guards() -> RouteGuards {
        var guards = RouteGuards()
        guards.pendingBelow = 8
        guards.perDay = 15
        guards.loadRateBelowPercent = 90
        guards.cooldownHours = 24
        return guards
    }

    static func ago(hours: Int64) -> Instant {
        Instant(milliseconds: now.milliseconds - hours * 3_600_000)
    }

    static func choose(
        _ strategy: RouteRule.Strategy, _ candidates: [Candidate], wanted: Set<String> = [], skill: String? = nil
    )
        -> RouteChoice
    {
        var rule = RouteRule(key: "r", label: Label("r"), strategy: strategy)
        rule.skill = skill
        return RouteChoice.make(rule, guards: guards(), candidates: candidates, wanted: wanted, now: now)
    }

    @Test(
        "L6.2 each guard keeps a candidate out with its own reason",
        arguments: [
            (Candidate(userID: 1, onDuty: false), SkipReason(.offDuty)),
            (Candidate(userID: 1, pending: 8), SkipReason(.pending, value: 8, limit: 8)),
            (Candidate(userID: 1, assignedToday: 15), SkipReason(.perDay, value: 15, limit: 15)),
            (Candidate(userID: 1, due: 23, capacity: 25), SkipReason(.loadRate, value: 92, limit: 90)),
        ])
    func guardsRefuse(candidate: Candidate, reason: SkipReason) {
        let choice = Self.choose(.roundRobin, [candidate, Candidate(userID: 2)])
        #expect(choice.ownerID == 2)
        #expect(choice.verdicts.first { $0.userID == 1 }?.reason == reason)
    }

    @Test("L7.1 a skipped candidate's load rate is told in words")
    func words() {
        #expect(SkipReason(.loadRate, value: 92, limit: 90).textZh == "负荷率 92%，上限 90%")
        for code in SkipReason.Code.allCases {
            #expect(!SkipReason(code, value: 3, limit: 9).textZh.isEmpty)
            #expect(!SkipReason(code, value: 3, limit: 9).textEn.isEmpty)
        }
    }

    @Test("L6.3 a needed skill keeps out those without it")
    func skill() {
        let choice = Self.choose(
            .roundRobin, [Candidate(userID: 1), Candidate(userID: 2, skills: ["医疗"])], skill: "医疗")
        #expect(choice.ownerID == 2)
        #expect(choice.verdicts.first { $0.userID == 1 }?.reason?.code == .skill)
    }

    @Test("L6.4 round robin takes who waited longest")
    func roundRobin() {
        let choice = Self.choose(
            .roundRobin,
            [
                Candidate(userID: 1, lastAssignedAt: ago(hours: 30)),
                Candidate(userID: 2, lastAssignedAt: ago(hours: 40)),
            ])
        #expect(choice.ownerID == 2)
        #expect(choice.verdicts.first { $0.userID == 1 }?.reason == SkipReason(.ranked, value: 2))
    }

    @Test("L6.5 least loaded, weighted by conversion and best match each prefer their own")
    func strategies() {
        let busy = Candidate(userID: 1, skills: ["华东", "制造"], due: 4, conversionPermille: 100)
        let winner = Candidate(userID: 2, due: 3, conversionPermille: 400)
        let free = Candidate(userID: 3, skills: ["华东"])
        let all = [busy, winner, free]
        #expect(Self.choose(.leastLoaded, all).ownerID == 3)
        #expect(Self.choose(.weightedByConversion, all).ownerID == 2)
        #expect(Self.choose(.bestMatch, all, wanted: ["华东", "制造"]).ownerID == 1)
    }

    @Test("L6.6 weights share: a strong closer does not get everything")
    func weighted() {
        var people = [Candidate(userID: 1, conversionPermille: 350), Candidate(userID: 2, conversionPermille: 150)]
        for _ in 0..<12 {
            let chosen = Self.choose(.weightedByConversion, people).ownerID
            for index in people.indices where people[index].userID == chosen { people[index].assignedToday += 1 }
        }
        #expect(people.map(\.assignedToday) == [8, 4])
    }

    @Test("L6.7 who got nothing for 24 h comes before who did")
    func rested() {
        let choice = Self.choose(
            .leastLoaded,
            [
                Candidate(userID: 1, lastAssignedAt: ago(hours: 1)),
                Candidate(userID: 2, lastAssignedAt: ago(hours: 25), due: 4),
            ])
        #expect(choice.ownerID == 2)
    }

    @Test("L6.8 nobody qualified means the pool")
    func pool() {
        let choice = Self.choose(.roundRobin, [Candidate(userID: 1, onDuty: false)])
        #expect(choice.ownerID == nil)
        #expect(choice.verdicts.count == 1)
    }

    @Test("L7.2 every candidate has exactly one verdict, one is chosen, and a replay agrees")
    func total() {
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let people = (1...12).map { id in
                Candidate(
                    userID: Int64(id), onDuty: Bool.random(using: &dice), pending: Int.random(in: 0...9, using: &dice),
                    assignedToday: Int.random(in: 0...16, using: &dice), due: Int.random(in: 0...6, using: &dice),
                    conversionPermille: Int.random(in: 0...500, using: &dice))
            }
            let strategy: RouteRule.Strategy =
                [.roundRobin, .leastLoaded, .weightedByConversion, .bestMatch].randomElement(using: &dice)
                ?? .roundRobin
            let choice = Self.choose(strategy, people)
            #expect(Set(choice.verdicts.map(\.userID)) == Set(people.map(\.userID)))
            #expect(choice.verdicts.count == people.count)
            #expect(choice.verdicts.filter { $0.reason == nil }.count == (choice.ownerID == nil ? 0 : 1))
            #expect(
                choice == Self.choose(strategy, people.shuffled(using: &dice)), "order of candidates must not matter")
        }
    }

    private func ago(hours: Int64) -> Instant { Self.ago(hours: hours) }
}
