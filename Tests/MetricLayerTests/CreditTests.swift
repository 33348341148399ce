import FormulaLanguage
import Records
import TestKit
import Testing

@testable import MetricLayer

/// P9 and the first rule on paper: credit has a time.
@Suite("P9 credit", .serialized)
struct CreditTests {
    /// An wins a deal of 10,000 元, then Bo takes it over.
    static func winAndHandOver(_ company: Company) async throws {
        let (an, bo) = (company.id("an"), company.id("bo"))
        company.time.set(Company.now.adding(milliseconds: -3 * 86_400_000))
        let id = try await company.workspace.change(by: .system) { change in
            try change.insert(
                "opportunity",
                ["name": "大单", "amount": 10_000, "stage": "demo", "owner": .reference(object: "user", id: an)], system: true
            ).id
        }
        let won = company.time.advance(milliseconds: 86_400_000)
        try await company.workspace.change(by: .system) { change in
            _ = try change.update("opportunity", id, ["stage": "won", "won_at": .instant(won)], system: true)
        }
        company.time.advance(milliseconds: 86_400_000)
        try await company.workspace.change(by: .system) { change in
            _ = try change.update("opportunity", id, ["owner": .reference(object: "user", id: bo)], system: true)
        }
        company.time.set(Company.now)
    }

    @Test("P9.1 a hand-over moves work, never past credit", arguments: Engine.available)
    func handOver(engine: Engine) async throws {
        try await Company.with(engine, deals: 0) { company in
            try await Self.winAndHandOver(company)
            let period = Period(.thisMonth, today: WorkspaceZone.shanghai.date(of: Company.now))
            for (name, then, now) in [("an", 10_000, 0), ("bo", 0, 10_000), ("manager", 10_000, 10_000), ("e", 0, 0)] {
                let viewer = try company.viewer(name)
                let (past, present) = try await company.workspace.read { reading in
                    (
                        try Metrics.number("won_amount", period: period, as: viewer, in: reading),
                        try Metrics.number("won_now", period: period, as: viewer, in: reading)
                    )
                }
                #expect(past.value == ExactNumber(then), "\(name)")
                #expect(present.value == ExactNumber(now), "\(name)")
            }
            let ids = [company.id("an"), company.id("bo")]
            let people = try await company.workspace.read {
                try Metrics.people("won_amount", members: ids, period: period, in: $0)
            }
            #expect(people[ids[0]]?.value == 10_000)
            #expect(people[ids[1]]?.value == 0)
        }
    }

    @Test("P9.1 a touch counts for whoever made it, after the record moved on", arguments: Engine.available)
    func touches(engine: Engine) async throws {
        try await Company.with(engine, deals: 0) { company in
            let (an, bo) = (company.id("an"), company.id("bo"))
            try await company.workspace.change(by: .system) { change in
                let deal = try change.insert("opportunity", ["name": "商机", "owner": .reference(object: "user", id: an)], system: true)
                _ = try change.insert(
                    "touch",
                    [
                        "summary": "拜访", "effective": true, "opportunity": .reference(object: "opportunity", id: deal.id),
                        "owner": .reference(object: "user", id: an), "happened_at": .instant(Company.now),
                    ], system: true)
                _ = try change.update("opportunity", deal.id, ["owner": .reference(object: "user", id: bo)], system: true)
            }
            let period = Period(.today, today: WorkspaceZone.shanghai.date(of: Company.now))
            for (name, expected) in [("an", 1), ("bo", 0), ("manager", 1)] {
                let viewer = try company.viewer(name)
                let found = try await company.workspace.read { try Metrics.number("touches", period: period, as: viewer, in: $0) }
                #expect(found.value == ExactNumber(expected), "\(name)")
            }
        }
    }
}
