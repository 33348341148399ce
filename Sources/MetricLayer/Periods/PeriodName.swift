/// The periods a board offers by name.
public enum PeriodName: String, Sendable, Hashable, CaseIterable {
    case today
    case thisWeek = "this_week"
    case lastWeek = "last_week"
    case thisMonth = "this_month"
    case lastMonth = "last_month"
    case thisQuarter = "this_quarter"
    case lastQuarter = "last_quarter"
    case thisYear = "this_year"
    case lastYear = "last_year"
    case last7Days = "last_7_days"
    case last30Days = "last_30_days"
    /// Two dates chosen by hand.
    case custom

    var labels: (zh: String, en: String) {
        switch self {
        case .today: ("今天", "Today")
        case .thisWeek: ("本周", "This week")
        case .lastWeek: ("上周", "Last week")
        case .thisMonth: ("本月", "This month")
        case .lastMonth: ("上月", "Last month")
        case .thisQuarter: ("本季度", "This quarter")
        case .lastQuarter: ("上季度", "Last quarter")
        case .thisYear: ("今年", "This year")
        case .lastYear: ("去年", "Last year")
        case .last7Days: ("近 7 天", "Last 7 days")
        case .last30Days: ("近 30 天", "Last 30 days")
        case .custom: ("自选", "Custom")
        }
    }

    /// The calendar unit it is made of.
    var unit: CalendarUnit {
        switch self {
        case .thisWeek, .lastWeek: .week
        case .thisMonth, .lastMonth: .month
        case .thisQuarter, .lastQuarter: .quarter
        case .thisYear, .lastYear: .year
        case .today, .last7Days, .last30Days, .custom: .day
        }
    }
}
