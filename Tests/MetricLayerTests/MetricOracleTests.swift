import FormulaLanguage
import Records
import TestKit
import Testing

@testable import MetricLayer

/// P9: every kind of metric, for every viewer, against a naive computation.
@Suite("P9 metrics against an oracle", .serialized)
struct MetricOracleTests {
    private static let viewers = ["an", "ding", "he", "manager", "director", "admin"]
    private static let metrics =
        Oracle.created + [
            "pipeline", "open_deals", "median_score", "won_amount", "won_now", "touches", "touch_minutes", "forecast",
            "touches_per_deal",
        ]

    private static func periods() throws -> [Period] {
        let today = WorkspaceZone.shanghai.date(of: Company.now)
        return try Oracle.periods.map { try #require(Period.reading($0, today: today)) }
    }

    @Test("P9.1 P9.2 numbers of every kind and viewer", arguments: Engine.available)
    func numbers(engine: Engine) async throws {
        try await Company.with(engine) { company in
            let periods = try Self.periods()
            for name in Self.viewers {
                let viewer = try company.viewer(name)
                let found = try await company.workspace.read { reading in
                    try periods.map { period in
                        try Self.metrics.map { try Metrics.number($0, period: period, as: viewer, in: reading) }
                    }
                }
                let oracle = Oracle(company: company, viewer: viewer)
                for (period, row) in zip(periods, found) {
                    for (key, number) in zip(Self.metrics, row) {
                        #expect(number.value == oracle.number(key, period), "\(key) \(name) \(period.query)")
                    }
                }
            }
        }
    }

    @Test("P8.4 board-wide filters by team, person and product line", arguments: Engine.available)
    func filters(engine: Engine) async throws {
        try await Company.with(engine, seed: 2) { company in
            let period = try #require(try Self.periods().last { $0.length > 50 })
            let viewer = try company.viewer("admin")
            let keys = ["deals", "win_rate", "median_deal", "won_amount", "forecast"]
            let cases: [(MetricFilters, (inout Oracle) -> Void)] = [
                (MetricFilters(team: "north"), { $0.units = Set(company.directory.units(below: company.unit("north"))) }),
                (MetricFilters(team: String(company.unit("n2"))), { $0.units = [company.unit("n2")] }),
                (MetricFilters(user: company.id("bo")), { $0.owners = [company.id("bo")] }),
                (MetricFilters(fields: ["product": ["erp"]]), { $0.product = "erp" }),
                (
                    MetricFilters(team: "n1", user: company.id("cai"), fields: ["product": ["crm"]]),
                    {
                        $0.units = [company.unit("n1")]
                        $0.owners = [company.id("cai")]
                        $0.product = "crm"
                    }
                ),
            ]
            for (filters, narrow) in cases {
                var oracle = Oracle(company: company, viewer: viewer)
                narrow(&oracle)
                let found = try await company.workspace.read { reading in
                    try keys.map { try Metrics.number($0, period: period, filters: filters, as: viewer, in: reading) }
                }
                for (key, number) in zip(keys, found) {
                    #expect(number.value == oracle.number(key, period), "\(key) \(filters)")
                }
            }
        }
    }

    @Test("P8.1 F6.1 groups by stage, product, person, team, customer and month add up", arguments: Engine.available)
    func groups(engine: Engine) async throws {
        try await Company.with(engine, seed: 3) { company in
            let period = try #require(try Self.periods().last { $0.length > 50 })
            let keyed: [(String, @Sendable (Deal) -> String?)] = [
                ("stage", { $0.stage }), ("product", { $0.product }), ("owner", { $0.owner.map { String($0) } }),
                ("org_unit", { $0.unit.map { String($0) } }), ("account", { $0.account.map { String($0) } }),
            ]
            for name in ["an", "manager", "admin"] {
                let viewer = try company.viewer(name)
                let deals = Oracle(company: company, viewer: viewer).deals(period)
                let oracle = Oracle(company: company, viewer: viewer)
                for (field, key) in keyed {
                    for metric in Oracle.created {
                        let rows = try await company.workspace.read {
                            try Metrics.rows(metric, by: field, period: period, as: viewer, in: $0)
                        }
                        let groups = Dictionary(grouping: deals, by: key)
                        for row in rows {
                            let expected = groups[row.key].flatMap { oracle.created(metric, $0) }
                            #expect((row.number.value ?? .zero) == (expected ?? .zero), "\(metric) by \(field) \(row.key ?? "-") \(name)")
                        }
                        if metric == "deals" { #expect(rows.count == groups.count, "\(field) \(name)") }
                    }
                }
            }
        }
    }

    @Test("P9.1 time buckets begin at local midnight on the first of the month", arguments: Engine.available)
    func buckets(engine: Engine) async throws {
        try await Company.with(engine, seed: 4) { company in
            let viewer = try company.viewer("admin")
            let period = try #require(Period.reading("2025-02-10..2025-05-14", today: .first))
            for unit in ["month", "week"] {
                for metric in ["deals", "median_deal", "win_rate"] {
                    let rows = try await company.workspace.read {
                        try Metrics.rows(metric, by: unit, period: period, as: viewer, in: $0)
                    }
                    let buckets = Buckets(dividing: period, by: try #require(CalendarUnit(rawValue: unit)))
                    let oracle = Oracle(company: company, viewer: viewer)
                    for (index, span) in buckets.spans.enumerated() {
                        let found = rows.first { $0.key == String(index) }?.number.value
                        #expect((found ?? .zero) == (oracle.number(metric, span) ?? .zero), "\(metric) \(span.query)")
                    }
                }
            }
        }
    }

    @Test("P9.1 nothing counted is 0, nothing averaged is nothing", arguments: Engine.available)
    func emptiness(engine: Engine) async throws {
        try await Company.with(engine, deals: 0) { company in
            let viewer = try company.viewer("admin")
            let keys = Self.metrics
            let found = try await company.workspace.read { reading in
                try keys.map {
                    try Metrics.number($0, period: Period(.thisMonth, today: reading.today), as: viewer, in: reading)
                }
            }
            let zero: Set = ["deals", "open_deals", "pipeline", "forecast", "rated", "won_amount", "won_now", "touches", "touch_minutes", "lost_deals"]
            for (key, number) in zip(keys, found) {
                #expect(number.rows == 0)
                #expect(number.value == (zero.contains(key) ? .zero : nil), "\(key)")
            }
        }
    }

    @Test("P9.1 sums beyond 64 bits stay exact", arguments: Engine.available)
    func hugeSums(engine: Engine) async throws {
        try await Company.with(engine, deals: 0) { company in
            let amount: Int64 = 99_999_999_999_999_999
            for _ in 0..<3 {
                try await company.workspace.change(by: .system) { change in
                    for _ in 0..<40 {
                        _ = try change.insert(
                            "opportunity", ["name": "大", "amount": .number(ExactNumber(scaled: amount, scale: 2))], system: true)
                    }
                }
            }
            let viewer = try company.viewer("admin")
            let found = try await company.workspace.read { try Metrics.number("pipeline", period: nil, as: viewer, in: $0) }
            let expected = try ExactNumber(scaled: amount, scale: 2).multiplied(by: 120)
            #expect(found.value == expected)
        }
    }
}
