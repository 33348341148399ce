/// The pure functions of text. Lengths and places count code points.
enum TextSpecs {
    static let all: [FunctionSpec] = [
        left, right, mid, len, trim, upper, lower, substitute, replace, find, search, contains, startsWith,
        endsWith, rept, exact, value, textJoin, numberText,
    ]

    /// The longest result, in code points.
    static let longest = 32_767

    static func scalars(_ value: Value) -> [Unicode.Scalar] { Array(value.asText.unicodeScalars) }

    static func text(_ scalars: some Sequence<Unicode.Scalar>) -> Value {
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars)
        return .text(String(result))
    }

    /// PostgreSQL's integer of a count argument, like ``Value/asInteger``.
    static func integer(_ name: String) -> String {
        "GREATEST(LEAST(trunc(\(name)), 1000000000), -1000000000)::int"
    }

    static let left = FunctionSpec(
        "LEFT", [.text, .number], required: 1, result: .text, canFail: true,
        postgres: .init(
            arguments: "t text, n numeric DEFAULT 1", returns: "text",
            body: "SELECT CASE WHEN trunc(n) < 0 THEN NULL ELSE left(t, \(integer("n"))) END")
    ) { (arguments) throws(FormulaError) in
        let count = arguments.count > 1 ? arguments[1].asInteger : 1
        guard count >= 0 else { throw .value() }
        return text(arguments[0].asText.unicodeScalars.prefix(count))
    }

    static let right = FunctionSpec(
        "RIGHT", [.text, .number], required: 1, result: .text, canFail: true,
        postgres: .init(
            arguments: "t text, n numeric DEFAULT 1", returns: "text",
            body: "SELECT CASE WHEN trunc(n) < 0 THEN NULL ELSE right(t, \(integer("n"))) END")
    ) { (arguments) throws(FormulaError) in
        let count = arguments.count > 1 ? arguments[1].asInteger : 1
        guard count >= 0 else { throw .value() }
        return text(arguments[0].asText.unicodeScalars.suffix(count))
    }

    static let mid = FunctionSpec(
        "MID", [.text, .number, .number], result: .text, canFail: true,
        postgres: .init(
            arguments: "t text, s numeric, n numeric", returns: "text",
            body: """
                SELECT CASE WHEN trunc(s) < 1 OR trunc(n) < 0 THEN NULL
                ELSE substr(t, \(integer("s")), \(integer("n"))) END
                """)
    ) { (arguments) throws(FormulaError) in
        let start = arguments[1].asInteger
        let count = arguments[2].asInteger
        guard start >= 1, count >= 0 else { throw .value() }
        return text(arguments[0].asText.unicodeScalars.dropFirst(start - 1).prefix(count))
    }

    static let len = FunctionSpec(
        "LEN", [.text], result: .number, countsOnly: true,
        postgres: .init(arguments: "t text", returns: "bigint", body: "SELECT char_length(t)::bigint")
    ) { .count($0[0].asText.unicodeScalars.count) }

    static let trim = FunctionSpec(
        "TRIM", [.text], result: .text,
        postgres: .init(
            arguments: "t text", returns: "text",
            body: "SELECT regexp_replace(btrim(t, ' '), ' {2,}', ' ', 'g')")
    ) { text(scalars($0[0]).split(separator: " ").joined(separator: [" "])) }

    static let upper = cased("UPPER", to: "upper") { $0.isLowercaseASCII ? $0.value - 32 : $0.value }
    static let lower = cased("LOWER", to: "lower") { $0.isUppercaseASCII ? $0.value + 32 : $0.value }

    private static func cased(
        _ name: String, to function: String, _ change: @escaping @Sendable (Unicode.Scalar) -> UInt32
    ) -> FunctionSpec {
        FunctionSpec(
            name, [.text], result: .text,
            postgres: .init(
                arguments: "t text", returns: "text", body: "SELECT \(function)(t COLLATE \"C\")")
        ) { arguments in
            text(arguments[0].asText.unicodeScalars.map { Unicode.Scalar(change($0)) ?? $0 })
        }
    }

    static func lowered(_ value: Value) -> [Unicode.Scalar] {
        scalars(value).map { $0.isUppercaseASCII ? Unicode.Scalar($0.value + 32) ?? $0 : $0 }
    }

    static let contains = FunctionSpec(
        "CONTAINS", [.text, .text], result: .boolean,
        postgres: .init(arguments: "t text, p text", returns: "boolean", body: "SELECT strpos(t, p) > 0")
    ) { .boolean(TextSearch.place(of: scalars($0[1]), in: scalars($0[0]), from: 0) != nil) }

    static let startsWith = FunctionSpec(
        "STARTSWITH", [.text, .text], result: .boolean,
        postgres: .init(arguments: "t text, p text", returns: "boolean", body: "SELECT starts_with(t, p)")
    ) { .boolean($0[0].asText.utf8.starts(with: $0[1].asText.utf8)) }

    static let endsWith = FunctionSpec(
        "ENDSWITH", [.text, .text], result: .boolean,
        postgres: .init(
            arguments: "t text, p text", returns: "boolean", body: "SELECT right(t, char_length(p)) = p")
    ) { .boolean($0[0].asText.utf8.reversed().starts(with: $0[1].asText.utf8.reversed())) }

    static let exact = FunctionSpec(
        "EXACT", [.text, .text], result: .boolean,
        postgres: .init(arguments: "a text, b text", returns: "boolean", body: "SELECT a = b")
    ) { .boolean($0[0].asText.utf8.elementsEqual($0[1].asText.utf8)) }

    static let rept = FunctionSpec(
        "REPT", [.text, .number], result: .text, canFail: true,
        postgres: .init(
            arguments: "t text, n numeric", returns: "text",
            body: """
                SELECT CASE WHEN trunc(n) < 0 OR char_length(t) * trunc(n) > \(longest) THEN NULL
                WHEN t = '' THEN '' ELSE repeat(t, \(integer("n"))) END
                """)
    ) { (arguments) throws(FormulaError) in
        let count = arguments[1].asInteger
        let source = arguments[0].asText
        guard count >= 0, source.unicodeScalars.count * count <= longest else { throw .value() }
        return .text(source.isEmpty ? "" : String(repeating: source, count: count))
    }

    static let textJoin = FunctionSpec(
        "TEXTJOIN", [.text, .boolean, .text], variadic: true, result: .text, canFail: true,
        postgres: .init(
            arguments: "s text, skip boolean, VARIADIC v text[]", returns: "text",
            body: """
                SELECT CASE WHEN char_length(j) > \(longest) THEN NULL ELSE j END FROM (
                  SELECT COALESCE(string_agg(x, s ORDER BY place), '') AS j
                  FROM unnest(v) WITH ORDINALITY AS item (x, place) WHERE NOT (skip AND x = '')) AS joined
                """)
    ) { (arguments) throws(FormulaError) in
        let pieces = arguments.dropFirst(2).map(\.asText).filter { !(arguments[1].asTruth && $0.isEmpty) }
        let joined = pieces.joined(separator: arguments[0].asText)
        guard joined.unicodeScalars.count <= longest else { throw .value() }
        return .text(joined)
    }
}

extension Unicode.Scalar {
    var isUppercaseASCII: Bool { (0x41...0x5A).contains(value) }
    var isLowercaseASCII: Bool { (0x61...0x7A).contains(value) }
}
