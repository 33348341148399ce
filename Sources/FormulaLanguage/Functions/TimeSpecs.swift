/// The pure functions of instants.
enum TimeSpecs {
    static let all: [FunctionSpec] = [
        hour, minute, second, localDate, midnight, makeInstant, moved, difference, hoursBetween, minutesBetween,
        instantText, timeText,
    ]

    private static func zone(_ value: Value?) -> WorkspaceZone {
        WorkspaceZone(offsetMinutes: value?.asInteger ?? 480)
    }

    /// Milliseconds since local midnight, on PostgreSQL.
    private static let within = "(((a + z::bigint * 60000) % 86400000 + 86400000) % 86400000)"

    /// The local day, on PostgreSQL.
    private static let localDay = "(date '1970-01-01' + floor((a + z * 60000) / 86400000)::int)"

    private static func part(_ name: String, _ sql: String, _ divisor: Int, _ modulus: Int) -> FunctionSpec {
        FunctionSpec(
            name, [.instant], hidden: [.zone], result: .number, countsOnly: true,
            postgres: .init(arguments: "a bigint, z numeric", returns: "bigint", body: "SELECT \(within) \(sql)")
        ) { .count(zone($0[1]).split($0[0].asInstant).milliseconds / divisor % modulus) }
    }

    static let hour = part("HOUR", "/ 3600000", 3_600_000, 24)
    static let minute = part("MINUTE", "/ 60000 % 60", 60_000, 60)
    static let second = part("SECOND", "/ 1000 % 60", 1000, 60)

    static let localDate = FunctionSpec(
        "LOCAL_DATE", [.instant], hidden: [.zone], result: .date,
        postgres: .init(
            arguments: "a bigint, z numeric", returns: "text", body: "SELECT to_char(\(localDay), 'YYYY-MM-DD')")
    ) { .date(zone($0[1]).date(of: $0[0].asInstant)) }

    static let midnight = FunctionSpec(
        "MIDNIGHT", [.date], hidden: [.zone], result: .instant,
        postgres: .init(
            arguments: "a text, z numeric", returns: "bigint",
            body: "SELECT (a::date - date '1970-01-01')::bigint * 86400000 - z::bigint * 60000")
    ) { .instant(zone($0[1]).instant($0[0].asDate)) }

    static let makeInstant = FunctionSpec(
        "DATETIME", [.date, .number, .number], required: 2, hidden: [.zone], result: .instant, canFail: true,
        postgres: .init(
            arguments: "a text, h numeric, m numeric, z numeric", returns: "bigint",
            body: """
                SELECT CASE WHEN trunc(h) NOT BETWEEN 0 AND 23 OR trunc(m) NOT BETWEEN 0 AND 59 THEN NULL
                ELSE (a::date - date '1970-01-01')::bigint * 86400000
                  + (trunc(h) * 60 + trunc(m) - z)::bigint * 60000 END
                """)
    ) { (arguments) throws(FormulaError) in
        let (hour, minute) = (arguments[1].asInteger, arguments[2].asInteger)
        guard (0...23).contains(hour), (0...59).contains(minute) else { throw .number() }
        return .instant(zone(arguments[3]).instant(arguments[0].asDate, minuteOfDay: hour * 60 + minute))
    }

    /// The instants of the years 1 to 9999, a day short at both ends so that
    /// every zone's local day is one of those years.
    static let earliest = (Int64(LocalDate.first.days) + 1) * 86_400_000
    static let latest = (Int64(LocalDate.last.days) - 1) * 86_400_000

    static let moved = FunctionSpec(
        "INSTANT_ADD", [.instant, .number], result: .instant, canFail: true,
        postgres: .init(
            arguments: "a bigint, n numeric", returns: "bigint",
            body: """
                SELECT CASE WHEN abs(n) < 4000000 AND a + round(n * 86400000) BETWEEN \(earliest) AND \(latest)
                THEN (a + round(n * 86400000))::bigint END
                """)
    ) { (arguments) throws(FormulaError) in
        let days = arguments[1].asNumber
        guard days.absolute < 4_000_000 else { throw .date() }
        let delta = ExactNumber.divide(days.units * 86_400_000, by: ExactNumber.one)
        let moved = arguments[0].asInstant.adding(milliseconds: Int64(delta))
        guard (earliest...latest).contains(moved.milliseconds) else { throw .date() }
        return .instant(moved)
    }

    private static func span(_ name: String, _ unit: Int, reversed: Bool) -> FunctionSpec {
        FunctionSpec(
            name, [.instant, .instant], result: .number,
            postgres: .init(
                arguments: "a bigint, b bigint", returns: "numeric",
                body: "SELECT yy_div(\(reversed ? "b::numeric - a" : "a::numeric - b"), \(unit))")
        ) { (arguments) throws(FormulaError) in
            let (first, second) = (arguments[0].asInstant.milliseconds, arguments[1].asInstant.milliseconds)
            let delta = Int128(first) - Int128(second)
            return try .number { () throws(ExactNumber.Failure) in
                try ExactNumber(units: (reversed ? -delta : delta) * ExactNumber.one).divided(by: ExactNumber(unit))
            }
        }
    }

    static let difference = span("INSTANT_DIFFERENCE", 86_400_000, reversed: false)
    static let hoursBetween = span("HOURSBETWEEN", 3_600_000, reversed: true)
    static let minutesBetween = span("MINUTESBETWEEN", 60_000, reversed: true)

    static let instantText = FunctionSpec(
        "INSTANT_TEXT", [.instant], hidden: [.zone], result: .text,
        postgres: .init(
            arguments: "a bigint, z numeric", returns: "text",
            body: """
                SELECT to_char(\(localDay), 'YYYY-MM-DD') || ' '
                  || to_char(time '00:00' + make_interval(secs => \(within) / 1000), 'HH24:MI:SS')
                """)
    ) { arguments in
        let parts = zone(arguments[1]).split(arguments[0].asInstant)
        let clock = [3_600_000, 60_000, 1000].map { unit in
            DateFormat.padded(parts.milliseconds / unit % (unit == 3_600_000 ? 24 : 60))
        }
        return .text("\(LocalDate(days: parts.days)) \(clock.joined(separator: ":"))")
    }

    /// One token of the time part of a format of `TEXT`.
    static let timeText = FunctionSpec(
        "TIME_TEXT", [.instant, .text], hidden: [.zone], result: .text,
        postgres: .init(
            arguments: "a bigint, c text, z numeric", returns: "text",
            body: """
                SELECT CASE WHEN char_length(c) = 2 THEN lpad(v, 2, '0') ELSE v END
                FROM (SELECT (CASE left(c, 1) WHEN 'h' THEN \(within) / 3600000
                  WHEN 'n' THEN \(within) / 60000 % 60 ELSE \(within) / 1000 % 60 END)::text AS v) AS counted
                """)
    ) { arguments in
        let within = zone(arguments[2]).split(arguments[0].asInstant).milliseconds
        return .text(DateFormat.clock(within, arguments[1].asText))
    }
}
