/// The pure functions that skip blanks among any number of arguments.
enum AggregateSpecs {
    static let all: [FunctionSpec] = [
        sum, product, average, count, minimum, maximum, earliest, latest, earliestInstant, latestInstant,
    ]

    private static func numbers(_ values: [Value]) -> [ExactNumber] {
        values.compactMap { if case .number(let number) = $0 { number } else { nil } }
    }

    private static func folded(
        _ values: [Value], from start: ExactNumber,
        _ step: (ExactNumber, ExactNumber) throws(ExactNumber.Failure) -> ExactNumber
    ) throws(ExactNumber.Failure) -> ExactNumber {
        var result = start
        for number in numbers(values) { result = try step(result, number) }
        return result
    }

    static func total(_ values: [Value]) throws(ExactNumber.Failure) -> ExactNumber {
        try folded(values, from: .zero) { (left, right) throws(ExactNumber.Failure) in try left.adding(right) }
    }

    static func mean(_ values: [Value]) throws(ExactNumber.Failure) -> ExactNumber {
        try total(values).divided(by: ExactNumber(numbers(values).count))
    }

    /// A loop over the array `v` that gives up when a step does not fit.
    private static func loop(_ start: String, _ step: String, _ result: String = "result") -> FunctionSpec.Postgres {
        .init(
            arguments: "VARIADIC v numeric[]", returns: "numeric",
            body: """
                DECLARE result numeric := \(start); item numeric; found bigint := 0;
                BEGIN
                  FOREACH item IN ARRAY v LOOP
                    CONTINUE WHEN item IS NULL;
                    found := found + 1;
                    result := yy_fit(\(step));
                    IF result IS NULL THEN RETURN NULL; END IF;
                  END LOOP;
                  RETURN \(result);
                END
                """, procedural: true)
    }

    static let sum = FunctionSpec(
        "SUM", [.numberOrBlank], variadic: true, result: .number, canFail: true,
        postgres: loop("0", "result + item")
    ) { (values) throws(FormulaError) in
        try .number { () throws(ExactNumber.Failure) in try total(values) }
    }

    static let product = FunctionSpec(
        "PRODUCT", [.numberOrBlank], variadic: true, result: .number, canFail: true,
        postgres: loop("1", "result * item", "CASE WHEN found = 0 THEN 0 ELSE result END")
    ) { (values) throws(FormulaError) in
        guard !numbers(values).isEmpty else { return .number(.zero) }
        return try .number { () throws(ExactNumber.Failure) in
            try folded(values, from: 1) { (left, right) throws(ExactNumber.Failure) in try left.multiplied(by: right) }
        }
    }

    static let average = FunctionSpec(
        "AVERAGE", [.numberOrBlank], variadic: true, result: .number, canFail: true,
        postgres: loop("0", "result + item", "yy_div(result, found)")
    ) { (values) throws(FormulaError) in
        try .number { () throws(ExactNumber.Failure) in try mean(values) }
    }

    static let count = FunctionSpec(
        "COUNT", [.numberOrBlank], variadic: true, result: .number, countsOnly: true,
        postgres: .init(
            arguments: "VARIADIC v numeric[]", returns: "bigint", body: "SELECT count(x) FROM unnest(v) AS x")
    ) { .count(numbers($0).count) }

    static let minimum = FunctionSpec(
        "MIN", [.numberOrBlank], variadic: true, result: .number,
        postgres: .init(
            arguments: "VARIADIC v numeric[]", returns: "numeric",
            body: "SELECT COALESCE(min(x), 0) FROM unnest(v) AS x")
    ) { .number(numbers($0).min() ?? .zero) }

    static let maximum = FunctionSpec(
        "MAX", [.numberOrBlank], variadic: true, result: .number,
        postgres: .init(
            arguments: "VARIADIC v numeric[]", returns: "numeric",
            body: "SELECT COALESCE(max(x), 0) FROM unnest(v) AS x")
    ) { .number(numbers($0).max() ?? .zero) }

    static let earliest = days("MIN_DATE", "min") { $0.min() }
    static let latest = days("MAX_DATE", "max") { $0.max() }
    static let earliestInstant = instants("MIN_INSTANT", "min") { $0.min() }
    static let latestInstant = instants("MAX_INSTANT", "max") { $0.max() }

    private static func days(
        _ name: String, _ aggregate: String, _ pick: @escaping @Sendable ([LocalDate]) -> LocalDate?
    ) -> FunctionSpec {
        FunctionSpec(
            name, [.dateOrBlank], variadic: true, result: .date,
            postgres: .init(
                arguments: "VARIADIC v text[]", returns: "text",
                body: "SELECT \(aggregate)(x COLLATE \"C\") FROM unnest(v) AS x")
        ) { values in
            let dates = values.compactMap { if case .date(let date) = $0 { date } else { nil } }
            return pick(dates).map(Value.date) ?? .blank
        }
    }

    private static func instants(
        _ name: String, _ aggregate: String, _ pick: @escaping @Sendable ([Instant]) -> Instant?
    ) -> FunctionSpec {
        FunctionSpec(
            name, [.instantOrBlank], variadic: true, result: .instant,
            postgres: .init(
                arguments: "VARIADIC v bigint[]", returns: "bigint",
                body: "SELECT \(aggregate)(x) FROM unnest(v) AS x")
        ) { values in
            let instants = values.compactMap { if case .instant(let instant) = $0 { instant } else { nil } }
            return pick(instants).map(Value.instant) ?? .blank
        }
    }
}
