/// The pure functions of numbers.
enum MathSpecs {
    static let all: [FunctionSpec] = [
        abs, sign, int, trunc, round, roundUp, roundDown, ceiling, floor, mod, quotient, power, squareRoot,
    ]

    private static func places(_ arguments: [Value]) -> Int {
        arguments.count > 1 ? min(max(arguments[1].asInteger, -25), ExactNumber.decimals) : 0
    }

    /// `n` as PostgreSQL sees it, like ``places(_:)``.
    private static let clamped = "GREATEST(LEAST(trunc(n), 16), -25)::int"

    static let abs = FunctionSpec(
        "ABS", [.number], result: .number,
        postgres: .init(arguments: "a numeric", returns: "numeric", body: "SELECT abs(a)")
    ) { .number($0[0].asNumber.absolute) }

    static let sign = FunctionSpec(
        "SIGN", [.number], result: .number, countsOnly: true,
        postgres: .init(arguments: "a numeric", returns: "bigint", body: "SELECT sign(a)::bigint")
    ) { .count($0[0].asNumber.units.signum() == 0 ? 0 : $0[0].asNumber.isNegative ? -1 : 1) }

    static let int = FunctionSpec(
        "INT", [.number], result: .number, canFail: true,
        postgres: .init(arguments: "a numeric", returns: "numeric", body: "SELECT yy_fit(floor(a))")
    ) { (arguments) throws(FormulaError) in
        try .number { () throws(ExactNumber.Failure) in try arguments[0].asNumber.rounded(to: 0, .down) }
    }

    static let trunc = truncating("TRUNC")
    static let roundDown = truncating("ROUNDDOWN")

    private static func truncating(_ name: String) -> FunctionSpec {
        FunctionSpec(
            name, [.number, .number], required: 1, result: .number,
            postgres: .init(
                arguments: "a numeric, n numeric DEFAULT 0", returns: "numeric",
                body: "SELECT trunc(a, \(clamped))")
        ) { (arguments) throws(FormulaError) in
            try .number { () throws(ExactNumber.Failure) in
                try arguments[0].asNumber.rounded(to: places(arguments), .towardsZero)
            }
        }
    }

    static let round = FunctionSpec(
        "ROUND", [.number, .number], required: 1, result: .number, canFail: true,
        postgres: .init(
            arguments: "a numeric, n numeric DEFAULT 0", returns: "numeric",
            body: "SELECT yy_fit(round(a, \(clamped)))")
    ) { (arguments) throws(FormulaError) in
        try .number { () throws(ExactNumber.Failure) in try arguments[0].asNumber.rounded(to: places(arguments)) }
    }

    static let roundUp = FunctionSpec(
        "ROUNDUP", [.number, .number], required: 1, result: .number, canFail: true,
        postgres: .init(
            arguments: "a numeric, n numeric DEFAULT 0", returns: "numeric",
            body: """
                SELECT CASE WHEN trunc(a, \(clamped)) = a THEN a
                ELSE yy_fit(trunc(a, \(clamped)) + sign(a) * ('1e' || (- \(clamped)))::numeric) END
                """)
    ) { (arguments) throws(FormulaError) in
        try .number { () throws(ExactNumber.Failure) in
            try arguments[0].asNumber.rounded(to: places(arguments), .awayFromZero)
        }
    }

    static let ceiling = stepped("CEILING", up: true)
    static let floor = stepped("FLOOR", up: false)

