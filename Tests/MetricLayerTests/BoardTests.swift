import Definitions
import FormulaLanguage
import Records
import TestKit
import Testing

@testable import MetricLayer

/// P8: boards as the API answers them.
@Suite("P8 boards", .serialized)
struct BoardTests {
    private static let period = "2025-03-01..2025-05-14"

    static func board(_ company: Company, _ name: String, period: String = period, filters: MetricFilters = .init()) async throws -> JSONValue {
        let viewer = try company.viewer(name)
        return try await company.workspace.read { reading in
            try Boards.data(
                "sales", period: Period.reading(period, today: reading.zone.date(of: reading.now)), filters: filters,
                as: viewer, in: reading)
        }
    }

    static func widget(_ board: JSONValue, _ key: String) throws -> JSONValue {
        try #require(board["widgets"]?.array?.first { $0["key"]?.string == key })
    }

    @Test("P8.1 a board has the keys that the API promises", arguments: Engine.available)
    func shape(engine: Engine) async throws {
        try await Company.with(engine, seed: 11) { company in
            let board = try await Self.board(company, "manager", period: "this_month")
            #expect(board["board"]?["key"] == "sales")
            #expect(board["period"]?["from"] == "2025-05-01")
            #expect(board["period"]?["to"] == "2025-05-31")
            #expect(board["period"]?["label"] == "本月")
            #expect(board["previous_period"]?["to"] == "2025-04-14")
            let widgets = try #require(board["widgets"]?.array)
            #expect(widgets.compactMap { $0["key"]?.string } == ["deals", "funnel", "products", "accounts", "owners", "ranking", "trend", "margin", "gauge"])
            for widget in widgets {
                for key in ["key", "label", "style", "width", "metrics", "rows", "trend"] { #expect(widget[key] != nil, "\(key)") }
                for metric in widget["metrics"]?.array ?? [] {
                    for key in ["key", "label", "format", "value", "previous", "team_average", "n", "note"] {
                        #expect(metric[key] != nil, "\(key)")
                    }
                }
            }
        }
    }

    @Test("P9.3 a number comes with the last period's, the team's average and the own rank", arguments: Engine.available)
    func comparisons(engine: Engine) async throws {
        try await Company.with(engine, seed: 12) { company in
            let board = try await Self.board(company, "an")
            let deals = try Self.widget(board, "deals")
            let period = try #require(Period.reading(Self.period, today: .first))
            let previous = period.previous(today: WorkspaceZone.shanghai.date(of: Company.now))
            let all = Oracle(company: company, viewer: try company.viewer("admin"))
            func count(_ name: String, _ period: Period) -> Int64 {
                Int64(all.deals(period).count { $0.owner == company.id(name) })
            }
            let team = ["an", "bo", "cai", "ding"].map { count($0, period) }
            let metric = try #require(deals["metrics"]?.array?.first)
            #expect(metric["value"]?.int == count("an", period))
            #expect(metric["previous"]?.int == count("an", previous))
            #expect(metric["n"]?.int == count("an", period))
            let average = ExactNumber(Int(team.reduce(0, +)))
            #expect(metric["team_average"]?.double == Double(try average.divided(by: 4).rounded(to: 2).description))
            #expect(deals["rank"]?["rank"]?.int == Int64(team.count { $0 > team[0] } + 1))
            #expect(deals["rank"]?["of"]?.int == 4)
            #expect(count("ding", period) == 0)
        }
    }

    @Test("P9.4 a team of two people has neither average nor rank", arguments: Engine.available)
    func smallTeam(engine: Engine) async throws {
        try await Company.with(engine, seed: 13) { company in
            let widget = try Self.widget(try await Self.board(company, "he"), "deals")
            let metric = try #require(widget["metrics"]?.array?.first)
            #expect(metric["team_average"]?.isNull == true)
            #expect(metric["note"]?.string?.contains("团队不足 3 人") == true)
            #expect(widget["rank"] == nil)
            let ranking = try Self.widget(try await Self.board(company, "he"), "ranking")
            #expect(ranking["rank"] == nil)
            #expect(ranking["rows"]?.array?.count == 1)
            #expect(ranking["rows"]?.array?.first?["rank"]?.isNull == true)
        }
    }

    @Test("P8.2 the funnel counts and sums each stage in the order of its process", arguments: Engine.available)
    func funnel(engine: Engine) async throws {
        try await Company.with(engine, seed: 14) { company in
            for name in ["an", "manager", "admin"] {
                let widget = try Self.widget(try await Self.board(company, name), "funnel")
                let deals = Oracle(company: company, viewer: try company.viewer(name)).deals(nil)
                let rows = try #require(widget["rows"]?.array)
                #expect(rows.compactMap { $0["group"]?["key"]?.string } == ["first", "need", "demo", "won", "lost"])
                #expect(rows.first?["group"]?["label"] == "初步接触")
                let counts = Dictionary(grouping: deals, by: \.stage).mapValues { Int64($0.count) }
                for row in rows {
                    let stage = row["group"]?["key"]?.string ?? ""
                    #expect(row["values"]?.array?.first?.int == counts[stage] ?? 0)
                    let amounts = deals.filter { $0.stage == stage }.compactMap(\.amount).reduce(0, +)
                    #expect(row["values"]?.array?.last?.int == amounts)
                }
                let path = ["first", "need", "demo", "won"].map { counts[$0] ?? 0 }
                #expect(rows[0]["reached"]?.int == path.reduce(0, +))
                let later = path.dropFirst().reduce(0, +)
                let rate = try ExactNumber(Int(later)).divided(by: ExactNumber(Int(path.reduce(0, +))))
                #expect(rows[0]["pass_rate"]?.int == rate.scaled(to: 4))
                #expect(rows[3]["pass_rate"]?.isNull == true)
                #expect(rows[4]["reached"]?.isNull == true)
                #expect(widget["metrics"]?.array?.first?["value"]?.int == Int64(deals.count))
            }
        }
    }

    @Test("P8.2 F6.1 a ranking shows a rep the own row and a leader the team's", arguments: Engine.available)
    func ranking(engine: Engine) async throws {
        try await Company.with(engine, seed: 15) { company in
            let rep = try Self.widget(try await Self.board(company, "bo"), "ranking")
            #expect(rep["rows"]?.array?.count == 1)
            #expect(rep["rows"]?.array?.first?["group"]?["key"]?.string == String(company.id("bo")))
            #expect(rep["rank"]?["of"] == 4)
            #expect(rep["rows"]?.array?.first?["rank"]?.int == rep["rank"]?["rank"]?.int)
            let manager = try Self.widget(try await Self.board(company, "manager"), "ranking")
            let rows = try #require(manager["rows"]?.array)
            #expect(Set(rows.compactMap { $0["group"]?["label"]?.string }) == ["an", "bo", "cai", "ding"])
            let values = rows.compactMap { $0["values"]?.array?.first?.int }
            #expect(values == values.sorted(by: >))
            #expect(rows.compactMap { $0["rank"]?.int } == values.map { value in Int64(values.count { $0 > value } + 1) })
            let admin = try Self.widget(try await Self.board(company, "admin"), "ranking")
            #expect(admin["rows"]?.array?.count == 9)
            let other = try await Self.board(company, "manager", filters: MetricFilters(team: "n2"))
            #expect(try Self.widget(other, "ranking")["rows"]?.array?.isEmpty == true)
        }
    }

    @Test("P8.5 a hidden field hides every number made of it, also through a formula", arguments: Engine.available)
    func hidden(engine: Engine) async throws {
        try await Company.with(engine, deals: 20, seed: 16) { company in
            let margin = try Self.widget(try await Self.board(company, "an"), "margin")
            #expect(margin["code"] == "metric.hidden")
            #expect(margin["metrics"]?.array?.isEmpty == true)
            let open = try Self.widget(try await Self.board(company, "manager"), "margin")
            #expect(open["metrics"]?.array?.first?["value"]?.int != nil)
            let viewer = try company.viewer("an")
            for key in ["margin_total", "rich_deals", "margin_rate"] {
                await #expect(throws: RecordError.self) {
                    try await company.workspace.read { try Metrics.number(key, period: nil, as: viewer, in: $0) }
                }
                await #expect(throws: RecordError.self) {
                    try await company.workspace.read { try Metrics.records(key, .init(), as: viewer, in: $0) }
                }
            }
            await #expect(throws: RecordError.self) {
                try await company.workspace.read { reading in
                    try Metrics.rows(
                        "deals", by: "margin", period: Period(.thisMonth, today: reading.today), as: viewer, in: reading)
                }
            }
            let finance = try company.viewer("finance")
            await #expect(throws: RecordError.self) {
                try await company.workspace.read { try Metrics.number("touches", period: nil, as: finance, in: $0) }
            }
        }
    }

    @Test("P8.2 thin data says so", arguments: Engine.available)
    func thin(engine: Engine) async throws {
        try await Company.with(engine, deals: 0) { company in
            try await company.workspace.change(by: .system) { change in
                for amount in 1...3 {
                    _ = try change.insert(
                        "opportunity",
                        ["name": "商机", "amount": .number(ExactNumber(amount)), "owner": .reference(object: "user", id: company.id("an"))],
                        system: true)
                }
            }
            let metrics = try #require(try Self.widget(try await Self.board(company, "an"), "deals")["metrics"]?.array)
            #expect(metrics[0]["note"]?.isNull == true)
            #expect(metrics[1]["note"] == "数据不足 (n=3)")
            #expect(metrics[2]["note"] == "数据不足 (n=3)")
            #expect(metrics[2]["value"] == 200)
        }
    }

    @Test("P8.1 an empty company has an empty board, not an error", arguments: Engine.available)
    func emptyBoard(engine: Engine) async throws {
        try await Company.with(engine, deals: 0) { company in
            for name in ["an", "manager", "director", "admin", "finance"] {
                let board = try await Self.board(company, name)
                for widget in board["widgets"]?.array ?? [] {
                    let isHidden = widget["code"] == "metric.hidden"
                    #expect(widget["code"] == nil || isHidden, "\(widget["key"]?.string ?? "")")
                    for bucket in widget["trend"]?.array ?? [] { #expect(bucket["n"] == 0) }
                }
                #expect(try Self.widget(board, "trend")["trend"]?.array?.count == 12)
                #expect(try Self.widget(board, "funnel")["rows"]?.array?.count == 5)
            }
        }
    }

    @Test("P8.1 the trend's buckets are the metric over each bucket", arguments: Engine.available)
    func trend(engine: Engine) async throws {
        try await Company.with(engine, seed: 17) { company in
            for period in ["this_month", "last_7_days", "last_30_days", "this_week", "this_quarter"] {
                let widget = try Self.widget(try await Self.board(company, "manager", period: period), "trend")
                let oracle = Oracle(company: company, viewer: try company.viewer("manager"))
                let trend = try #require(widget["trend"]?.array)
                #expect(trend.count == 12)
                for bucket in trend {
                    let span = try #require(Period.reading(bucket["period"]?.string, today: .first))
                    #expect(bucket["value"]?.int == oracle.number("deals", span)?.scaled(to: 0))
                    #expect(bucket["values"]?.array?.last?.int == oracle.number("median_deal", span)?.scaled(to: 2))
                }
            }
        }
    }

    @Test("P8.5 a board is for its roles, and an unknown one is not told apart", arguments: Engine.available)
    func roles(engine: Engine) async throws {
        try await Company.with(engine, deals: 0) { company in
            let rep = try company.viewer("an")
            let keys = Boards.list(as: rep, in: company.workspace.schema)["items"]?.array?.compactMap { $0["key"]?.string }
            #expect(keys == ["sales"])
            #expect(Boards.list(as: try company.viewer("manager"), in: company.workspace.schema)["items"]?.array?.count == 2)
            for key in ["leaders", "nothing"] {
                await #expect(throws: RecordError(.notFound, .unknownBoard(key))) {
                    _ = try await company.workspace.read { try Boards.data(key, as: rep, in: $0) }
                }
            }
        }
    }

    @Test("P9.2 customers whose records I may not see have no name", arguments: Engine.available)
    func referenceLabels(engine: Engine) async throws {
        try await Company.with(engine, seed: 18) { company in
            let rows = try #require(try Self.widget(try await Self.board(company, "an"), "accounts")["rows"]?.array)
            let labels = Set(rows.compactMap { $0["group"]?["label"]?.string })
            #expect(labels.contains("（无权查看）"))
            let admin = try #require(try Self.widget(try await Self.board(company, "admin"), "accounts")["rows"]?.array)
            #expect(!admin.contains { $0["group"]?["label"] == "（无权查看）" })
        }
    }
}
