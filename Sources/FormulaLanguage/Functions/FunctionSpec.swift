import SQLText

/// A function of its arguments' values alone: the interpreter calls
/// ``apply(_:)``, SQLite calls the same through ``sqlite``, PostgreSQL calls
/// a SQL function of the same name from the prelude.
struct FunctionSpec: Sendable {
    /// What an argument is turned into before the function sees it.
    enum Parameter: Sendable, Hashable {
        /// A blank is 0, or `""`.
        case number, text
        /// A blank makes the whole result blank.
        case date, instant
        /// A blank stays one, to be skipped.
        case numberOrBlank, dateOrBlank, instantOrBlank
        case boolean
    }

    /// Values the compiler adds after the written arguments.
    enum Hidden: Sendable, Hashable {
        case zone, calendar
    }

    /// Upper case; in SQL it is `yy_` and the name in lower case.
    let name: String
    let parameters: [Parameter]
    /// How many of them must be written.
    let required: Int
    /// Whether the last parameter may be repeated.
    let variadic: Bool
    let hidden: [Hidden]
    let result: ValueType
    /// Whether the result is a whole number below 10^15, which SQL keeps as
    /// an integer.
    let countsOnly: Bool
    let canFail: Bool
    let body: @Sendable ([Value]) throws(FormulaError) -> Value
    /// The parameter list, result type and body on PostgreSQL.
    let postgres: Postgres

    struct Postgres: Sendable {
        var arguments: String
        var returns: String
        var body: String
        var procedural = false
    }

    init(
        _ name: String, _ parameters: [Parameter], required: Int? = nil, variadic: Bool = false,
        hidden: [Hidden] = [], result: ValueType, countsOnly: Bool = false, canFail: Bool = false,
        postgres: Postgres, body: @escaping @Sendable ([Value]) throws(FormulaError) -> Value
    ) {
        self.name = name
        self.parameters = parameters
        self.required = required ?? parameters.count
        self.variadic = variadic
        self.hidden = hidden
        self.result = result
        self.countsOnly = countsOnly
        self.canFail = canFail
        self.postgres = postgres
        self.body = body
    }

    /// The kind of the argument at a place, counted from 0.
    func parameter(_ place: Int) -> Parameter {
        place < parameters.count ? parameters[place] : parameters[parameters.count - 1]
    }

    var sqlName: String { "yy_" + name.lowercased() }

    /// Puts blanks in order and computes.
    func apply(_ values: [Value], written: Int) throws(FormulaError) -> Value {
        var arguments = values
        for place in 0..<written where arguments[place] == .blank {
            switch parameter(place) {
            case .number: arguments[place] = .number(.zero)
            case .text: arguments[place] = .text("")
            case .boolean: arguments[place] = .boolean(false)
            case .date, .instant: return .blank
            case .numberOrBlank, .dateOrBlank, .instantOrBlank: break
            }
        }
        return try body(arguments)
    }
}

/// A specification by name, so that nodes can be compared.
struct FunctionReference: Sendable, Hashable {
    let spec: FunctionSpec

    static func == (left: FunctionReference, right: FunctionReference) -> Bool {
        left.spec.name == right.spec.name
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(spec.name)
    }
}

// Arguments arrive with the kinds their parameters promise; the fallbacks
// below keep a defect elsewhere from becoming a crash.
extension Value {
    var asNumber: ExactNumber {
        if case .number(let value) = self { return value }
        return .zero
    }

    var asText: String {
        if case .text(let value) = self { return value }
        return ""
    }

    var asTruth: Bool { self == .boolean(true) }

    var asDate: LocalDate {
        if case .date(let value) = self { return value }
        return LocalDate(days: 0)
    }

    var asInstant: Instant {
        if case .instant(let value) = self { return value }
        return Instant(milliseconds: 0)
    }

    /// A number without its decimals, kept within ±10^9.
    var asInteger: Int {
        let whole = asNumber.units / ExactNumber.one
        return Int(min(max(whole, -1_000_000_000), 1_000_000_000))
    }

    static func count(_ value: Int) -> Value { .number(ExactNumber(value)) }

    /// Runs arithmetic, turning its failure into a formula's.
    static func number(
        _ body: () throws(ExactNumber.Failure) -> ExactNumber
    ) throws(FormulaError) -> Value {
        do throws(ExactNumber.Failure) {
            return .number(try body())
        } catch {
            throw .arithmetic(error, 0..<0)
        }
    }
}