    private static func stepped(_ name: String, up: Bool) -> FunctionSpec {
        FunctionSpec(
            name, [.number, .number], required: 1, result: .number, canFail: true,
            postgres: .init(
                arguments: "a numeric, s numeric DEFAULT 1", returns: "numeric",
                body: """
                    SELECT CASE WHEN s = 0 THEN 0 WHEN a > 0 AND s < 0 THEN NULL
                    WHEN mod(a, s) = 0 THEN a
                    WHEN (s > 0) = \(up) THEN yy_fit((div(a, abs(s)) + CASE WHEN a > 0 THEN 1 ELSE 0 END) * abs(s))
                    ELSE yy_fit((div(a, abs(s)) - CASE WHEN a < 0 THEN 1 ELSE 0 END) * abs(s)) END
                    """)
        ) { (arguments) throws(FormulaError) in
            let value = arguments[0].asNumber
            let step = arguments.count > 1 ? arguments[1].asNumber : 1
            guard value.units <= 0 || !step.isNegative else { throw .number() }
            return try .number { () throws(ExactNumber.Failure) in
                try value.rounded(toMultipleOf: step, up != step.isNegative ? .up : .down)
            }
        }
    }

    static let mod = FunctionSpec(
        "MOD", [.number, .number], result: .number, canFail: true,
        postgres: .init(
            arguments: "a numeric, d numeric", returns: "numeric",
            body: """
                SELECT CASE WHEN d = 0 THEN NULL WHEN mod(a, d) <> 0 AND sign(mod(a, d)) <> sign(d)
                THEN mod(a, d) + d ELSE mod(a, d) END
                """)
    ) { (arguments) throws(FormulaError) in
        try .number { () throws(ExactNumber.Failure) in try arguments[0].asNumber.modulo(arguments[1].asNumber) }
    }

    static let quotient = FunctionSpec(
        "QUOTIENT", [.number, .number], result: .number, canFail: true,
        postgres: .init(
            arguments: "a numeric, d numeric", returns: "numeric",
            body: "SELECT CASE WHEN d = 0 THEN NULL ELSE yy_fit(div(a, d)) END")
    ) { (arguments) throws(FormulaError) in
        try .number { () throws(ExactNumber.Failure) in
            try arguments[0].asNumber.wholeQuotient(arguments[1].asNumber)
        }
    }

    static let power = FunctionSpec(
        "POWER", [.number, .number], result: .number, canFail: true,
        postgres: .init(
            arguments: "a numeric, n numeric", returns: "numeric",
            body: """
                DECLARE result numeric := 1;
                BEGIN
                  IF n <> trunc(n) OR abs(n) > 256 OR (a = 0 AND n <= 0) THEN RETURN NULL; END IF;
                  FOR step IN 1 .. abs(n)::int LOOP
                    result := yy_fit(result * a);
                    IF result IS NULL THEN RETURN NULL; END IF;
                  END LOOP;
                  RETURN CASE WHEN n < 0 THEN yy_div(1, result) ELSE result END;
                END
                """, procedural: true)
    ) { (arguments) throws(FormulaError) in
        try .number { () throws(ExactNumber.Failure) in try arguments[0].asNumber.power(arguments[1].asNumber) }
    }

    static let squareRoot = FunctionSpec(
        "SQRT", [.number], result: .number, canFail: true,
        postgres: .init(
            arguments: "a numeric", returns: "numeric",
            body: """
                SELECT CASE WHEN a < 0 THEN NULL ELSE (
                  SELECT CASE WHEN (r + 0.00000000000000005) * (r + 0.00000000000000005) < a
                  THEN r + 0.0000000000000001 ELSE r END
                  FROM (SELECT trunc(sqrt(round(a, 60)), 16) AS r) AS root) END
                """)
    ) { (arguments) throws(FormulaError) in
        try .number { () throws(ExactNumber.Failure) in try arguments[0].asNumber.squareRoot() }
    }
}

extension ExactNumber {
    /// The quotient without its decimals.
    func wholeQuotient(_ other: ExactNumber) throws(Failure) -> ExactNumber {
        guard other.units != 0 else { throw .divisionByZero }
        let quotient = units / other.units
        guard quotient.magnitude < UInt128(ExactNumber.unitLimit / ExactNumber.one) else { throw .overflow }
        return ExactNumber(unchecked: quotient * ExactNumber.one)
    }
}
