import FormulaLanguage
import Records

/// A visitor as the dice make one: the values of a lead.
struct DemoCustomer {
    /// How the enquiry will go.
    enum Fate: Sendable {
        /// Nobody calls: the clock runs out.
        case forgotten
        /// Touched, but nothing comes of it.
        case quiet
        /// No real demand.
        case void
        /// Becomes an opportunity.
        case converts
    }

    let values: [String: Value]
    let fate: Fate
    /// Pages seen before or after the enquiry.
    let behaviours: [(kind: String, payload: JSONValue)]

    static func make(_ dice: inout DemoDice, serial: Int) -> DemoCustomer {
        let (region, cities) = dice.pick(DemoWords.cities)
        let (industry, trades) = dice.pick(DemoWords.trades)
        let city = dice.pick(cities)
        var values: [String: Value] = [
            "name": .text(dice.pick(DemoWords.surnames) + dice.pick(["先生", "女士", "经理", "总"])),
            "phone": .text(phone(serial)),
            "company": .text("\(city)\(dice.pick(DemoWords.brands))\(dice.pick(trades))\(serial % 97)号有限公司"),
            "title_role": .text(
                dice.pick(weighted: [
                    ("procurement", 30), ("technical", 22), ("decision", 18), ("business", 20), ("other", 10),
                ])),
            "company_size": .text(
                dice.pick(weighted: [("under_50", 30), ("from_50", 35), ("from_200", 25), ("from_1000", 10)])),
            "current_system": .text(dice.pick(DemoWords.systems)),
            "industry": .text(industry), "region": .text(region),
            "source": .text(
                dice.pick(weighted: [
                    ("website", 34), ("douyin", 22), ("fair", 12), ("referral", 12), ("ad", 14), ("wechat", 6),
                ])),
            "product_line": .text(
                dice.pick(["sales_cloud", "sales_cloud", "service_cloud", "data_platform", "industry_suite"])),
            "demand": .text(dice.pick(DemoWords.demands)),
        ]
        if dice.chance(60) { values["budget"] = .number(ExactNumber(dice.int(2...90) * 20_000)) }
        let fate: Fate = dice.pick(weighted: [(.forgotten, 5), (.quiet, 52), (.void, 13), (.converts, 30)])
        return DemoCustomer(values: values, fate: fate, behaviours: pages(&dice, hot: fate == .converts))
    }

    /// Numbers of a range that no carrier has given out to people.
    private static func phone(_ serial: Int) -> String {
        let tail = String((serial &* 7_919 + 1_000_003) % 100_000_000)
        return "199" + String(repeating: "0", count: 8 - tail.count) + tail
    }

    private static func pages(_ dice: inout DemoDice, hot: Bool) -> [(kind: String, payload: JSONValue)] {
        var result: [(kind: String, payload: JSONValue)] = []
        for _ in 0..<dice.int(hot ? 1...4 : 0...2) {
            result.append(
                dice.pick([
                    ("page.viewed", ["page": "pricing", "seconds": .int(Int64(dice.int(20...300)))]),
                    ("page.viewed", ["page": "quote", "seconds": .int(Int64(dice.int(20...200)))]),
                    ("document.read", ["kind": "technical", "seconds": .int(Int64(dice.int(60...400)))]),
                    ("material.viewed", ["kind": "brochure", "seconds": .int(Int64(dice.int(20...120)))]),
                ]))
        }
        return result
    }
}
