public import FormulaLanguage

/// Working days and hours that answer questions; see ``WorkingTime``.
public struct CalendarModel: Sendable, WorkingCalendar {
    public let definition: CalendarDefinition
    /// Counts up each time the calendar is published; deadlines keep it.
    public let version: Int
    let off: Set<LocalDate>
    let worked: Set<LocalDate>
    /// The days that really are exceptions, as sorted day numbers.
    let offDays: [Int]
    let workedDays: [Int]
    /// Working hours of a day, in milliseconds since midnight.
    let shifts: [Range<Int64>]
    let millisecondsPerDay: Int64

    init(definition: CalendarDefinition, version: Int) {
        self.definition = definition
        self.version = version
        off = Set(definition.off.compactMap { LocalDate($0) })
        worked = Set(definition.worked.compactMap { LocalDate($0) })
        offDays = off.filter { $0.weekday < 6 }.map(\.days).sorted()
        workedDays = worked.filter { $0.weekday >= 6 }.map(\.days).sorted()
        shifts = definition.shifts.filter { $0.start < $0.end }.sorted { $0.start < $1.start }
            .map { Int64($0.start) * 60_000..<Int64($0.end) * 60_000 }
        millisecondsPerDay = shifts.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    }

    public func isWorkday(_ date: LocalDate) -> Bool {
        date.weekday >= 6 ? worked.contains(date) : !off.contains(date)
    }

    public var exceptions: (off: [LocalDate], worked: [LocalDate]) {
        (off.sorted(), worked.sorted())
    }

    /// Whether the holidays of a day's year have been announced and entered.
    public func isCertain(_ date: LocalDate) -> Bool {
        definition.certainYears.contains(date.year)
    }

    /// Working minutes of a full day.
    public var minutesPerDay: Int { Int(millisecondsPerDay / 60_000) }
}
