/// One part of a parsed formula, names not yet resolved.
struct Syntax: Sendable, Hashable {
    var kind: Kind
    /// Where it stands, in Unicode scalars.
    var range: Range<Int>
    /// How many levels are below it, itself included.
    var height: Int

    indirect enum Kind: Sendable, Hashable {
        case number(ExactNumber)
        case text(String)
        case option(String)
        case truth(Bool)
        case name([NamePart])
        case negate(Syntax)
        case plus(Syntax)
        case percent(Syntax)
        case binary(Token.Symbol, Syntax, Syntax)
        case concat([Syntax])
        case call(String, nameRange: Range<Int>, [Syntax])
        /// An argument left empty, as in `IF(a,,b)`.
        case missing
    }

    struct NamePart: Sendable, Hashable {
        var text: String
        var narrow: String
        var style: Style
        var range: Range<Int>

        enum Style: Sendable, Hashable {
            case bare, bracketed, braced
        }
    }
}
