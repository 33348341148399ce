import FormulaLanguage
import Leads
import Records
import SQLText
import Storage
import TestKit
import Testing
import Touches

@Suite("A lead becomes customer, contact and opportunity")
struct ConversionTests {
    @Test("L12.0 conversion makes linked records of the same owner and marks the lead", arguments: Engine.available)
    func converts(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let result = try await house.submit(
                "13800000021", company: "杭州云杉软件有限公司", extra: ["product_line": "sales_cloud"])
            let owner = try #require(result.ownerID)
            let steps = try await house.workspace.change(by: .user(owner)) {
                try Conversion.convert("lead", result.recordID, in: $0)
            }
            #expect(steps.map(\.object) == ["account", "contact", "opportunity"])
            #expect(steps.allSatisfy { !$0.found })
            let deal = try await house.workspace.read { try $0.record("opportunity", steps[2].id) }
            #expect(deal.ownerID == owner && deal.reference("account") == steps[0].id)
            #expect(deal.text("stage") == "first_contact" && deal.text("product_line") == "sales_cloud")
            let lead = try await house.lead(result.recordID)
            #expect(lead.text("status") == "converted" && lead.reference("converted_opportunity") == steps[2].id)
            await #expect(throws: RecordError.self, "a converted lead is not converted again") {
                try await house.workspace.change(by: .user(owner)) {
                    try Conversion.convert("lead", result.recordID, in: $0)
                }
            }
        }
    }

    @Test("a second lead of the same company joins the account that exists", arguments: Engine.available)
    func joins(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let account = try await house.workspace.change(by: .system) { change in
                try change.insert(
                    "account", ["name": "杭州云杉软件股份有限公司", "owner": .reference(object: "user", id: house.rep1)]
                ).id
            }
            let result = try await house.submit("13800000022", company: "杭州云杉软件有限公司")
            let steps = try await house.workspace.change(by: .system) {
                try Conversion.convert("lead", result.recordID, in: $0)
            }
            #expect(steps[0].found && steps[0].id == account)
            #expect(try await house.count("r_account") == 1)
        }
    }

    @Test("another rep's lead cannot be converted, nor seen", arguments: Engine.available)
    func rights(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let result = try await house.submit("13800000023")
            let error = await #expect(throws: RecordError.self) {
                try await house.workspace.change(by: .user(house.southRep)) {
                    try Conversion.convert("lead", result.recordID, in: $0)
                }
            }
            #expect(error?.kind == .notFound)
            #expect(try await house.count("r_account") == 0)
        }
    }

    @Test("the workbench lists what waits, most urgent first, and says so in one line", arguments: Engine.available)
    func workbench(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let result = try await house.submit("13800000024")
            let owner = try #require(result.ownerID)
            func desk(_ user: Int64) async throws -> JSONValue {
                try await house.workspace.read { try Workbench.make(for: house.workspace.viewer(user), in: $0) }
            }
            var bench = try await desk(owner)
            #expect(bench["items"]?.array?.first?["kind"] == "first_touch")
            #expect(bench["items"]?.array?.first?["record_id"]?.int == result.recordID)
            #expect(bench["headline"]?["zh"]?.string?.hasPrefix("1 条线索待首触，最紧 60 分钟") == true)
            #expect(try await desk(house.southRep)["items"]?.array?.isEmpty == true)
            _ = try await house.touch(result.recordID, by: owner)
            bench = try await desk(owner)
            #expect(bench["items"]?.array?.isEmpty == true)
            #expect(bench["week"]?["effective"] == 1 && bench["week"]?["rank"] == 1 && bench["week"]?["of"] == 3)
            #expect(bench["suggestion"]?["record_id"]?.int == result.recordID)
        }
    }

    @Test("a manager's workbench shows escalations and people far below the average", arguments: Engine.available)
    func exceptions(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let waiting = try await house.submit("13800000025")
            let touched = try await house.submit("13800000026")
            for _ in 0..<3 { _ = try await house.touch(touched.recordID, by: try #require(touched.ownerID)) }
            try await house.advance(minutes: 150)
            let desk = try await house.workspace.read {
                try Workbench.make(for: house.workspace.viewer(house.manager), in: $0)
            }
            let exceptions = desk["exceptions"]?.array ?? []
            #expect(exceptions.contains { $0["kind"] == "escalation" && $0["record_id"]?.int == waiting.recordID })
            #expect(exceptions.filter { $0["kind"] == "below_average" }.count == 2)
            #expect(desk["team"]?.array?.count == 3)
        }
    }

    @Test("F6.1 one forecast picture a day, weighted row by row", arguments: Engine.available)
    func forecast(engine: Engine) async throws {
        try await withHouse(engine) { house in
            try await house.workspace.change(by: .user(house.rep1)) { change in
                let account = try change.insert("account", ["name": "甲公司"])
                for amount in [100_000, 50_001] {
                    try change.insert(
                        "opportunity",
                        [
                            "name": "单", "account": .reference(object: "account", id: account.id),
                            "amount": .number(ExactNumber(amount)),
                        ])
                }
            }
            try await house.tick()
            try await house.tick()
            let rows = try await house.workspace.read { reading in
                try reading.connection.rows("SELECT count, amount, weighted FROM forecast_snapshot") {
                    [$0.integer(0) ?? 0, $0.integer(1) ?? 0, $0.integer(2) ?? 0]
                }
            }
            #expect(rows == [[2, 15_000_100, 1_500_010]])
            try await house.advance(minutes: 24 * 60)
            #expect(try await house.count("forecast_snapshot") == 2)
        }
    }
}
