/// Which days are worked: weekends off, with exceptions both ways.
public protocol WorkingCalendar: Sendable {
    /// Whether a day is worked.
    func isWorkday(_ date: LocalDate) -> Bool
    /// Weekdays that are off (statutory holidays) and weekend days that are
    /// worked (调休). Formulas are compiled to SQL from these lists, so
    /// ``isWorkday(_:)`` must say the same.
    var exceptions: (off: [LocalDate], worked: [LocalDate]) { get }
}

/// Saturdays and Sundays off, with the given exceptions.
public struct WeekendCalendar: WorkingCalendar, Hashable {
    /// Weekdays that are off.
    public let off: Set<LocalDate>
    /// Weekend days that are worked.
    public let worked: Set<LocalDate>

    public init(off: Set<LocalDate> = [], worked: Set<LocalDate> = []) {
        self.off = off
        self.worked = worked
    }

    public var exceptions: (off: [LocalDate], worked: [LocalDate]) {
        (off.sorted(), worked.sorted())
    }

    public func isWorkday(_ date: LocalDate) -> Bool {
        date.weekday >= 6 ? worked.contains(date) : !off.contains(date)
    }
}
