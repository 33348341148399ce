import Definitions
import FormulaLanguage
import Testing

@testable import Leads

@Suite("L4 behaviour scoring explains itself line by line")
struct ScoreSheetTests {
    static let now = Instant(milliseconds: 1_790_000_000_000)

    static func indicator(
        _ key: String, _ points: Int, event: String? = nil, match: [String: String] = [:], cap: Int? = nil,
        windowDays: Int? = nil, halfLifeDays: Int? = nil
    ) -> ScoreIndicator {
        var result = ScoreIndicator(key: key, label: Label(key), points: points)
        result.event = event
        result.match = match
        result.cap = cap
        result.windowDays = windowDays
        result.halfLifeDays = halfLifeDays
        return result
    }

    static func definition(_ indicators: [ScoreIndicator]) -> ScoreDefinition {
        ScoreDefinition(
            key: "lead", label: Label("线索评分"), object: "lead", field: "score", gradeField: "grade",
            indicators: indicators, grades: [Grade(key: "B", minimum: 30), Grade(key: "A", minimum: 60)])
    }

    static func seen(_ page: String, daysAgo: Double = 0) -> Behaviour {
        let at = Instant(milliseconds: now.milliseconds - Int64(daysAgo * 86_400_000))
        return Behaviour(kind: "page.viewed", occurredAt: at, payload: ["page": page])
    }

    static let pricing = indicator("pricing", 15, event: "page.viewed", match: ["page": "pricing"], cap: 45)

    static func sheet(_ indicators: [ScoreIndicator], _ behaviours: [Behaviour], true keys: Set<String> = [])
        -> ScoreSheet
    {
        ScoreSheet.make(definition(indicators), behaviours: behaviours, now: now) { keys.contains($0.key) }
    }

    @Test("L4.1 a pricing page view is worth 15 and other pages nothing")
    func matching() {
        let sheet = Self.sheet([Self.pricing], [Self.seen("pricing"), Self.seen("home")])
        #expect(sheet.lines == [ScoreLine(key: "pricing", points: 15, count: 1)])
        #expect(sheet.total == 15)
    }

    @Test("L4.2 a cap limits a line and the line says so")
    func cap() {
        let sheet = Self.sheet([Self.pricing], Array(repeating: Self.seen("pricing"), count: 5))
        #expect(sheet.lines == [ScoreLine(key: "pricing", points: 45, count: 5, capped: true)])
    }

    @Test(
        "L4.3 points halve after the half-life and end with the window",
        arguments: [
            (0.0, 20), (30.0, 10), (60.0, 5), (91.0, 0),
        ])
    func decay(daysAgo: Double, points: Int) {
        let line = Self.indicator("doc", 20, event: "page.viewed", windowDays: 90, halfLifeDays: 30)
        #expect(Self.sheet([line], [Self.seen("x", daysAgo: daysAgo)]).total == points)
    }

    @Test("L4.4 conditions on the record count once and may be negative")
    func conditions() {
        let role = Self.indicator("role", 25)
        let silent = Self.indicator("silent", -10)
        let sheet = Self.sheet([role, silent], [], true: ["role", "silent"])
        #expect(sheet.lines.map(\.points) == [25, -10])
        #expect(sheet.total == 15)
        #expect(Self.sheet([silent], [], true: ["silent"]).total == 0, "a total never falls below zero")
    }

    @Test(
        "L4.5 the grade is the highest threshold reached",
        arguments: [
            (29, nil), (30, "B"), (59, "B"), (60, "A"), (200, "A"),
        ] as [(Int, String?)])
    func grades(points: Int, grade: String?) {
        #expect(Self.sheet([Self.indicator("x", points)], [], true: ["x"]).grade == grade)
    }

    @Test("an event dated in the future does not count")
    func future() {
        #expect(Self.sheet([Self.pricing], [Self.seen("pricing", daysAgo: -1)]).total == 0)
    }
}
