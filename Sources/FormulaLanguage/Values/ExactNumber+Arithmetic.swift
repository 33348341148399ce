extension ExactNumber {
    /// The sum.
    ///
    /// - Throws: ``Failure/overflow``.
    public func adding(_ other: ExactNumber) throws(Failure) -> ExactNumber {
        try ExactNumber(units: units + other.units)
    }

    /// The difference.
    ///
    /// - Throws: ``Failure/overflow``.
    public func subtracting(_ other: ExactNumber) throws(Failure) -> ExactNumber {
        try ExactNumber(units: units - other.units)
    }

    /// The value with the other sign.
    public var negated: ExactNumber { ExactNumber(unchecked: -units) }

    /// The value without its sign.
    public var absolute: ExactNumber { units < 0 ? negated : self }

    /// The product, rounded half away from zero to 16 decimals.
    ///
    /// - Throws: ``Failure/overflow``.
    public func multiplied(by other: ExactNumber) throws(Failure) -> ExactNumber {
        let product = units.magnitude.multipliedFullWidth(by: other.units.magnitude)
        return try ExactNumber.quotient(
            product.high, product.low, by: UInt128(ExactNumber.one), negative: (units < 0) != (other.units < 0))
    }

    /// The quotient, rounded half away from zero to 16 decimals.
    ///
    /// - Throws: ``Failure/divisionByZero`` or ``Failure/overflow``.
    public func divided(by other: ExactNumber) throws(Failure) -> ExactNumber {
        guard other.units != 0 else { throw .divisionByZero }
        let product = units.magnitude.multipliedFullWidth(by: UInt128(ExactNumber.one))
        return try ExactNumber.quotient(
            product.high, product.low, by: other.units.magnitude, negative: (units < 0) != (other.units < 0))
    }

    private static func quotient(
        _ high: UInt128, _ low: UInt128, by divisor: UInt128, negative: Bool
    ) throws(Failure) -> ExactNumber {
        guard high < divisor else { throw .overflow }
        var (quotient, remainder) = divisor.dividingFullWidth((high, low))
        if remainder >= divisor - remainder { quotient += 1 }
        guard quotient < UInt128(unitLimit) else { throw .overflow }
        return ExactNumber(unchecked: negative ? -Int128(quotient) : Int128(quotient))
    }

    /// The remainder with the divisor's sign, as `MOD` in Excel:
    /// `n - d * floor(n / d)`.
    ///
    /// - Throws: ``Failure/divisionByZero``.
    public func modulo(_ other: ExactNumber) throws(Failure) -> ExactNumber {
        guard other.units != 0 else { throw .divisionByZero }
        let remainder = units % other.units
        let shifted = remainder != 0 && (remainder < 0) != (other.units < 0) ? remainder + other.units : remainder
        return ExactNumber(unchecked: shifted)
    }

    /// A whole power: repeated multiplication from the left, each step
    /// rounded; a negative exponent is one divided by the positive power.
    ///
    /// - Throws: ``Failure/domain`` for an exponent with decimals or beyond
    ///   ±256 and for 0^0; ``Failure/overflow``; ``Failure/divisionByZero``.
    public func power(_ exponent: ExactNumber) throws(Failure) -> ExactNumber {
        guard let count = exponent.wholeNumber, count.magnitude <= 256 else { throw .domain }
        guard units != 0 || count != 0 else { throw .domain }
        guard units != 0 || count > 0 else { throw .divisionByZero }
        var result = ExactNumber(1)
        for _ in 0..<count.magnitude { result = try result.multiplied(by: self) }
        return count < 0 ? try ExactNumber(1).divided(by: result) : result
    }

    /// The square root, correctly rounded to 16 decimals.
    ///
    /// - Throws: ``Failure/domain`` for a negative number.
    public func squareRoot() throws(Failure) -> ExactNumber {
        guard units >= 0 else { throw .domain }
        // Digit by digit: the root counts 10^-16 and its square 10^-32, so
        // `units * 10^16` needs more than 128 bits.
        let target = units.magnitude.multipliedFullWidth(by: UInt128(ExactNumber.one))
        var low: UInt128 = 0
        var high: UInt128 = 1 << 90
        while high - low > 1 {
            let middle = (low + high) / 2
            let square = middle.multipliedFullWidth(by: middle)
            if square.high < target.high || (square.high == target.high && square.low <= target.low) {
                low = middle
            } else {
                high = middle
            }
        }
        // A tie cannot happen: (k + 1/2)^2 is no whole number.
        let square = low.multipliedFullWidth(by: low + 1)
        let below = square.high < target.high || (square.high == target.high && square.low < target.low)
        return ExactNumber(unchecked: Int128(below ? low + 1 : low))
    }
}
