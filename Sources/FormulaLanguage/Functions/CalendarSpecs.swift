import Synchronization

/// The pure functions of working days. The calendar's exceptions travel as
/// text, `off,off|worked,worked`, so that every back end sees the same.
enum CalendarSpecs {
    static let all: [FunctionSpec] = [networkDays, workday, isWorkday]

    /// A calendar's exceptions as text.
    static func text(_ calendar: any WorkingCalendar) -> String {
        let (off, worked) = calendar.exceptions
        let free = off.filter { $0.weekday < 6 }.map(\.description).joined(separator: ",")
        let busy = worked.filter { $0.weekday >= 6 }.map(\.description).joined(separator: ",")
        return free + "|" + busy
    }

    private static let cache = Mutex<[String: WeekendCalendar]>([:])

    static func calendar(_ text: String) -> WeekendCalendar {
        cache.withLock { cache in
            if let known = cache[text] { return known }
            let halves = text.split(separator: "|", omittingEmptySubsequences: false).map { half in
                Set(half.split(separator: ",").compactMap { LocalDate(String($0)) })
            }
            let calendar = WeekendCalendar(off: halves.first ?? [], worked: halves.count > 1 ? halves[1] : [])
            if cache.count >= 16 { cache.removeAll() }
            cache[text] = calendar
            return calendar
        }
    }

    /// Monday to Friday from 1970-01-05 (a Monday) to before a day.
    private static func weekdays(before days: Int) -> Int {
        let shifted = days - 4
        let rest = LocalDate.remainder(shifted, 7)
        return (shifted - rest) / 7 * 5 + min(rest, 5)
    }

    private static func workdays(from start: LocalDate, to end: LocalDate, _ calendar: WeekendCalendar) -> Int {
        let range = start...end
        return weekdays(before: end.days + 1) - weekdays(before: start.days)
            - calendar.off.count { range.contains($0) } + calendar.worked.count { range.contains($0) }
    }

    static let networkDays = FunctionSpec(
        "NETWORKDAYS", [.date, .date], hidden: [.calendar], result: .number, countsOnly: true,
        postgres: .init(
            arguments: "a text, b text, c text", returns: "bigint",
            body: """
                SELECT CASE WHEN a <= b THEN n ELSE -n END FROM (
                  SELECT yy_weekdays(h::date + 1) - yy_weekdays(l::date)
                    - (SELECT count(*) FROM unnest(string_to_array(split_part(c, '|', 1), ',')) AS x
                      WHERE x >= l AND x <= h)
                    + (SELECT count(*) FROM unnest(string_to_array(split_part(c, '|', 2), ',')) AS x
                      WHERE x >= l AND x <= h) AS n
                  FROM (SELECT LEAST(a COLLATE "C", b COLLATE "C") AS l, GREATEST(a COLLATE "C", b COLLATE "C") AS h
                    WHERE a IS NOT NULL AND b IS NOT NULL) AS ends) AS counted
                """)
    ) { arguments in
        let (start, end) = (arguments[0].asDate, arguments[1].asDate)
        let calendar = calendar(arguments[2].asText)
        return .count(
            start <= end ? workdays(from: start, to: end, calendar) : -workdays(from: end, to: start, calendar))
    }

    static let workday = FunctionSpec(
        "WORKDAY", [.date, .number], hidden: [.calendar], result: .date, canFail: true,
        postgres: .init(
            arguments: "a text, n numeric, c text", returns: "text",
            body: """
                DECLARE d date := a::date; k int; free text[] := string_to_array(split_part(c, '|', 1), ',');
                  busy text[] := string_to_array(split_part(c, '|', 2), ',');
                BEGIN
                  IF abs(trunc(n)) > 10000 THEN RETURN NULL; END IF;
                  k := abs(trunc(n))::int;
                  WHILE k > 0 LOOP
                    d := d + sign(n)::int;
                    IF d NOT BETWEEN date '0001-01-01' AND date '9999-12-31' THEN RETURN NULL; END IF;
                    IF (CASE WHEN extract(isodow FROM d) >= 6 THEN to_char(d, 'YYYY-MM-DD') = ANY (busy)
                      ELSE NOT to_char(d, 'YYYY-MM-DD') = ANY (free) END)
                    THEN k := k - 1; END IF;
                  END LOOP;
                  RETURN yy_iso(d);
                END
                """, procedural: true)
    ) { (arguments) throws(FormulaError) in
        let count = arguments[1].asInteger
        guard count.magnitude <= 10_000 else { throw .number() }
        let calendar = calendar(arguments[2].asText)
        var date = arguments[0].asDate
        var left = count.magnitude
        while left > 0 {
            date.days += count.signum()
            guard date >= .first, date <= .last else { throw .date() }
            if calendar.isWorkday(date) { left -= 1 }
        }
        return .date(date)
    }

    static let isWorkday = FunctionSpec(
        "ISWORKDAY", [.date], hidden: [.calendar], result: .boolean,
        postgres: .init(
            arguments: "a text, c text", returns: "boolean",
            body: """
                SELECT CASE WHEN extract(isodow FROM a::date) >= 6
                THEN a = ANY (string_to_array(split_part(c, '|', 2), ','))
                ELSE NOT a = ANY (string_to_array(split_part(c, '|', 1), ',')) END
                """)
    ) { .boolean(calendar($0[1].asText).isWorkday($0[0].asDate)) }
}
