extension ExactNumber: CustomStringConvertible, LosslessStringConvertible {
    /// Reads plain notation, `-12.50`; digits after the sixteenth decimal
    /// are rounded half away from zero.
    ///
    /// - Returns: nil for anything else, including exponents, blanks and
    ///   values of 10^20 or more.
    public init?(_ text: String) {
        var bytes = text.utf8[...]
        let negative = bytes.first == UInt8(ascii: "-")
        if negative || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
        guard let magnitude = ExactNumber.magnitude(bytes) else { return nil }
        guard magnitude < ExactNumber.unitLimit else { return nil }
        self.init(unchecked: negative ? -magnitude : magnitude)
    }

    private static func magnitude(_ bytes: Substring.UTF8View) -> Int128? {
        var units: Int128 = 0
        var decimals: Int?
        var digits = 0
        for byte in bytes {
            if byte == UInt8(ascii: ".") {
                guard decimals == nil else { return nil }
                decimals = 0
                continue
            }
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            digits += 1
            let digit = Int128(byte - UInt8(ascii: "0"))
            if let place = decimals {
                decimals = place + 1
                if place < self.decimals {
                    units += digit * power(self.decimals - 1 - place)
                } else if place == self.decimals, digit >= 5 {
                    units += 1
                }
            } else {
                units = units * 10 + digit * one
                guard units < unitLimit else { return nil }
            }
        }
        return digits > 0 ? units : nil
    }

    /// Plain notation without needless zeros: `-12.5`, `0`, `1000000`.
    public var description: String {
        let magnitude = units.magnitude
        let one = UInt128(ExactNumber.one)
        let whole = String(magnitude / one)
        var fraction = magnitude % one
        let sign = units < 0 ? "-" : ""
        guard fraction > 0 else { return sign + whole }
        var places = ExactNumber.decimals
        while fraction % 10 == 0 {
            fraction /= 10
            places -= 1
        }
        let digits = String(fraction)
        return sign + whole + "." + String(repeating: "0", count: places - digits.utf8.count) + digits
    }

    /// Plain notation with exactly `decimals` decimals (0…16), rounded half
    /// away from zero, and optionally a comma after every three digits.
    public func formatted(decimals: Int, grouped: Bool = false) -> String {
        let places = min(max(decimals, 0), ExactNumber.decimals)
        let value = ExactNumber.divide(units, by: ExactNumber.power(ExactNumber.decimals - places))
        let factor = UInt128(ExactNumber.power(places))
        var whole = String(value.magnitude / factor)
        if grouped { whole = ExactNumber.group(whole) }
        let sign = value < 0 ? "-" : ""
        guard places > 0 else { return sign + whole }
        let digits = String(value.magnitude % factor)
        return sign + whole + "." + String(repeating: "0", count: places - digits.utf8.count) + digits
    }

    static func group(_ digits: String) -> String {
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }

    /// How many decimals plain notation needs.
    var decimalsUsed: Int {
        guard units != 0 else { return 0 }
        var places = ExactNumber.decimals
        var rest = units
        while places > 0, rest % 10 == 0 {
            rest /= 10
            places -= 1
        }
        return places
    }
}

extension ExactNumber: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = ExactNumber(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an exact decimal")
        }
        self = value
    }

    /// Written as a string, so that no JSON reader loses digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
