import FormulaLanguage
import Testing

@testable import MetricLayer

/// P8: the period of a board, and what it is compared with.
@Suite("P8 periods")
struct PeriodTests {
    private static func day(_ text: String) -> LocalDate { LocalDate(text) ?? .first }

    @Test(
        "P8.4 a named period has its first and last day",
        arguments: [
            ("today", "2025-02-14", "2025-02-14", "2025-02-14"),
            ("this_week", "2025-02-14", "2025-02-10", "2025-02-16"),
            ("this_week", "2025-02-10", "2025-02-10", "2025-02-16"),
            ("this_week", "2025-02-16", "2025-02-10", "2025-02-16"),
            ("last_week", "2025-02-14", "2025-02-03", "2025-02-09"),
            ("this_month", "2024-02-29", "2024-02-01", "2024-02-29"),
            ("this_month", "2025-02-01", "2025-02-01", "2025-02-28"),
            ("last_month", "2025-03-31", "2025-02-01", "2025-02-28"),
            ("last_month", "2025-01-01", "2024-12-01", "2024-12-31"),
            ("this_quarter", "2025-05-14", "2025-04-01", "2025-06-30"),
            ("this_quarter", "2025-12-31", "2025-10-01", "2025-12-31"),
            ("last_quarter", "2025-02-14", "2024-10-01", "2024-12-31"),
            ("this_year", "2025-12-31", "2025-01-01", "2025-12-31"),
            ("last_year", "2025-01-01", "2024-01-01", "2024-12-31"),
            ("last_7_days", "2025-03-02", "2025-02-24", "2025-03-02"),
            ("last_30_days", "2025-03-01", "2025-01-31", "2025-03-01"),
            ("2025-01-05..2025-01-09", "2025-03-01", "2025-01-05", "2025-01-09"),
        ])
    func ends(name: String, today: String, from: String, to: String) throws {
        let period = try #require(Period.reading(name, today: Self.day(today)))
        #expect(period.from.description == from)
        #expect(period.to.description == to)
    }

    @Test(
        "P9.3 a running period is compared with as much of the one before",
        arguments: [
            ("this_month", "2025-05-14", "2025-04-01", "2025-04-14"),
            ("this_month", "2025-03-30", "2025-02-01", "2025-02-28"),
            ("this_month", "2025-04-30", "2025-03-01", "2025-03-31"),
            ("this_month", "2024-03-29", "2024-02-01", "2024-02-29"),
            ("this_quarter", "2025-05-14", "2025-01-01", "2025-02-14"),
            ("this_quarter", "2025-06-30", "2025-01-01", "2025-03-31"),
            ("this_year", "2024-02-29", "2023-01-01", "2023-02-28"),
            ("this_week", "2025-02-14", "2025-02-03", "2025-02-07"),
            ("this_week", "2025-02-16", "2025-02-03", "2025-02-09"),
            ("last_month", "2025-03-15", "2025-01-01", "2025-01-31"),
            ("last_quarter", "2025-05-15", "2024-10-01", "2024-12-31"),
            ("last_7_days", "2025-02-14", "2025-02-01", "2025-02-07"),
            ("today", "2025-03-01", "2025-02-28", "2025-02-28"),
            ("2025-02-10..2025-02-14", "2025-03-01", "2025-02-05", "2025-02-09"),
            ("2025-01-01..2025-02-28", "2025-03-01", "2024-11-01", "2024-12-31"),
        ])
    func previous(name: String, today: String, from: String, to: String) throws {
        let period = try #require(Period.reading(name, today: Self.day(today)))
        let previous = period.previous(today: Self.day(today))
        #expect(previous.from.description == from)
        #expect(previous.to.description == to)
    }

    @Test("P8.4 a day begins at local midnight, whatever UTC says")
    func localMidnight() {
        let period = Period(.today, today: Self.day("2025-02-14"))
        let range = period.instants(in: .shanghai)
        // 2025-02-13T16:00:00Z … 2025-02-14T16:00:00Z
        #expect(range.lowerBound == 1_739_462_400_000)
        #expect(range.upperBound - range.lowerBound == 86_400_000)
        #expect(WorkspaceZone.shanghai.date(of: Instant(milliseconds: range.lowerBound)) == Self.day("2025-02-14"))
        #expect(WorkspaceZone.shanghai.date(of: Instant(milliseconds: range.lowerBound - 1)) == Self.day("2025-02-13"))
    }

    @Test(
        "P8.4 what is no period is refused",
        arguments: [
            "", "custom", "2025-02-30..2025-03-01", "2025-03-01..2025-02-01", "1900-01-01..2025-01-01", "yesterday", "2025-01-01.2025-01-02",
            "2025-01-01..2025-01-02..2025-01-03",
        ])
    func refused(text: String) {
        let period = Period.reading(text, today: Self.day("2025-02-14"))
        if text.isEmpty { #expect(period?.name == .thisMonth) } else { #expect(period == nil) }
    }

    @Test("P8.1 a trend has twelve neighbouring buckets that end with today", arguments: PeriodName.allCases.filter { $0 != .custom })
    func trend(name: PeriodName) throws {
        for offset in stride(from: 0, to: 400, by: 13) {
            let today = Self.day("2024-02-27").adding(days: offset)
            let buckets = Buckets(trend: 12, until: Period(name, today: today), today: today)
            #expect(buckets.spans.count == 12)
            for (earlier, later) in zip(buckets.spans, buckets.spans.dropFirst()) {
                #expect(earlier.to.adding(days: 1) == later.from)
            }
            let last = try #require(buckets.spans.last)
            let end = min(Period(name, today: today).to, today)
            #expect(last.from <= end && end <= last.to)
        }
    }

    @Test("P8.1 dividing a period leaves no day out and no day twice", arguments: CalendarUnit.allCases)
    func dividing(unit: CalendarUnit) {
        for length in [1, 6, 7, 8, 30, 61, 62, 63, 365, 3000] {
            let from = Self.day("2024-01-30")
            let period = Period(name: .custom, from: from, to: from.adding(days: length - 1))
            let buckets = Buckets(dividing: period, by: unit)
            #expect(buckets.spans.count <= Buckets.limit)
            #expect(buckets.whole?.from == period.from && buckets.whole?.to == period.to)
            #expect(buckets.spans.map(\.length).reduce(0, +) == length)
        }
    }
}
