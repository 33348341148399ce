import Definitions
import FormulaLanguage
import Foundation
import Records
import TestKit
import Testing

@testable import MetricLayer

/// P8, P9: every metric and board of the shipped template, on random data.
@Suite("P9 shipped metrics", .serialized)
struct ShippedMetricsTests {
    private static let period = "2025-04-20..2025-05-20"

    private static func template() throws -> [Definition] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try Template(directory: root.appendingPathComponent("Templates/sales").path).definitions
    }

    @Test("P8.3 P9.1 the list behind every shipped number has its total", arguments: Engine.available)
    func totals(engine: Engine) async throws {
        try await Company.with(engine, template: try Self.template()) { company in
            let period = try #require(Period.reading(Self.period, today: .first))
            for name in ["an", "manager", "admin"] {
                let viewer = try company.viewer(name)
                for model in company.workspace.schema.metrics {
                    let key = model.definition.key
                    let (number, page) = try await company.workspace.read { reading in
                        (
                            try Metrics.number(key, period: period, as: viewer, in: reading),
                            try Metrics.records(key, .init(period: period, limit: 200), as: viewer, in: reading)
                        )
                    }
                    let items = try #require(page["items"]?.array)
                    #expect(page["count"]?.int == Int64(items.count), "\(key) \(name)")
                    guard model.definition.kind != .ratio else { continue }
                    #expect(number.rows == items.count, "\(key) \(name)")
                    let sum = items.compactMap { $0["value"]?.double }.reduce(0, +)
                    if model.definition.kind == .simple, [.count, .sum].contains(model.definition.aggregate) {
                        #expect(page["total"]?.double == sum, "\(key) \(name)")
                    }
                    if model.definition.kind == .conversion, let value = number.value {
                        let share = try ExactNumber(Int(sum)).divided(by: ExactNumber(items.count))
                        #expect(share == value, "\(key) \(name)")
                    }
                }
            }
        }
    }

    @Test("P8.1 L10.1 every shipped board opens for every role it is for", arguments: Engine.available)
    func boards(engine: Engine) async throws {
        try await Company.with(engine, template: try Self.template()) { company in
            for name in ["an", "manager", "director", "admin"] {
                let viewer = try company.viewer(name)
                for board in company.workspace.schema.boards where board.roles.isEmpty || board.roles.contains(viewer.role.key) {
                    for period in ["this_month", "last_30_days", "this_year"] {
                        let data = try await company.workspace.read { reading in
                            try Boards.data(
                                board.key, period: Period.reading(period, today: reading.today), as: viewer, in: reading)
                        }
                        let widgets = try #require(data["widgets"]?.array)
                        #expect(widgets.count == board.widgets.count)
                        for widget in widgets {
                            let place = "\(board.key).\(widget["key"]?.string ?? "") \(name)"
                            #expect(widget["code"] == nil, "\(place): \(widget["note"]?.string ?? "")")
                        }
                    }
                }
            }
        }
    }
}
