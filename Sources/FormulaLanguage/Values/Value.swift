/// What a formula computes with and computes.
///
/// Failures (division by zero …) are thrown as ``FormulaError``, not values.
public enum Value: Sendable, Hashable {
    /// Nothing there: SQL NULL, an empty cell.
    case blank
    case number(ExactNumber)
    case text(String)
    case boolean(Bool)
    case date(LocalDate)
    case instant(Instant)
    /// A multi-value field; order has no meaning.
    case list([Value])
    /// A record of an object.
    case reference(object: String, id: Int64)

    /// Whether it is blank, an empty text or an empty list, as `ISBLANK`.
    public var isBlank: Bool {
        switch self {
        case .blank: true
        case .text(let text): text.isEmpty
        case .list(let items): items.isEmpty
        default: false
        }
    }
}

extension Value: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    public init(integerLiteral value: Int) {
        self = .number(ExactNumber(value))
    }

    public init(stringLiteral value: String) {
        self = .text(value)
    }

    public init(booleanLiteral value: Bool) {
        self = .boolean(value)
    }
}

/// The static type of a formula or of a field.
public indirect enum ValueType: Sendable, Hashable {
    case number
    case text
    case boolean
    case date
    case instant
    case reference(object: String)
    case list(ValueType)
    /// Always blank; fits wherever another type is expected.
    case blank
}
