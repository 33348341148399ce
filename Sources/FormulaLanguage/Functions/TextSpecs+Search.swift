/// Finding and replacing inside text.
enum TextSearch {
    /// The first place at or after `start`; an empty needle is found there.
    static func place(of needle: [Unicode.Scalar], in text: [Unicode.Scalar], from start: Int) -> Int? {
        guard start + needle.count <= text.count else { return nil }
        guard let first = needle.first else { return start }
        var place = start
        while place + needle.count <= text.count {
            if text[place] == first, text[place..<place + needle.count].elementsEqual(needle) { return place }
            place += 1
        }
        return nil
    }

    /// The places without overlap, from the left.
    static func places(of needle: [Unicode.Scalar], in text: [Unicode.Scalar]) -> [Int] {
        guard !needle.isEmpty else { return [] }
        var result: [Int] = []
        var start = 0
        while let found = place(of: needle, in: text, from: start) {
            result.append(found)
            start = found + needle.count
        }
        return result
    }
}

extension TextSpecs {
    private static func finder(_ name: String, folding: Bool) -> FunctionSpec {
        let text = folding ? "lower(t COLLATE \"C\")" : "t"
        let part = folding ? "lower(p COLLATE \"C\")" : "p"
        return FunctionSpec(
            name, [.text, .text, .number], required: 2, result: .number, countsOnly: true, canFail: true,
            postgres: .init(
                arguments: "p text, t text, s numeric DEFAULT 1", returns: "bigint",
                body: """
                    SELECT CASE WHEN trunc(s) < 1 OR trunc(s) > char_length(t) + 1 THEN NULL
                    ELSE NULLIF(strpos(substr(\(text), \(integer("s"))), \(part)), 0) + trunc(s)::bigint - 1 END
                    """)
        ) { (arguments) throws(FormulaError) in
            let needle = folding ? lowered(arguments[0]) : scalars(arguments[0])
            let text = folding ? lowered(arguments[1]) : scalars(arguments[1])
            let start = arguments.count > 2 ? arguments[2].asInteger : 1
            guard start >= 1, start <= text.count + 1 else { throw .notAvailable() }
            guard let place = TextSearch.place(of: needle, in: text, from: start - 1) else { throw .notAvailable() }
            return .count(place + 1)
        }
    }

    static let find = finder("FIND", folding: false)
    static let search = finder("SEARCH", folding: true)

    static let replace = FunctionSpec(
        "REPLACE", [.text, .number, .number, .text], result: .text, canFail: true,
        postgres: .init(
            arguments: "t text, s numeric, n numeric, r text", returns: "text",
            body: """
                SELECT CASE WHEN trunc(s) < 1 OR trunc(n) < 0 OR char_length(j) > \(longest) THEN NULL ELSE j END
                FROM (SELECT left(t, GREATEST(\(integer("s")) - 1, 0)) || r
                  || substr(t, \(integer("s")) + \(integer("n"))) AS j) AS joined
                """)
    ) { (arguments) throws(FormulaError) in
        let source = scalars(arguments[0])
        let start = arguments[1].asInteger
        let count = arguments[2].asInteger
        guard start >= 1, count >= 0 else { throw .value() }
        let result = source.prefix(start - 1) + scalars(arguments[3]) + source.dropFirst(start - 1 + count)
        guard result.count <= longest else { throw .value() }
        return text(result)
    }

    static let substitute = FunctionSpec(
        "SUBSTITUTE", [.text, .text, .text, .number], required: 3, result: .text, canFail: true,
        postgres: .init(
            arguments: "t text, o text, r text, k numeric DEFAULT 'NaN'", returns: "text",
            body: """
                DECLARE start int := 1; place int; result text;
                BEGIN
                  IF trunc(k) < 1 THEN RETURN NULL; END IF;
                  IF o = '' THEN result := t;
                  ELSIF k = 'NaN' THEN
                    place := (char_length(t) - char_length(replace(t, o, ''))) / char_length(o);
                    IF char_length(t) + place::bigint * (char_length(r) - char_length(o)) > \(longest) THEN
                      RETURN NULL;
                    END IF;
                    result := replace(t, o, r);
                  ELSE
                    FOR step IN 1 .. LEAST(trunc(k), 1000000)::int LOOP
                      place := strpos(substr(t, start), o);
                      IF place = 0 THEN start := 0; EXIT; END IF;
                      start := start + place - 1 + char_length(o);
                    END LOOP;
                    result := CASE WHEN start = 0 THEN t
                      ELSE left(t, start - 1 - char_length(o)) || r || substr(t, start) END;
                  END IF;
                  RETURN CASE WHEN char_length(result) > \(longest) THEN NULL ELSE result END;
                END
                """, procedural: true)
    ) { (arguments) throws(FormulaError) in
        let source = scalars(arguments[0])
        let old = scalars(arguments[1])
        let new = scalars(arguments[2])
        var places = TextSearch.places(of: old, in: source)
        if arguments.count > 3 {
            let wanted = arguments[3].asInteger
            guard wanted >= 1 else { throw .value() }
            places = wanted <= places.count ? [places[wanted - 1]] : []
        }
        guard source.count + places.count * (new.count - old.count) <= longest else { throw .value() }
        var result: [Unicode.Scalar] = []
        var next = 0
        for place in places {
            result += source[next..<place] + new
            next = place + old.count
        }
        return text(result + source[next...])
    }
}
