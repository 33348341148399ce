/// Numbers read from text and written as text.
extension TextSpecs {
    static let value = FunctionSpec(
        "VALUE", [.text], result: .number, canFail: true,
        postgres: .init(
            arguments: "t text", returns: "numeric",
            body: #"""
                DECLARE s text := btrim(t, ' '); n numeric;
                BEGIN
                  IF char_length(s) > 60 OR s !~
                    '^[+-]?(([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]*)?|\.[0-9]+)%?$'
                  THEN RETURN NULL; END IF;
                  n := yy_fit(replace(rtrim(s, '%'), ',', '')::numeric);
                  RETURN CASE WHEN right(s, 1) = '%' THEN yy_div(n, 100) ELSE n END;
                END
                """#, procedural: true)
    ) { (arguments) throws(FormulaError) in
        guard let number = NumberReader.read(arguments[0].asText) else { throw .value() }
        return .number(number)
    }

    /// `TEXT` of a number: digits before the point, decimals, grouping and
    /// percent come from the format, see ``NumberFormat``.
    static let numberText = FunctionSpec(
        "NUMBER_TEXT", [.number, .number, .number, .boolean, .boolean], result: .text,
        postgres: .init(
            arguments: "a numeric, digits numeric, places numeric, grouped boolean, percent boolean",
            returns: "text",
            body: #"""
                DECLARE v numeric := round(a * CASE WHEN percent THEN 100 ELSE 1 END, places::int);
                  whole text := trunc(abs(v))::text;
                BEGIN
                  IF whole = '0' AND digits = 0 THEN whole := ''; END IF;
                  IF char_length(whole) < digits THEN whole := lpad(whole, digits::int, '0'); END IF;
                  IF grouped THEN
                    whole := reverse(regexp_replace(reverse(whole), '([0-9]{3})(?=[0-9])', '\1,', 'g'));
                  END IF;
                  RETURN CASE WHEN v < 0 THEN '-' ELSE '' END || whole
                    || CASE WHEN places > 0 THEN '.' || split_part(abs(v)::text, '.', 2) ELSE '' END
                    || CASE WHEN percent THEN '%' ELSE '' END;
                END
                """#, procedural: true)
    ) { arguments in
        .text(
            NumberFormat.text(
                arguments[0].asNumber, digits: arguments[1].asInteger, places: arguments[2].asInteger,
                grouped: arguments[3].asTruth, percent: arguments[4].asTruth))
    }
}

/// What `VALUE` accepts: plain digits, thousands commas in their places, one
/// decimal point, a sign, a percent sign, spaces around.
enum NumberReader {
    static func read(_ text: String) -> ExactNumber? {
        var body = Substring(text)
        while body.first == " " { body.removeFirst() }
        while body.last == " " { body.removeLast() }
        guard body.unicodeScalars.count <= 60 else { return nil }
        let percent = body.last == "%"
        if percent { body.removeLast() }
        guard let plain = withoutGroups(body), let number = ExactNumber(plain) else { return nil }
        return percent ? try? number.divided(by: 100) : number
    }

    /// Drops commas if each stands before exactly three digits.
    private static func withoutGroups(_ text: Substring) -> String? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first else { return nil }
        let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
        guard groups.count > 1 else { return String(text) }
        let first = groups[0].drop { $0 == "+" || $0 == "-" }
        guard groups[0].count - first.count <= 1, (1...3).contains(first.utf8.count) else { return nil }
        guard groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }) else { return nil }
        return groups.joined() + (parts.count > 1 ? "." + parts[1] : "")
    }
}
