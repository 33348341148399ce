import FormulaLanguage
import Records
import TestKit
import Testing

@testable import MetricLayer

/// P9: comparison with the team.
@Suite("P9 standing")
struct StandingTests {
    private static func figures(_ values: [Int64: Int?]) -> TeamFigures {
        TeamFigures(
            byPerson: values.mapValues { Answer(value: $0.map { ExactNumber($0) }, rows: 1) }, average: nil)
    }

    @Test("P9.4 people with the same number share a rank, the next one is skipped")
    func ties() {
        let figures = Self.figures([1: 10, 2: 10, 3: 7, 4: nil, 5: 0])
        #expect(figures.standing(of: 1, higherIsBetter: true) == Standing(rank: 1, of: 4))
        #expect(figures.standing(of: 2, higherIsBetter: true) == Standing(rank: 1, of: 4))
        #expect(figures.standing(of: 3, higherIsBetter: true) == Standing(rank: 3, of: 4))
        #expect(figures.standing(of: 5, higherIsBetter: true) == Standing(rank: 4, of: 4))
        #expect(figures.standing(of: 4, higherIsBetter: true) == nil)
        #expect(figures.standing(of: 9, higherIsBetter: true) == nil)
    }

    @Test("P9.4 where less is better the least comes first")
    func lowerIsBetter() {
        let figures = Self.figures([1: 10, 2: 3, 3: 3])
        #expect(figures.standing(of: 1, higherIsBetter: false) == Standing(rank: 3, of: 3))
        #expect(figures.standing(of: 2, higherIsBetter: false) == Standing(rank: 1, of: 3))
    }

    @Test("P9.4 averages and ranks of every kind of metric", arguments: Engine.available)
    func organisation(engine: Engine) async throws {
        try await Company.with(engine, seed: 21) { company in
            let period = try #require(Period.reading("2025-03-01..2025-05-14", today: .first))
            let team = ["an", "bo", "cai", "ding"]
            let viewer = try company.viewer("bo")
            let everything = Oracle(company: company, viewer: try company.viewer("admin"))
            for key in ["deals", "won_amount", "touches", "win_rate", "median_deal", "average_deal", "touches_per_deal", "lost_deals"] {
                let found = try await company.workspace.read { try Metrics.standing(key, of: viewer, period: period, in: $0) }
                func number(_ names: [String]) -> ExactNumber? {
                    var oracle = everything
                    oracle.owners = Set(names.map { company.id($0) })
                    return oracle.number(key, period)
                }
                let each = team.map { number([$0]) }
                let isAdditive = ["deals", "won_amount", "touches", "lost_deals"].contains(key)
                let average = isAdditive ? try number(team)?.divided(by: 4) : number(team)
                #expect(found.teamAverage == average, "\(key)")
                #expect(found.number.value == each[1], "\(key)")
                guard let mine = each[1] else { continue }
                let lower = key == "lost_deals"
                let better = each.compactMap { $0 }.count { lower ? $0 < mine : $0 > mine }
                #expect(found.standing == Standing(rank: better + 1, of: each.compactMap { $0 }.count), "\(key)")
            }
        }
    }

    @Test("P9.4 nobody's number leaves a team of two, a leader is not ranked", arguments: Engine.available)
    func privacy(engine: Engine) async throws {
        try await Company.with(engine, deals: 30, seed: 22) { company in
            let (small, leader) = (try company.viewer("he"), try company.viewer("manager"))
            let (first, second) = try await company.workspace.read { reading in
                (
                    try Metrics.standing("deals", of: small, period: nil, in: reading),
                    try Metrics.standing("deals", of: leader, period: nil, in: reading)
                )
            }
            #expect(first.teamAverage == nil && first.standing == nil)
            #expect(second.teamAverage != nil && second.standing == nil)
        }
    }
}
