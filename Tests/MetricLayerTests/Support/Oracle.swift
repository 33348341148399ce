import Definitions
import FormulaLanguage
import Records

@testable import MetricLayer

/// Numbers worked out the slow and obvious way.
struct Oracle {
    let company: Company
    let viewer: Viewer
    var owners: Set<Int64>?
    var units: Set<Int64>?
    var product: String?

    static let periods = ["this_month", "last_month", "last_30_days", "this_quarter", "2025-03-01..2025-04-30", "today"]

    /// Metrics over deals that are placed in time by their making.
    static let created = [
        "deals", "average_deal", "least_score", "best_score", "rated", "win_rate", "median_deal", "lost_deals",
    ]

    func deals(_ period: Period?) -> [Deal] {
        company.deals.filter { deal in
            sees(deal.owner, deal.unit) && isWanted(deal.owner, deal.unit, deal.product)
                && (period.map { $0.instants(in: .shanghai).contains(deal.createdAt) } ?? true)
        }
    }

    /// Won deals by their credit: `then` or `now`.
    func won(_ period: Period, then: Bool) -> [Deal] {
        company.deals.filter { deal in
            guard let wonAt = deal.wonAt, period.instants(in: .shanghai).contains(wonAt) else { return false }
            let (owner, unit) = then ? (deal.wonOwner, deal.wonUnit) : (deal.owner, deal.unit)
            return sees(owner, unit) && isWanted(owner, unit, deal.product)
        }
    }

    func touches(_ period: Period) -> [Touch] {
        company.touches.filter { touch in
            sees(touch.owner, touch.unit) && isWanted(touch.owner, touch.unit, nil)
                && period.instants(in: .shanghai).contains(touch.happenedAt)
        }
    }

    func number(_ key: String, _ period: Period) -> ExactNumber? {
        switch key {
        case "pipeline": Oracle.sum(deals(nil).compactMap(\.amount), 2)
        case "open_deals": ExactNumber(deals(nil).count { $0.stage != "won" })
        case "open_all": ExactNumber(deals(nil).count)
        case "median_score": Oracle.median(deals(nil).filter { $0.product == "crm" }.compactMap(\.score), 3)
        case "margin_total": Oracle.sum(deals(nil).compactMap(\.margin), 2)
        case "rich_deals": ExactNumber(deals(nil).count { ($0.margin ?? 0) * 2 > 100_000 })
        case "won_amount": Oracle.sum(won(period, then: true).compactMap(\.amount), 2)
        case "won_now": Oracle.sum(won(period, then: false).compactMap(\.amount), 2)
        case "touches": ExactNumber(touches(period).count { $0.effective })
        case "touch_minutes": Oracle.sum(touches(period).compactMap(\.minutes), 1)
        case "forecast": forecast(period)
        case "touches_per_deal": Oracle.ratio(number("touches", period), number("deals", period))
        case "margin_rate": Oracle.ratio(number("margin_total", period), number("pipeline", period))
        default: created(key, deals(period))
        }
    }

    func created(_ key: String, _ deals: [Deal]) -> ExactNumber? {
        switch key {
        case "deals": ExactNumber(deals.count)
        case "average_deal": Oracle.mean(deals.compactMap(\.amount), 2)
        case "least_score": deals.compactMap(\.score).min().map { ExactNumber(scaled: $0, scale: 3) }
        case "best_score": deals.compactMap(\.score).max().map { ExactNumber(scaled: $0, scale: 3) }
        case "rated": ExactNumber(deals.compactMap(\.score).count)
        case "win_rate": Oracle.mean(deals.map { $0.stage == "won" ? 1 : 0 }, 0)
        case "median_deal": Oracle.median(deals.compactMap(\.amount), 2)
        case "lost_deals": ExactNumber(deals.count { $0.stage == "lost" })
        default: nil
        }
    }

    private func forecast(_ period: Period) -> ExactNumber {
        let fen = company.deals.filter { deal in
            sees(deal.owner, deal.unit) && isWanted(deal.owner, deal.unit, deal.product)
                && deal.closeOn.map { period.from <= $0 && $0 <= period.to } ?? false
        }.compactMap { deal -> Int64? in
            guard let amount = deal.amount, let probability = deal.probability else { return 0 }
            return (amount * probability + 5_000) / 10_000
        }
        return Oracle.sum(fen, 2)
    }

    private func sees(_ owner: Int64?, _ unit: Int64?) -> Bool {
        switch viewer.role.key {
        case "admin", "finance": true
        case "rep": owner == viewer.userID
        case "manager": owner != nil && (owner == viewer.userID || viewer.teamUnits.contains(unit ?? 0))
        default: owner != nil && (owner == viewer.userID || viewer.departmentUnits.contains(unit ?? 0))
        }
    }

    private func isWanted(_ owner: Int64?, _ unit: Int64?, _ product: String?) -> Bool {
        if let owners, !owners.contains(owner ?? 0) { return false }
        if let units, !units.contains(unit ?? 0) { return false }
        if let wanted = self.product, wanted != product { return false }
        return true
    }

    static func sum(_ values: [Int64], _ scale: Int) -> ExactNumber {
        ExactNumber(scaled: values.reduce(0, +), scale: scale)
    }

    static func mean(_ values: [Int64], _ scale: Int) -> ExactNumber? {
        values.isEmpty ? nil : try? sum(values, scale).divided(by: ExactNumber(values.count))
    }

    /// The mean of the two middle ones where their count is even.
    static func median(_ values: [Int64], _ scale: Int) -> ExactNumber? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let pair = [sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2]]
        return mean(pair, scale)
    }

    static func ratio(_ above: ExactNumber?, _ below: ExactNumber?) -> ExactNumber? {
        guard let above, let below else { return nil }
        return try? above.divided(by: below)
    }
}
