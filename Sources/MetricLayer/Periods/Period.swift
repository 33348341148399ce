public import FormulaLanguage

/// A span of local days that a number is about, both ends included.
///
/// ```swift
/// Period(.thisMonth, today: LocalDate("2025-02-14")!)  // 2025-02-01 … 2025-02-28
/// ```
public struct Period: Sendable, Hashable {
    /// The first local day.
    public let from: LocalDate
    /// The last local day, never before ``from``.
    public let to: LocalDate
    /// Which name it was asked by.
    public let name: PeriodName

    init(name: PeriodName, from: LocalDate, to: LocalDate) {
        self.name = name
        self.from = from
        self.to = max(from, to)
    }

    /// A named period as seen on a day.
    public init(_ name: PeriodName, today: LocalDate) {
        let unit = name.unit
        switch name {
        case .thisWeek, .thisMonth, .thisQuarter, .thisYear:
            self.init(name: name, from: unit.start(of: today), to: unit.end(of: today))
        case .lastWeek, .lastMonth, .lastQuarter, .lastYear:
            let last = unit.start(of: today).adding(days: -1)
            self.init(name: name, from: unit.start(of: last), to: last)
        case .last7Days: self.init(name: name, from: today.adding(days: -6), to: today)
        case .last30Days: self.init(name: name, from: today.adding(days: -29), to: today)
        default: self.init(name: .today, from: today, to: today)
        }
    }

    /// A period of one's own; nil when the end lies before the start or more
    /// than ten years after it.
    public init?(from: LocalDate, to: LocalDate) {
        guard from <= to, to.days - from.days <= 3660 else { return nil }
        self.init(name: .custom, from: from, to: to)
    }

    /// Reads the query of a board: a name such as `last_month`, or
    /// `2025-01-01..2025-01-15`. Nothing means this month; nil means neither.
    public static func reading(_ text: String?, today: LocalDate) -> Period? {
        guard let text, !text.isEmpty else { return Period(.thisMonth, today: today) }
        if let name = PeriodName(rawValue: text), name != .custom { return Period(name, today: today) }
        let ends = text.split(separator: ".", omittingEmptySubsequences: true).map(String.init)
        guard ends.count == 2, text == ends.joined(separator: ".."),
            let from = LocalDate(ends[0]), let to = LocalDate(ends[1])
        else { return nil }
        return Period(from: from, to: to)
    }

    /// How many days it has.
    public var length: Int { to.days - from.days + 1 }

    /// What the period is called in Chinese.
    public var labelZh: String { name == .custom ? "\(from) 至 \(to)" : name.labels.zh }
    /// What the period is called in English.
    public var labelEn: String { name == .custom ? "\(from) to \(to)" : name.labels.en }

    /// Milliseconds from the first local midnight up to, but not including,
    /// the midnight after the last day.
    public func instants(in zone: WorkspaceZone) -> Range<Int64> {
        zone.instant(from).milliseconds..<zone.instant(to.adding(days: 1)).milliseconds
    }

    /// The earlier period to compare with.
    ///
    /// A running month, quarter, year or week is compared with as much of
    /// the one before: on 14 May, 1–14 April. A day the earlier month lacks
    /// becomes its last, and the last day of a period stands for the whole
    /// of the one before (30 April: all of March).
    public func previous(today: LocalDate) -> Period {
        switch name {
        case .thisWeek, .thisMonth, .thisQuarter, .thisYear: running(today: today)
        case .lastWeek, .lastMonth, .lastQuarter, .lastYear: whole(before: from)
        case .custom where isWholeMonths: monthsBefore
        default: Period(name: .custom, from: from.adding(days: -length), to: from.adding(days: -1))
        }
    }

    private func running(today: LocalDate) -> Period {
        let earlier = whole(before: from)
        guard today >= from, today < to else { return earlier }
        let end = name.unit == .week ? today.adding(days: -7) : today.adding(months: -name.unit.months)
        return Period(name: .custom, from: earlier.from, to: min(end, earlier.to))
    }

    private func whole(before day: LocalDate) -> Period {
        let last = day.adding(days: -1)
        return Period(name: .custom, from: name.unit.start(of: last), to: last)
    }

    private var isWholeMonths: Bool { from == from.startOfMonth && to == to.endOfMonth }

    private var monthsBefore: Period {
        let months = (to.year - from.year) * 12 + to.month - from.month + 1
        return Period(name: .custom, from: from.adding(months: -months), to: from.adding(days: -1))
    }
}
