extension JSONValue {
    /// The value as UTF-8 JSON: no blanks, members sorted by name.
    public var bytes: [UInt8] {
        var result: [UInt8] = []
        write(to: &result)
        return result
    }

    /// The value as JSON text; see ``bytes``.
    public var text: String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the value to bytes that are being gathered.
    public func write(to output: inout [UInt8]) {
        switch self {
        case .null: output.append(json: "null")
        case .bool(let value): output.append(json: value ? "true" : "false")
        case .int(let value): output.append(decimal: value)
        case .number(let value): output.append(number: value)
        case .string(let value): output.append(quoted: value)
        case .array(let items):
            output.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                item.write(to: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let members):
            output.append(UInt8(ascii: "{"))
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                output.append(quoted: member.key)
                output.append(UInt8(ascii: ":"))
                member.value.write(to: &output)
            }
            output.append(UInt8(ascii: "}"))
        }
    }
}

extension [UInt8] {
    /// Appends JSON that is written out in the code.
    @inline(__always)
    public mutating func append(json text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends a whole number.
    public mutating func append(decimal value: Int64) {
        guard value != 0 else { return append(UInt8(ascii: "0")) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = value.magnitude
            var index = 20
            while rest > 0 {
                index -= 1
                digits[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            if value < 0 {
                index -= 1
                digits[index] = UInt8(ascii: "-")
            }
            append(contentsOf: UnsafeMutableBufferPointer(rebasing: digits[index...]))
        }
    }

    /// Appends a number; one that JSON has no notation for becomes `null`.
    public mutating func append(number value: Double) {
        guard value.isFinite else { return append(json: "null") }
        if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 { return append(decimal: whole) }
        append(contentsOf: value.description.utf8)
    }

    /// Appends a scaled integer as a plain decimal: 1250 with scale 2 is
    /// `12.5`.
    public mutating func append(scaled value: Int64, scale: Int) {
        guard scale > 0 else { return append(decimal: value) }
        var divisor: UInt64 = 1
        for _ in 0..<scale { divisor *= 10 }
        var fraction = value.magnitude % divisor
        if value < 0 { append(UInt8(ascii: "-")) }
        append(decimal: Int64(value.magnitude / divisor))
        guard fraction > 0 else { return }
        append(UInt8(ascii: "."))
        while fraction > 0 {
            divisor /= 10
            append(UInt8(ascii: "0") + UInt8(fraction / divisor))
            fraction %= divisor
        }
    }

    /// Appends a JSON string.
    public mutating func append(quoted text: String) {
        var text = text
        text.withUTF8 { append(quoted: UnsafeRawBufferPointer($0)) }
    }

    /// Appends a JSON string made of UTF-8 bytes.
    public mutating func append(quoted utf8: UnsafeRawBufferPointer) {
        append(UInt8(ascii: "\""))
        var start = 0
        for index in 0..<utf8.count {
            let byte = utf8[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            append(contentsOf: utf8[start..<index])
            append(escaped: byte)
            start = index + 1
        }
        append(contentsOf: utf8[start...])
        append(UInt8(ascii: "\""))
    }

    private mutating func append(escaped byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0D: append(UInt8(ascii: "r"))
        case 0x09: append(UInt8(ascii: "t"))
        default:
            append(json: "u00")
            append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            let low = byte & 0x0F
            append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        }
    }
}
