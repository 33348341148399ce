import Definitions
import FormulaLanguage
import Testing

@Suite("L8.5 F5.1 Working time is exact at every edge")
struct WorkingTimeTests {
    private static let yaml = """
        kind: calendar
        key: standard
        label: 日历
        shifts: ["09:00-12:00", "13:30-18:00"]
        off: ["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"]
        worked: ["2026-09-20", "2026-10-10"]
        """
    private let time: WorkingTime

    init() throws {
        let schema = try Samples.compile(WorkingTimeTests.yaml)
        time = WorkingTime(calendar: try #require(schema.calendar("standard")))
    }

    private func at(_ date: String, _ hour: Int, _ minute: Int = 0) throws -> Instant {
        WorkspaceZone.shanghai.instant(try #require(LocalDate(date)), minuteOfDay: hour * 60 + minute)
    }

    @Test("A deadline inside one shift, over lunch, at its edges and over night")
    func oneDay() throws {
        #expect(try time.deadline(from: at("2026-09-22", 9), workingMinutes: 30) == at("2026-09-22", 9, 30))
        #expect(try time.deadline(from: at("2026-09-22", 11, 45), workingMinutes: 15) == at("2026-09-22", 12))
        #expect(try time.deadline(from: at("2026-09-22", 11, 45), workingMinutes: 30) == at("2026-09-22", 13, 45))
        #expect(try time.deadline(from: at("2026-09-22", 12, 10), workingMinutes: 30) == at("2026-09-22", 14))
        #expect(try time.deadline(from: at("2026-09-22", 17, 30), workingMinutes: 30) == at("2026-09-22", 18))
        #expect(try time.deadline(from: at("2026-09-22", 17, 30), workingMinutes: 31) == at("2026-09-23", 9, 1))
        #expect(try time.deadline(from: at("2026-09-22", 20), workingMinutes: 60) == at("2026-09-23", 10))
        #expect(try time.deadline(from: at("2026-09-22", 3), workingMinutes: 60) == at("2026-09-22", 10))
        #expect(try time.deadline(from: at("2026-09-22", 3), workingMinutes: 0) == at("2026-09-22", 3))
    }

    @Test("Weekends, holidays and 调休 days are counted as they are worked")
    func exceptions() throws {
        // Friday evening to Monday morning.
        #expect(try time.deadline(from: at("2026-09-18", 18), workingMinutes: 60) == at("2026-09-20", 10))
        // 2026-09-20 is a Sunday that is worked; the Saturday before is not.
        #expect(try time.isWorking(at("2026-09-20", 10)) && !time.isWorking(at("2026-09-19", 10)))
        // Over the National Day week to Thursday the 8th.
        #expect(try time.deadline(from: at("2026-09-30", 17), workingMinutes: 120) == at("2026-10-08", 10))
        #expect(try time.deadline(from: at("2026-10-09", 18), workingMinutes: 60) == at("2026-10-10", 10))
    }

    @Test("F5.1 Five working days end at the same time of day")
    func workingDays() throws {
        #expect(try time.adding(workingDays: 5, to: at("2026-09-09", 10)) == at("2026-09-16", 10))
        #expect(try time.adding(workingDays: 5, to: at("2026-09-30", 10)) == at("2026-10-13", 10))
        // Entered on a Saturday: due on Friday evening.
        #expect(try time.adding(workingDays: 5, to: at("2026-09-05", 10)) == at("2026-09-11", 18))
        #expect(try time.workingDays(from: at("2026-09-09", 10), to: at("2026-09-16", 10)) == 5)
    }

    @Test("The next working instant is now, after lunch or the next working day")
    func next() throws {
        #expect(try time.nextWorkingInstant(at: at("2026-09-22", 10)) == at("2026-09-22", 10))
        #expect(try time.nextWorkingInstant(at: at("2026-09-22", 12)) == at("2026-09-22", 13, 30))
        #expect(try time.nextWorkingInstant(at: at("2026-09-30", 18)) == at("2026-10-08", 9))
        #expect(try time.calendar.workday(after: #require(LocalDate("2026-09-30"))) == LocalDate("2026-10-08"))
        #expect(try time.calendar.workday(after: #require(LocalDate("2026-10-03"))) == LocalDate("2026-10-08"))
    }

    @Test("It agrees with counting minute by minute")
    func oracle() throws {
        let start = try at("2026-09-28", 0)
        let calendar = time.calendar
        var worked = 0
        for minute in 0..<(16 * 1440) {
            let instant = start.adding(milliseconds: Int64(minute) * 60_000)
            #expect(time.workingMinutes(from: start, to: instant) == worked)
            let date = WorkspaceZone.shanghai.date(of: instant)
            let clock = WorkspaceZone.shanghai.minuteOfDay(of: instant)
            let inShift = calendar.definition.shifts.contains { $0.start <= clock && clock < $0.end }
            if calendar.isWorkday(date), inShift { worked += 1 }
        }
    }

    @Test("Adding then measuring gives the same; later starts and longer times never end earlier")
    func properties() throws {
        var dice = SplitMix(seed: 7)
        let base = try at("2024-01-01", 0).milliseconds
        for _ in 0..<5_000 {
            let start = Instant(milliseconds: base + Int64.random(in: 0..<94_608_000_000, using: &dice))
            let minutes = Int.random(in: 1...60_000, using: &dice)
            let end = time.deadline(from: start, workingMinutes: minutes)
            #expect(time.workingMinutes(from: start, to: end) == minutes)
            #expect(time.workingMinutes(from: end, to: start) == -minutes)
            #expect(time.workingMinutes(from: start, to: end.adding(milliseconds: -1)) == minutes - 1)
            let later = start.adding(milliseconds: Int64.random(in: 0..<600_000_000, using: &dice))
            #expect(time.deadline(from: later, workingMinutes: minutes) >= end)
            #expect(time.deadline(from: start, workingMinutes: minutes + 1) > end)
        }
    }

    @Test("L9.1 A sweep's threshold finds exactly what is due")
    func sweep() throws {
        var dice = SplitMix(seed: 11)
        let base = try at("2026-09-01", 0).milliseconds
        for _ in 0..<5_000 {
            let now = Instant(milliseconds: base + Int64.random(in: 0..<5_184_000_000, using: &dice))
            let minutes = Int.random(in: 1...5_000, using: &dice)
            let threshold = time.subtracting(workingMinutes: minutes, from: now)
            #expect(time.deadline(from: threshold, workingMinutes: minutes) <= now)
            let after = threshold.adding(milliseconds: 1)
            #expect(time.deadline(from: after, workingMinutes: minutes) > now)
        }
        let now = try at("2026-09-16", 10)
        #expect(try time.subtracting(workingDays: 5, from: now) == at("2026-09-09", 10))
        #expect(time.subtracting(workingMinutes: 0, from: now) == now)
    }

    @Test("Distance costs nothing")
    func far() throws {
        let clock = ContinuousClock()
        let start = try at("1971-01-01", 10)
        let spent = clock.measure {
            for step in 0..<10_000 {
                let end = time.deadline(from: start, workingMinutes: 10_000_000 + step)
                #expect(time.workingMinutes(from: start, to: end) == 10_000_000 + step)
            }
        }
        #expect(spent < .seconds(5))
    }
}
