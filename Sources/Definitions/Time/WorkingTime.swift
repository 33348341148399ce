public import FormulaLanguage

/// Arithmetic with working time: pure, without a clock, and fast however far
/// the dates lie apart.
///
/// It rests on one function, the working time before an instant; a deadline
/// is that function's inverse. Nothing is counted minute by minute or day by
/// day. A working day is as long as the calendar's hours, so five working
/// days from Wednesday 10:00 end on the next Wednesday at 10:00, holidays
/// apart.
public struct WorkingTime: Sendable {
    public let calendar: CalendarModel
    public let zone: WorkspaceZone

    public init(calendar: CalendarModel, zone: WorkspaceZone = .shanghai) {
        self.calendar = calendar
        self.zone = zone
    }

    /// The first instant by which so much working time has passed. At the end
    /// of a day it is that evening, not the next morning. Zero or less gives
    /// the start itself.
    public func deadline(from start: Instant, workingMinutes: Int) -> Instant {
        deadline(from: start, workingMilliseconds: Int64(workingMinutes) * 60_000)
    }

    /// The first instant by which so many full working days have passed.
    public func adding(workingDays: Int, to start: Instant) -> Instant {
        deadline(from: start, workingMilliseconds: Int64(workingDays) * calendar.millisecondsPerDay)
    }

    /// The last instant from which the deadline is not after `end`: what
    /// began then or earlier is due at `end`. Zero or less gives the end
    /// itself.
    public func subtracting(workingMinutes: Int, from end: Instant) -> Instant {
        latestStart(of: Int64(workingMinutes) * 60_000, endingAt: end)
    }

    /// The same for full working days; the threshold of a sweep.
    public func subtracting(workingDays: Int, from end: Instant) -> Instant {
        latestStart(of: Int64(workingDays) * calendar.millisecondsPerDay, endingAt: end)
    }

    /// Whole working minutes between two instants; negative where the second
    /// is earlier.
    public func workingMinutes(from start: Instant, to end: Instant) -> Int {
        Int((elapsed(before: end) - elapsed(before: start)) / 60_000)
    }

    /// Working days between two instants, in parts of a day.
    public func workingDays(from start: Instant, to end: Instant) -> Double {
        guard calendar.millisecondsPerDay > 0 else { return 0 }
        return Double(elapsed(before: end) - elapsed(before: start)) / Double(calendar.millisecondsPerDay)
    }

    /// Whether people work at this instant.
    public func isWorking(_ instant: Instant) -> Bool {
        let (day, within) = split(instant)
        return calendar.isWorkday(LocalDate(days: day)) && calendar.shifts.contains { $0.contains(within) }
    }

    /// The instant itself while people work, else the next start of work.
    public func nextWorkingInstant(at instant: Instant) -> Instant {
        guard !isWorking(instant), calendar.millisecondsPerDay > 0 else { return instant }
        return last(at: elapsed(before: instant))
    }
}

extension WorkingTime {
    private func deadline(from start: Instant, workingMilliseconds: Int64) -> Instant {
        guard workingMilliseconds > 0, calendar.millisecondsPerDay > 0 else { return start }
        return first(at: elapsed(before: start) + workingMilliseconds)
    }

    private func latestStart(of workingMilliseconds: Int64, endingAt end: Instant) -> Instant {
        guard workingMilliseconds > 0, calendar.millisecondsPerDay > 0 else { return end }
        return last(at: elapsed(before: end) - workingMilliseconds)
    }

    /// Working time before an instant, counted from 1970.
    private func elapsed(before instant: Instant) -> Int64 {
        let (day, within) = split(instant)
        let full = Int64(calendar.workdays(before: day)) * calendar.millisecondsPerDay
        guard calendar.isWorkday(LocalDate(days: day)) else { return full }
        return calendar.shifts.reduce(full) { sum, shift in
            sum + max(0, min(within, shift.upperBound) - shift.lowerBound)
        }
    }

    /// The first instant before which so much working time lies.
    private func first(at elapsed: Int64) -> Instant {
        let (workday, rest) = divide(elapsed, calendar.millisecondsPerDay)
        guard rest > 0 else {
            return instant(calendar.day(ofWorkday: workday - 1), calendar.shifts.last?.upperBound ?? 0)
        }
        var left = rest
        for shift in calendar.shifts {
            let length = shift.upperBound - shift.lowerBound
            if left <= length { return instant(calendar.day(ofWorkday: workday), shift.lowerBound + left) }
            left -= length
        }
        return instant(calendar.day(ofWorkday: workday), calendar.shifts.last?.upperBound ?? 0)
    }

    /// The last instant before which no more working time lies.
    private func last(at elapsed: Int64) -> Instant {
        let (workday, rest) = divide(elapsed, calendar.millisecondsPerDay)
        var left = rest
        for shift in calendar.shifts {
            let length = shift.upperBound - shift.lowerBound
            if left < length { return instant(calendar.day(ofWorkday: workday), shift.lowerBound + left) }
            left -= length
        }
        return instant(calendar.day(ofWorkday: workday + 1), calendar.shifts.first?.lowerBound ?? 0)
    }

    private func split(_ instant: Instant) -> (day: Int, within: Int64) {
        let local = instant.adding(milliseconds: Int64(zone.offsetMinutes) * 60_000).milliseconds
        let (day, within) = divide(local, 86_400_000)
        return (day, within)
    }

    private func instant(_ day: Int, _ within: Int64) -> Instant {
        zone.instant(LocalDate(days: day)).adding(milliseconds: within)
    }

    /// Quotient rounded down, with a remainder that is never negative.
    private func divide(_ value: Int64, _ divisor: Int64) -> (Int, Int64) {
        let rest = value % divisor
        return rest < 0 ? (Int(value / divisor) - 1, rest + divisor) : (Int(value / divisor), rest)
    }
}
