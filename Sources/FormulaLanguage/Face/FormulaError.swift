/// What is wrong with a formula, or why it has no result for a record.
public struct FormulaError: Error, Sendable, Hashable {
    /// A stable name for the kind of error, such as `formula.unknown_name`.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        init(_ name: String) {
            rawValue = "formula." + name
        }
    }

    /// The kind.
    public var code: Code
    /// Where, as offsets of Unicode scalars in the source.
    public var position: Range<Int>
    /// What to tell a Chinese reader.
    public var messageZh: String
    /// What to tell an English reader.
    public var messageEn: String
    /// What the user may have meant, ready to be put in its place.
    public var suggestion: String?

    public init(
        code: Code, position: Range<Int>, messageZh: String, messageEn: String, suggestion: String? = nil
    ) {
        self.code = code
        self.position = position
        self.messageZh = messageZh
        self.messageEn = messageEn
        self.suggestion = suggestion
    }

    /// Whether this is a failed value (`#DIV/0!` and the like), which
    /// `IFERROR` replaces, rather than a defect of the formula or of its
    /// surroundings.
    public var isValueFailure: Bool { FormulaError.Code.valueFailures.contains(code) }
}

extension FormulaError.Code {
    /// A character or token that cannot stand here.
    public static let syntax = Self("syntax")
    /// Too long, too many parts, too deep or too costly.
    public static let tooLarge = Self("too_large")
    /// No field, object or variable has this name.
    public static let unknownName = Self("unknown_name")
    /// No function has this name.
    public static let unknownFunction = Self("unknown_function")
    /// No option of the field has this label.
    public static let unknownOption = Self("unknown_option")
    /// Too few or too many arguments.
    public static let argumentCount = Self("argument_count")
    /// A value of another type was expected.
    public static let type = Self("type")
    /// An argument must be written out, not computed.
    public static let constantNeeded = Self("constant_needed")
    /// The construct cannot be computed by the database.
    public static let notInSQL = Self("not_in_sql")
    /// The context has no value for a variable.
    public static let noVariable = Self("no_variable")
    /// The context could not fetch a record or an aggregate.
    public static let lookup = Self("lookup")
    /// Value failure: division by zero.
    public static let divisionByZero = Self("division_by_zero")
    /// Value failure: a number of 10^20 or more, or outside a function's domain.
    public static let number = Self("number")
    /// Value failure: text that cannot be read, or a result too long.
    public static let value = Self("value")
    /// Value failure: a date outside 0001-01-01…9999-12-31.
    public static let date = Self("date")
    /// Value failure: nothing found (`FIND`, `SWITCH`, `IFS` without a match).
    public static let notAvailable = Self("not_available")

    static let valueFailures: Set<FormulaError.Code> = [.divisionByZero, .number, .value, .date, .notAvailable]
}
