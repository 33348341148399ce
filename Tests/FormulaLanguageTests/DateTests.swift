import FormulaLanguage
import Testing

@Suite("P2 Local dates follow the calendar")
struct DateTests {
    @Test("P2 every day of 800 years survives its parts")
    func everyDay() {
        var date = LocalDate(year: 1600, month: 1, day: 1)!
        var weekday = 6
        while date.year < 2400 {
            let (year, month, day) = date.parts
            #expect(LocalDate(year: year, month: month, day: day) == date)
            #expect(date.weekday == weekday)
            weekday = weekday % 7 + 1
            date.days += 1
        }
        #expect(date.days == LocalDate("2400-01-01")?.days)
    }

    @Test(
        "P2 only real days are read",
        arguments: [
            "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "0000-01-01", "2026-01-32", "２０２６-01-01",
            "2026-01-01 ", "",
        ])
    func refused(_ text: String) {
        #expect(LocalDate(text) == nil)
    }

    @Test(
        "P2 months end where they end",
        arguments: [
            ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-03-31", -1, "2026-02-28"),
            ("2024-02-29", 12, "2025-02-28"), ("2026-01-15", -13, "2024-12-15"),
        ])
    func months(_ start: String, _ count: Int, _ wanted: String) {
        #expect(LocalDate(start)?.adding(months: count).description == wanted)
    }

    @Test("P2 a local day begins at its zone's midnight")
    func zones() {
        let shanghai = WorkspaceZone.shanghai
        let eve = Instant(milliseconds: 1_774_972_799_999)
        #expect(shanghai.date(of: eve).description == "2026-03-31")
        #expect(shanghai.date(of: eve.adding(milliseconds: 1)).description == "2026-04-01")
        #expect(WorkspaceZone(offsetMinutes: 0).date(of: eve).description == "2026-03-31")
        #expect(shanghai.minuteOfDay(of: eve) == 1439)
        #expect(shanghai.instant(LocalDate("1969-12-31")!) == Instant(milliseconds: -115_200_000))
        #expect(shanghai.date(of: Instant(milliseconds: -1)).description == "1970-01-01")
    }

    @Test("P2 调休 turns weekends into working days and holidays into free ones")
    func workdays() {
        #expect(SampleRow.holidays.isWorkday(LocalDate("2026-02-14")!))
        #expect(!SampleRow.holidays.isWorkday(LocalDate("2026-02-16")!))
        #expect(!SampleRow.holidays.isWorkday(LocalDate("2026-02-15")!))
    }
}
