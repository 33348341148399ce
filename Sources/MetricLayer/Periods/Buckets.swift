import FormulaLanguage

/// Neighbouring spans of days that a trend is drawn over, oldest first.
struct Buckets: Sendable, Hashable {
    let unit: CalendarUnit
    let spans: [Period]

    /// The most a single question may ask for.
    static let limit = 62

    /// The last buckets up to a period's end, in a unit that suits the
    /// period's length; nothing after today unless the period lies ahead.
    init(trend count: Int = 12, until period: Period, today: LocalDate) {
        unit = Buckets.unit(for: period)
        let end = period.from > today ? period.to : min(period.to, today)
        let unit = unit
        spans = (0..<count).reversed().map { back in
            let start = unit.start(of: end, moved: -back)
            return Period(name: .custom, from: start, to: unit.end(of: start))
        }
    }

    /// The units a period is made of, its ends cut off; the unit grows until
    /// there are no more than ``limit``.
    init(dividing period: Period, by unit: CalendarUnit) {
        var unit = unit
        var spans = Buckets.spans(period, unit)
        while spans == nil, let next = unit.next {
            unit = next
            spans = Buckets.spans(period, unit)
        }
        self.unit = unit
        self.spans = spans ?? [period]
    }

    private static func spans(_ period: Period, _ unit: CalendarUnit) -> [Period]? {
        var result: [Period] = []
        var start = period.from
        while start <= period.to {
            guard result.count < limit else { return nil }
            let end = min(unit.end(of: start), period.to)
            result.append(Period(name: .custom, from: start, to: end))
            start = end.adding(days: 1)
        }
        return result
    }

    private static func unit(for period: Period) -> CalendarUnit {
        if period.name.unit != .day { return period.name.unit == .week ? .week : .month }
        switch period.length {
        case ...13: return .day
        case ...45: return .week
        default: return .month
        }
    }

    /// All the spans together; nil if there is none.
    var whole: Period? {
        guard let first = spans.first, let last = spans.last else { return nil }
        return Period(name: .custom, from: first.from, to: last.to)
    }

    /// What a bucket's axis says: `02-14` for days and weeks, `2025-02` for
    /// months.
    func label(_ index: Int) -> String {
        let from = spans[index].from.description
        switch unit {
        case .day, .week: return String(from.suffix(5))
        case .month: return String(from.prefix(7))
        case .quarter: return "\(from.prefix(4)) Q\((spans[index].from.month + 2) / 3)"
        case .year: return String(from.prefix(4))
        }
    }
}

extension CalendarUnit {
    fileprivate var next: CalendarUnit? {
        switch self {
        case .day: .week
        case .week: .month
        case .month: .quarter
        case .quarter: .year
        case .year: nil
        }
    }
}
