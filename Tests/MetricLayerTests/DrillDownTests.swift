import Definitions
import FormulaLanguage
import Records
import TestKit
import Testing

@testable import MetricLayer

/// P8: the list behind a number has the number's total.
@Suite("P8 drill-down", .serialized)
struct DrillDownTests {
    /// All pages of a drill-down together.
    private static func walk(
        _ key: String, _ request: MetricRecordsRequest, _ company: Company, _ viewer: Viewer
    ) async throws -> (items: [JSONValue], first: JSONValue) {
        var request = request
        request.limit = 7
        var items: [JSONValue] = []
        var first: JSONValue?
        while true {
            let asked = request
            let page = try await company.workspace.read { try Metrics.records(key, asked, as: viewer, in: $0) }
            first = first ?? page
            items += page["items"]?.array ?? []
            guard let cursor = page["next_cursor"]?.string else { return (items, first ?? .null) }
            request.cursor = cursor
        }
    }

    @Test("P8.3 the listed total equals the number for every metric and viewer", arguments: Engine.available)
    func totals(engine: Engine) async throws {
        try await Company.with(engine, deals: 90, seed: 5) { company in
            let period = try #require(Period.reading("2025-03-01..2025-05-14", today: .first))
            let schema = company.workspace.schema
            for name in ["an", "manager", "admin"] {
                let viewer = try company.viewer(name)
                for model in schema.metrics {
                    let key = model.definition.key
                    let number = try? await company.workspace.read {
                        try Metrics.number(key, period: period, as: viewer, in: $0)
                    }
                    guard let number else { continue }
                    let (items, page) = try await Self.walk(key, MetricRecordsRequest(period: period), company, viewer)
                    #expect(items.count == Int(page["count"]?.int ?? -1), "\(key) \(name)")
                    let values = items.compactMap { $0["value"]?.double }
                    switch (model.definition.kind, model.definition.aggregate) {
                    case (.simple, .count), (.simple, .sum):
                        #expect(abs(values.reduce(0, +) - (page["total"]?.double ?? .nan)) < 1e-6, "\(key) \(name)")
                        #expect(items.count == number.rows, "\(key) \(name)")
                    case (.simple, .minimum): #expect(values.min() == page["total"]?.double, "\(key) \(name)")
                    case (.simple, .maximum): #expect(values.max() == page["total"]?.double, "\(key) \(name)")
                    case (.ratio, _): #expect(page["parts"]?.array?.count == 2)
                    default: #expect(items.count == number.rows, "\(key) \(name)")
                    }
                }
            }
        }
    }

    @Test("P8.3 both halves of a conversion and of a ratio can be listed", arguments: Engine.available)
    func halves(engine: Engine) async throws {
        try await Company.with(engine, deals: 90, seed: 6) { company in
            let period = try #require(Period.reading("2025-03-01..2025-05-14", today: .first))
            let viewer = try company.viewer("admin")
            let oracle = Oracle(company: company, viewer: viewer)
            let hits = try await Self.walk("win_rate", .init(period: period, part: .numerator), company, viewer)
            let all = try await Self.walk("win_rate", .init(period: period, part: .denominator), company, viewer)
            #expect(hits.items.count == oracle.deals(period).count { $0.stage == "won" })
            #expect(all.items.count == oracle.deals(period).count)
            #expect(hits.first["total"]?.int == Int64(hits.items.count))
            #expect(all.items.compactMap { $0["value"]?.int }.reduce(0, +) == Int64(hits.items.count))
            let above = try await Self.walk("touches_per_deal", .init(period: period, part: .numerator), company, viewer)
            let below = try await Self.walk("touches_per_deal", .init(period: period, part: .denominator), company, viewer)
            #expect(above.items.count == oracle.touches(period).count { $0.effective })
            #expect(below.items.count == oracle.deals(period).count)
        }
    }

    @Test("P8.3 a group's list is the group's number", arguments: Engine.available)
    func groups(engine: Engine) async throws {
        try await Company.with(engine, deals: 90, seed: 7) { company in
            let period = try #require(Period.reading("2025-03-01..2025-05-14", today: .first))
            for name in ["bo", "manager", "admin"] {
                let viewer = try company.viewer(name)
                for (metric, field) in [
                    ("deals", "stage"), ("deals", "product"), ("deals", "account"), ("won_amount", "owner"), ("won_amount", "org_unit"), ("touches", "owner"),
                ] {
                    let rows = try await company.workspace.read {
                        try Metrics.rows(metric, by: field, period: period, as: viewer, in: $0)
                    }
                    for row in rows {
                        let request = MetricRecordsRequest(period: period, group: "\(field):\(row.key ?? "")")
                        let (items, page) = try await Self.walk(metric, request, company, viewer)
                        #expect(items.count == row.number.rows, "\(metric) \(field) \(row.key ?? "-") \(name)")
                        let total = metric == "won_amount" ? row.number.value?.scaled(to: 2) : row.number.value?.scaled(to: 0)
                        #expect(page["total"]?.int == total)
                    }
                }
            }
        }
    }

    @Test("P8.3 past credit on a record that was handed over is listed without its name", arguments: Engine.available)
    func handedOver(engine: Engine) async throws {
        try await Company.with(engine, deals: 0) { company in
            try await CreditTests.winAndHandOver(company)
            let viewer = try company.viewer("an")
            let period = Period(.thisMonth, today: WorkspaceZone.shanghai.date(of: Company.now))
            let page = try await company.workspace.read {
                try Metrics.records("won_amount", .init(period: period), as: viewer, in: $0)
            }
            let item = try #require(page["items"]?.array?.first)
            #expect(page["total"]?.int == 1_000_000)
            #expect(item["visible"] == false)
            #expect(item["id"]?.isNull == true)
            #expect(item["title"] == "已移交的记录")
            #expect(item["value"]?.int == 1_000_000)
        }
    }
}
