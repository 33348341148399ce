/// Dates moved and counted by months, and read from text.
extension DateSpecs {
    private static func moved(
        _ name: String, _ move: String, _ body: @escaping @Sendable (LocalDate, Int) -> LocalDate
    ) -> FunctionSpec {
        FunctionSpec(
            name, [.date, .number], result: .date, canFail: true,
            postgres: .init(
                arguments: "a text, n numeric", returns: "text",
                body: """
                    SELECT CASE WHEN extract(year FROM a::date) * 12 + extract(month FROM a::date) - 1 + trunc(n)
                      BETWEEN 12 AND 119999 THEN yy_iso(\(move)) END
                    """)
        ) { (arguments) throws(FormulaError) in
            let months = arguments[1].asInteger
            guard months.magnitude <= 120_000 else { throw .date() }
            return try checked(body(arguments[0].asDate, months))
        }
    }

    static let edate = moved("EDATE", "(a::date + make_interval(months => trunc(n)::int))::date") { date, months in
        date.adding(months: months)
    }

    static let endOfMonth = moved(
        "EOMONTH", "(date_trunc('month', a::date::timestamp) + make_interval(months => trunc(n)::int + 1))::date - 1"
    ) { date, months in
        date.startOfMonth.adding(months: months).endOfMonth
    }

    static let dateDif = FunctionSpec(
        "DATEDIF", [.date, .date, .text], result: .number, countsOnly: true, canFail: true,
        postgres: .init(
            arguments: "a text, b text, u text", returns: "bigint",
            body: """
                SELECT CASE WHEN b::date < a::date THEN NULL ELSE CASE upper(u COLLATE "C")
                WHEN 'D' THEN (b::date - a::date)::bigint WHEN 'M' THEN m WHEN 'Y' THEN m / 12 WHEN 'YM' THEN m % 12
                WHEN 'MD' THEN b::date - (a::date + make_interval(months => m::int))::date
                WHEN 'YD' THEN b::date - (a::date + make_interval(months => (m / 12 * 12)::int))::date END END
                FROM (SELECT ((extract(year FROM b::date) - extract(year FROM a::date)) * 12
                  + extract(month FROM b::date) - extract(month FROM a::date)
                  - CASE WHEN extract(day FROM b::date) < extract(day FROM a::date) THEN 1 ELSE 0 END)::bigint AS m
                ) AS months
                """)
    ) { (arguments) throws(FormulaError) in
        let (start, end) = (arguments[0].asDate, arguments[1].asDate)
        guard start <= end else { throw .number() }
        let (from, to) = (start.parts, end.parts)
        let months = (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0)
        switch asciiUppercased(arguments[2].asText) {
        case "D": return .count(end.days - start.days)
        case "M": return .count(months)
        case "Y": return .count(months / 12)
        case "YM": return .count(months % 12)
        case "MD": return .count(end.days - start.adding(months: months).days)
        case "YD": return .count(end.days - start.adding(months: months / 12 * 12).days)
        default: throw .number()
        }
    }

    private static func asciiUppercased(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            result.append(scalar.isLowercaseASCII ? Unicode.Scalar(scalar.value - 32) ?? scalar : scalar)
        }
        return String(result)
    }

    static let dateValue = FunctionSpec(
        "DATEVALUE", [.text], result: .date, canFail: true,
        postgres: .init(
            arguments: "t text", returns: "text",
            body: """
                DECLARE p text[] := regexp_match(btrim(t, ' '),
                  '^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?$');
                BEGIN
                  IF p IS NULL OR p[1]::int < 1 OR p[2]::int NOT BETWEEN 1 AND 12 OR p[3]::int < 1 OR p[3]::int >
                    extract(day FROM make_date(p[1]::int, p[2]::int, 1) + interval '1 month' - interval '1 day')
                  THEN RETURN NULL; END IF;
                  RETURN yy_iso(make_date(p[1]::int, p[2]::int, p[3]::int));
                END
                """, procedural: true)
    ) { (arguments) throws(FormulaError) in
        guard let date = DateReader.read(arguments[0].asText) else { throw .value() }
        return .date(date)
    }

    /// One token of a date format of `TEXT`.
    static let dateText = FunctionSpec(
        "DATE_TEXT", [.date, .text], result: .text,
        postgres: .init(
            arguments: "a text, c text", returns: "text",
            body: """
                SELECT CASE c WHEN 'yyyy' THEN substr(a, 1, 4) WHEN 'yy' THEN substr(a, 3, 2)
                WHEN 'mm' THEN substr(a, 6, 2) WHEN 'm' THEN substr(a, 6, 2)::int::text
                WHEN 'dd' THEN substr(a, 9, 2) WHEN 'd' THEN substr(a, 9, 2)::int::text
                WHEN 'aaa' THEN substr('一二三四五六日', extract(isodow FROM a::date)::int, 1)
                WHEN 'aaaa' THEN '星期' || substr('一二三四五六日', extract(isodow FROM a::date)::int, 1) END
                """)
    ) { arguments in
        .text(DateFormat.text(arguments[0].asDate, arguments[1].asText))
    }
}

/// What `DATEVALUE` accepts: `2026-03-09`, `2026/3/9`, `2026.3.9`,
/// `2026年3月9日`, with spaces around.
enum DateReader {
    static func read(_ text: String) -> LocalDate? {
        var scalars = Array(text.unicodeScalars)[...]
        while scalars.first == " " { scalars.removeFirst() }
        while scalars.last == " " { scalars.removeLast() }
        if scalars.last == "日" { scalars.removeLast() }
        let parts = scalars.split(omittingEmptySubsequences: false) { !("0"..."9").contains($0) }
        let separators = scalars.filter { !("0"..."9").contains($0) }
        guard parts.count == 3, separators.count == 2, parts[0].count == 4,
            (1...2).contains(parts[1].count), (1...2).contains(parts[2].count),
            ["-", "/", ".", "年"].contains(separators[0]), ["-", "/", ".", "月"].contains(separators[1])
        else { return nil }
        let numbers = parts.compactMap { Int(String(String.UnicodeScalarView($0))) }
        guard numbers.count == 3 else { return nil }
        return LocalDate(year: numbers[0], month: numbers[1], day: numbers[2])
    }
}
