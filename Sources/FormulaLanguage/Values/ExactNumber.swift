/// An exact decimal: at most 16 decimals and an absolute value below 10^20.
///
/// Kept as one 128-bit count of 10^-16, so equality and hashing are those of
/// the value (`1.50 == 1.5`). Every operation rounds its result half away
/// from zero to 16 decimals; leaving the range is an error, never a wrap.
public struct ExactNumber: Sendable, Hashable {
    /// The decimals every number carries.
    public static let decimals = 16
    /// The first whole number that does not fit.
    static let limitDigits = 20

    /// The count of 10^-16.
    let units: Int128

    static let one: Int128 = 10_000_000_000_000_000
    static let unitLimit: Int128 = one * 100_000_000_000_000_000_000

    /// Why an operation has no result.
    public enum Failure: Error, Sendable, Hashable {
        /// The result reaches 10^20 or more.
        case overflow
        /// The divisor is zero.
        case divisionByZero
        /// The arguments are outside what the operation is defined for.
        case domain
    }

    /// Zero.
    public static let zero = ExactNumber(unchecked: 0)

    init(unchecked units: Int128) {
        self.units = units
    }

    init(units: Int128) throws(Failure) {
        guard units < Self.unitLimit, units > -Self.unitLimit else { throw .overflow }
        self.units = units
    }

    /// A whole number.
    public init(_ value: Int) {
        units = Int128(value) * Self.one
    }

    /// A stored scaled integer: `ExactNumber(scaled: 1250, scale: 2)` is 12.5.
    ///
    /// - Parameter scale: 0 to 16; values outside are clamped.
    public init(scaled value: Int64, scale: Int) {
        units = Int128(value) * Self.power(Self.decimals - min(max(scale, 0), Self.decimals))
    }

    /// The integer that a column with `scale` decimals keeps, rounded half
    /// away from zero; nil if it does not fit 64 bits.
    public func scaled(to scale: Int) -> Int64? {
        let places = min(max(scale, 0), Self.decimals)
        return Int64(exactly: Self.divide(units, by: Self.power(Self.decimals - places)))
    }

    /// The value as an integer; nil if it has decimals or does not fit.
    public var wholeNumber: Int? {
        units % Self.one == 0 ? Int(exactly: units / Self.one) : nil
    }

    /// Whether it is below zero.
    public var isNegative: Bool { units < 0 }

    /// 10 to the `exponent`, 0…37.
    static func power(_ exponent: Int) -> Int128 {
        powers[exponent]
    }

    private static let powers: [Int128] = {
        var result: [Int128] = [1]
        for _ in 0..<37 { result.append(result[result.count - 1] * 10) }
        return result
    }()

    /// A quotient rounded half away from zero; `divisor` is positive.
    static func divide(_ value: Int128, by divisor: Int128) -> Int128 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        guard remainder.magnitude >= divisor.magnitude - remainder.magnitude else { return quotient }
        return value < 0 ? quotient - 1 : quotient + 1
    }
}

extension ExactNumber: Comparable {
    public static func < (left: ExactNumber, right: ExactNumber) -> Bool {
        left.units < right.units
    }
}

extension ExactNumber: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) {
        self.init(value)
    }
}
