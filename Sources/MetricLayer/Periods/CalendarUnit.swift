public import FormulaLanguage

/// A stretch of the calendar that buckets and periods are made of.
public enum CalendarUnit: String, Sendable, Hashable, CaseIterable {
    case day, week, month, quarter, year

    /// Months in it; 0 for days and weeks.
    var months: Int {
        switch self {
        case .day, .week: 0
        case .month: 1
        case .quarter: 3
        case .year: 12
        }
    }

    /// The first day of the unit that holds a day; weeks begin on Monday.
    public func start(of day: LocalDate) -> LocalDate {
        switch self {
        case .day: day
        case .week: day.adding(days: 1 - day.weekday)
        case .month: day.startOfMonth
        case .quarter: day.startOfMonth.adding(months: -((day.month - 1) % 3))
        case .year: day.startOfMonth.adding(months: 1 - day.month)
        }
    }

    /// The first day of the unit so many units later.
    func start(of day: LocalDate, moved count: Int) -> LocalDate {
        let start = start(of: day)
        switch self {
        case .day: return start.adding(days: count)
        case .week: return start.adding(days: 7 * count)
        case .month, .quarter, .year: return start.adding(months: months * count)
        }
    }

    /// The last day of the unit that holds a day.
    public func end(of day: LocalDate) -> LocalDate {
        start(of: day, moved: 1).adding(days: -1)
    }
}
