/// A date format of `TEXT`: `yyyy-mm-dd`, `m月d日 hh:mm`, `aaaa` …
enum DateFormat {
    /// Tokens and the text between them.
    enum Piece: Hashable {
        /// `yyyy` `yy` `mm` `m` `dd` `d` `aaa` `aaaa`
        case date(String)
        /// `hh` `h` `nn` `n` (minutes) `ss` `s`
        case time(String)
        case literal(String)
    }

    /// Reads a format; nil if it has no token or an unknown one.
    static func pieces(_ format: String) -> [Piece]? {
        var pieces: [Piece] = []
        var rest = Array(format.unicodeScalars)[...]
        var afterHour = false
        while let first = rest.first {
            if first == "\"" {
                rest.removeFirst()
                pieces.append(.literal(String(String.UnicodeScalarView(rest.prefix { $0 != "\"" }))))
                rest = rest.drop { $0 != "\"" }.dropFirst()
                continue
            }
            guard first.isUppercaseASCII || first.isLowercaseASCII else {
                pieces.append(.literal(String(first)))
                rest.removeFirst()
                continue
            }
            let run = rest.prefix { $0.properties.lowercaseMapping == first.properties.lowercaseMapping }
            rest = rest.dropFirst(run.count)
            guard let piece = token(first.properties.lowercaseMapping, run.count, afterHour) else { return nil }
            if case .time = piece { afterHour = true }
            pieces.append(piece)
        }
        return pieces.contains { if case .literal = $0 { false } else { true } } ? pieces : nil
    }

    private static func token(_ letter: String, _ count: Int, _ afterHour: Bool) -> Piece? {
        let code = String(repeating: letter, count: count)
        switch letter {
        case "m" where afterHour && count <= 2: return .time(String(repeating: "n", count: count))
        case "h" where count <= 2, "s" where count <= 2: return .time(code)
        case "y" where count == 2 || count == 4, "m" where count <= 2, "d" where count <= 2,
            "a" where count == 3 || count == 4:
            return .date(code)
        default: return nil
        }
    }

    /// One token of a date.
    static func text(_ date: LocalDate, _ code: String) -> String {
        let (year, month, day) = date.parts
        let weekday = String(Array("一二三四五六日")[date.weekday - 1])
        switch code {
        case "yyyy": return String(date.description.prefix(4))
        case "yy": return padded(year % 100)
        case "mm": return padded(month)
        case "m": return String(month)
        case "dd": return padded(day)
        case "d": return String(day)
        case "aaa": return weekday
        default: return "星期" + weekday
        }
    }

    /// One token of the time of day, given in milliseconds.
    static func clock(_ milliseconds: Int, _ code: String) -> String {
        let value: Int
        switch code.first {
        case "h": value = milliseconds / 3_600_000
        case "n": value = milliseconds / 60_000 % 60
        default: value = milliseconds / 1000 % 60
        }
        return code.utf8.count == 2 ? padded(value) : String(value)
    }

    static func padded(_ value: Int) -> String {
        value < 10 ? "0\(value)" : String(value)
    }
}
