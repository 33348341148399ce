/// Cuts a source into tokens; full-width punctuation counts as ASCII.
struct Lexer {
    private let scalars: [Unicode.Scalar]
    private var index = 0

    /// The tokens, the last being ``Token/Kind/end``.
    static func tokens(of source: String, limits: FormulaLimits) throws(FormulaError) -> [Token] {
        let scalars = Array(source.unicodeScalars)
        guard scalars.count <= limits.sourceLength else {
            throw .tooLarge(
                limits.sourceLength..<scalars.count, zh: "公式太长，最多 \(limits.sourceLength) 个字符",
                en: "The formula is longer than \(limits.sourceLength) characters")
        }
        var lexer = Lexer(scalars)
        var tokens: [Token] = []
        while let token = try lexer.next() { tokens.append(token) }
        tokens.append(Token(kind: .end, range: scalars.count..<scalars.count))
        return tokens
    }

    private init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    private mutating func next() throws(FormulaError) -> Token? {
        while index < scalars.count, Lexer.isSpace(scalars[index]) { index += 1 }
        guard index < scalars.count else { return nil }
        let start = index
        let scalar = Lexer.narrow(scalars[index])
        let kind: Token.Kind
        switch scalar {
        case "0"..."9": kind = try number()
        case "\"", "“", "”": kind = .text(try text())
        case "@": kind = try option()
        case "【": kind = .bracketed(try enclosed(until: "】"))
        case "{": kind = .braced(try enclosed(until: "}"))
        case "." where digit(at: index + 1): kind = try number()
        default: kind = Lexer.startsWord(scalar) ? word() : try symbol()
        }
        return Token(kind: kind, range: start..<index)
    }

    private func digit(at place: Int) -> Bool {
        place < scalars.count && ("0"..."9").contains(Lexer.narrow(scalars[place]))
    }

    private mutating func number() throws(FormulaError) -> Token.Kind {
        let start = index
        var digits = ""
        var decimals: Int?
        while index < scalars.count {
            let scalar = Lexer.narrow(scalars[index])
            if ("0"..."9").contains(scalar) {
                decimals = decimals.map { $0 + 1 }
            } else if scalar == ".", decimals == nil {
                decimals = 0
            } else {
                break
            }
            digits.unicodeScalars.append(scalar)
            index += 1
        }
        if digits.hasSuffix(".") { digits += "0" }
        guard decimals ?? 0 <= ExactNumber.decimals, let value = ExactNumber(digits) else {
            throw FormulaError(
                .number, start..<index, zh: "数字太大或小数超过 \(ExactNumber.decimals) 位",
                en: "The number is 10^20 or more, or has more than \(ExactNumber.decimals) decimals")
        }
        return .number(value)
    }

    private mutating func text() throws(FormulaError) -> String {
        let start = index
        let closing: Set<Unicode.Scalar> = Lexer.narrow(scalars[index]) == "\"" ? ["\"", "＂"] : ["“", "”"]
        var result = ""
        index += 1
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            guard closing.contains(scalar) else {
                result.unicodeScalars.append(scalar)
                continue
            }
            guard index < scalars.count, scalars[index] == scalar else { return result }
            result.unicodeScalars.append(scalar)
            index += 1
        }
        throw FormulaError(
            .syntax, start..<scalars.count, zh: "这段文字缺少结尾的引号", en: "The text is missing its closing quote")
    }

    private mutating func option() throws(FormulaError) -> Token.Kind {
        index += 1
        guard index < scalars.count, scalars[index] == "\"" else {
            throw FormulaError(
                .syntax, index - 1..<index, zh: "不能使用“@”", en: "\"@\" cannot stand here")
        }
        return .option(try text())
    }

    private mutating func enclosed(until closing: Unicode.Scalar) throws(FormulaError) -> String {
        let start = index
        index += 1
        var result = ""
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            if scalar == closing || Lexer.narrow(scalar) == closing { return Lexer.trimmed(result) }
            result.unicodeScalars.append(scalar)
        }
        throw FormulaError(
            .syntax, start..<scalars.count, zh: "名称缺少结尾的“\(closing)”",
            en: "The name is missing its closing \"\(closing)\"")
    }

    private mutating func word() -> Token.Kind {
        var raw = ""
        var narrow = ""
        while index < scalars.count, Lexer.continuesWord(Lexer.narrow(scalars[index])) {
            raw.unicodeScalars.append(scalars[index])
            narrow.unicodeScalars.append(Lexer.narrow(scalars[index]))
            index += 1
        }
        return .word(raw, narrow: narrow)
    }

    private mutating func symbol() throws(FormulaError) -> Token.Kind {
        let first = Lexer.narrow(scalars[index])
        let second = index + 1 < scalars.count ? Lexer.narrow(scalars[index + 1]) : " "
        if let found = Lexer.pairs["\(first)\(second)"] {
            index += 2
            return .symbol(found)
        }
        if let found = Lexer.singles[first] ?? Token.Symbol(rawValue: String(first)) {
            index += 1
            return .symbol(found)
        }
        throw FormulaError(
            .syntax, index..<index + 1, zh: "不认识的符号“\(scalars[index])”",
            en: "Unknown character \"\(scalars[index])\"")
    }
}

extension Lexer {
    private static let pairs: [String: Token.Symbol] = [
        "<>": .unequal, "!=": .unequal, "<=": .lessOrEqual, ">=": .greaterOrEqual, "==": .equal,
    ]

    private static let singles: [Unicode.Scalar: Token.Symbol] = [
        "×": .times, "÷": .divide, "≠": .unequal, "≤": .lessOrEqual, "≥": .greaterOrEqual, ";": .comma,
        "−": .minus,
    ]

    /// A full-width form as its ASCII counterpart.
    static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x3000: " "
        default: scalar
        }
    }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}"
    }

    static func startsWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic
    }

    static func continuesWord(_ scalar: Unicode.Scalar) -> Bool {
        startsWord(scalar) || ("0"..."9").contains(scalar) || scalar == "·"
    }

    private static func trimmed(_ text: String) -> String {
        var scalars = Substring(text).unicodeScalars
        while let first = scalars.first, isSpace(first) { scalars.removeFirst() }
        while let last = scalars.last, isSpace(last) { scalars.removeLast() }
        return String(scalars)
    }

    /// A label as it must be written to be read as one name.
    static func written(_ label: String) -> String {
        let scalars = label.unicodeScalars
        let plain =
            scalars.first.map { startsWord($0) } ?? false
            && scalars.allSatisfy { continuesWord($0) && narrow($0) == $0 }
            && Keywords.truth(label) == nil
        return plain ? label : "【\(label)】"
    }
}

/// Words with a meaning of their own.
enum Keywords {
    /// The truth value a word stands for.
    static func truth(_ word: String) -> Bool? {
        switch word.uppercased() {
        case "TRUE", "真": true
        case "FALSE", "假": false
        default: nil
        }
    }
}
