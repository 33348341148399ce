/// The pure functions of dates.
enum DateSpecs {
    static let all: [FunctionSpec] = [
        date, dateAdd, dateDifference, year, month, day, quarter, weekday, weekNumber, isoWeekNumber, edate,
        endOfMonth, dateDif, dateValue, dateText,
    ]

    static func checked(_ date: LocalDate) throws(FormulaError) -> Value {
        guard date >= .first, date <= .last else { throw .date() }
        return .date(date)
    }

    static let date = FunctionSpec(
        "DATE", [.number, .number, .number], result: .date, canFail: true,
        postgres: .init(
            arguments: "y numeric, m numeric, d numeric", returns: "text",
            body: """
                SELECT CASE WHEN trunc(d) - 1 BETWEEN date '0001-01-01' - start AND date '9999-12-31' - start
                THEN yy_iso(start + (trunc(d) - 1)::int) END
                FROM (SELECT CASE WHEN months BETWEEN 12 AND 119999
                  THEN make_date((months / 12)::int, (months % 12)::int + 1, 1) END AS start
                  FROM (SELECT CASE WHEN abs(trunc(y)) <= 100000 AND abs(trunc(m)) <= 100000
                    THEN (trunc(y) * 12 + trunc(m) - 1)::bigint END AS months) AS counted) AS started
                """)
    ) { (arguments) throws(FormulaError) in
        let (year, month, day) = (arguments[0].asInteger, arguments[1].asInteger, arguments[2].asInteger)
        let months = year * 12 + month - 1
        guard year.magnitude <= 100_000, month.magnitude <= 100_000, day.magnitude <= 4_000_000,
            months >= 12, months < 120_000,
            let start = LocalDate(year: months / 12, month: months % 12 + 1, day: 1)
        else { throw .date() }
        return try checked(start.adding(days: day - 1))
    }

    static let dateAdd = FunctionSpec(
        "DATE_ADD", [.date, .number], result: .date, canFail: true,
        postgres: .init(
            arguments: "a text, n numeric", returns: "text",
            // PostgreSQL's own dates end in 4713 BC, so the range comes first.
            body: """
                SELECT CASE WHEN floor(n) BETWEEN date '0001-01-01' - a::date AND date '9999-12-31' - a::date
                THEN yy_iso(a::date + floor(n)::int) END
                """)
    ) { (arguments) throws(FormulaError) in
        let whole = arguments[1].asNumber.units
        let floored = (whole - (whole % ExactNumber.one + ExactNumber.one) % ExactNumber.one) / ExactNumber.one
        guard floored.magnitude <= 4_000_000 else { throw .date() }
        return try checked(arguments[0].asDate.adding(days: Int(floored)))
    }

    static let dateDifference = FunctionSpec(
        "DATE_DIFFERENCE", [.date, .date], result: .number, countsOnly: true,
        postgres: .init(arguments: "a text, b text", returns: "bigint", body: "SELECT (a::date - b::date)::bigint")
    ) { .count($0[0].asDate.days - $0[1].asDate.days) }

    private static func part(
        _ name: String, _ field: String, _ read: @escaping @Sendable (LocalDate) -> Int
    ) -> FunctionSpec {
        FunctionSpec(
            name, [.date], result: .number, countsOnly: true,
            postgres: .init(
                arguments: "a text", returns: "bigint", body: "SELECT extract(\(field) FROM a::date)::bigint")
        ) { .count(read($0[0].asDate)) }
    }

    static let year = part("YEAR", "year") { $0.year }
    static let month = part("MONTH", "month") { $0.month }
    static let day = part("DAY", "day") { $0.day }
    static let quarter = part("QUARTER", "quarter") { ($0.month + 2) / 3 }
    static let isoWeekNumber = part("ISOWEEKNUM", "week") { isoWeek($0) }

    private static func isoWeek(_ date: LocalDate) -> Int {
        let thursday = date.adding(days: 4 - date.weekday)
        return (dayOfYear(thursday) - 1) / 7 + 1
    }

    private static func dayOfYear(_ date: LocalDate) -> Int {
        date.days - date.adding(months: 1 - date.month).startOfMonth.days + 1
    }

    static let weekday = FunctionSpec(
        "WEEKDAY", [.date, .number], required: 1, result: .number, countsOnly: true, canFail: true,
        postgres: .init(
            arguments: "a text, n numeric DEFAULT 1", returns: "bigint",
            body: """
                SELECT CASE WHEN trunc(n) = 1 THEN w % 7 + 1 WHEN trunc(n) = 2 THEN w WHEN trunc(n) = 3 THEN w - 1
                WHEN trunc(n) BETWEEN 11 AND 17 THEN (w + 17 - trunc(n)::bigint) % 7 + 1 END
                FROM (SELECT extract(isodow FROM a::date)::bigint AS w) AS weekday
                """)
    ) { (arguments) throws(FormulaError) in
        let weekday = arguments[0].asDate.weekday
        switch arguments.count > 1 ? arguments[1].asInteger : 1 {
        case 1: return .count(weekday % 7 + 1)
        case 2: return .count(weekday)
        case 3: return .count(weekday - 1)
        case let start where (11...17).contains(start): return .count((weekday + 17 - start) % 7 + 1)
        default: throw .number()
        }
    }

    static let weekNumber = FunctionSpec(
        "WEEKNUM", [.date, .number], required: 1, result: .number, countsOnly: true, canFail: true,
        postgres: .init(
            arguments: "a text, n numeric DEFAULT 1", returns: "bigint",
            body: """
                SELECT CASE WHEN trunc(n) = 21 THEN extract(week FROM a::date)::bigint
                WHEN trunc(n) IN (1, 2) THEN (extract(doy FROM a::date)::bigint - 1
                  + (extract(isodow FROM date_trunc('year', a::date))::bigint + 1 - trunc(n)::bigint) % 7) / 7 + 1 END
                """)
    ) { (arguments) throws(FormulaError) in
        let date = arguments[0].asDate
        let kind = arguments.count > 1 ? arguments[1].asInteger : 1
        if kind == 21 { return .count(isoWeek(date)) }
        guard kind == 1 || kind == 2 else { throw .number() }
        let day = dayOfYear(date)
        let firstWeekday = date.adding(days: 1 - day).weekday
        return .count((day - 1 + (firstWeekday + 1 - kind) % 7) / 7 + 1)
    }
}
