extension JSONParser {
    /// A number: an integer where it fits 64 bits, a double otherwise.
    mutating func number() throws -> JSONValue {
        let start = position
        let negative = position < bytes.count && bytes[position] == UInt8(ascii: "-")
        if negative { position += 1 }
        let digitsStart = position
        skipDigits()
        guard position > digitsStart else { throw unexpected() }
        guard position == digitsStart + 1 || bytes[digitsStart] != UInt8(ascii: "0") else {
            throw fault(.badNumber, at: start)
        }
        let isWhole = try !skipFraction()
        if isWhole, let value = integer(digitsStart..<position, negative: negative) { return .int(value) }
        guard let text = String(validating: bytes[start..<position], as: UTF8.self), let value = Double(text),
            value.isFinite
        else { throw fault(.badNumber, at: start) }
        // `1.0` and `1e3` are whole, so that what is written is read alike.
        if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 { return .int(whole) }
        return .number(value)
    }

    private mutating func skipDigits() {
        while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    }

    /// Whether there was a fraction or an exponent.
    private mutating func skipFraction() throws -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: ".") else { return try skipExponent() }
        position += 1
        let start = position
        skipDigits()
        guard position > start else { throw unexpected() }
        _ = try skipExponent()
        return true
    }

    private mutating func skipExponent() throws -> Bool {
        guard position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") else { return false }
        position += 1
        if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
            position += 1
        }
        let start = position
        skipDigits()
        guard position > start else { throw unexpected() }
        return true
    }

    private func integer(_ range: Range<Int>, negative: Bool) -> Int64? {
        guard range.count <= 19 else { return nil }
        var value: Int64 = 0
        for index in range {
            let digit = Int64(bytes[index] - UInt8(ascii: "0"))
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(negative ? -digit : digit)
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }

    /// A string; the position stands on its opening quote.
    mutating func string() throws -> String {
        position += 1
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                return try text(bytes[start..<position], at: start)
            case UInt8(ascii: "\\"):
                return try escapedString(from: start)
            case 0..<0x20:
                throw fault(bytes[position] == 0 ? .nul : .controlCharacter, at: position)
            default:
                position += 1
            }
        }
        throw fault(.unexpectedEnd, at: position)
    }

    private func text(_ slice: Slice<UnsafeRawBufferPointer>, at start: Int) throws -> String {
        guard let text = String(validating: UnsafeRawBufferPointer(rebasing: slice), as: UTF8.self) else {
            throw fault(.badUTF8, at: start)
        }
        return text
    }

    private mutating func escapedString(from start: Int) throws -> String {
        var copy = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                guard let text = String(validating: copy, as: UTF8.self) else { throw fault(.badUTF8, at: start) }
                return text
            case UInt8(ascii: "\\"):
                try escape(into: &copy)
            case 0..<0x20:
                throw fault(byte == 0 ? .nul : .controlCharacter, at: position)
            default:
                copy.append(byte)
                position += 1
            }
        }
        throw fault(.unexpectedEnd, at: position)
    }

    private mutating func escape(into copy: inout [UInt8]) throws {
        let start = position
        guard position + 1 < bytes.count else { throw fault(.unexpectedEnd, at: bytes.count) }
        let letter = bytes[position + 1]
        position += 2
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): copy.append(letter)
        case UInt8(ascii: "b"): copy.append(0x08)
        case UInt8(ascii: "f"): copy.append(0x0C)
        case UInt8(ascii: "n"): copy.append(0x0A)
        case UInt8(ascii: "r"): copy.append(0x0D)
        case UInt8(ascii: "t"): copy.append(0x09)
        case UInt8(ascii: "u"): copy.append(contentsOf: String(try unicodeEscape(at: start)).utf8)
        default: throw fault(.badEscape, at: start)
        }
    }

    private mutating func unicodeEscape(at start: Int) throws -> Unicode.Scalar {
        let first = try hexadecimal(at: start)
        guard first != 0 else { throw fault(.nul, at: start) }
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw fault(.badEscape, at: start) }
        position += 2
        let second = try hexadecimal(at: start)
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw fault(.badEscape, at: start) }
        return scalar
    }

    private mutating func hexadecimal(at start: Int) throws -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.count else { throw fault(.unexpectedEnd, at: bytes.count) }
            let byte = bytes[position]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw fault(.badEscape, at: start)
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
