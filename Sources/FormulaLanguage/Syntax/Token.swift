/// One word of a formula.
struct Token: Sendable, Hashable {
    var kind: Kind
    /// Where it stands, in Unicode scalars.
    var range: Range<Int>

    enum Kind: Sendable, Hashable {
        case number(ExactNumber)
        case text(String)
        /// `@"key"`: an option by key, only written by the canonical form.
        case option(String)
        /// A bare word as written, and with full-width letters narrowed.
        case word(String, narrow: String)
        /// `【label】`
        case bracketed(String)
        /// `{key}`
        case braced(String)
        case symbol(Symbol)
        case end
    }

    enum Symbol: String, Sendable, Hashable {
        case plus = "+"
        case minus = "-"
        case times = "*"
        case divide = "/"
        case power = "^"
        case percent = "%"
        case ampersand = "&"
        case equal = "="
        case unequal = "<>"
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case open = "("
        case close = ")"
        case comma = ","
        case dot = "."
    }
}
