extension JSONValue {
    /// Reads one JSON value (RFC 8259) and nothing after it.
    ///
    /// - Throws: ``JSONError`` with the place of the first fault.
    public init(parsing bytes: some Sequence<UInt8>, limits: JSONLimits = .standard) throws {
        let parsed = try bytes.withContiguousStorageIfAvailable {
            try JSONValue.parse(UnsafeRawBufferPointer($0), limits)
        }
        self = try parsed ?? JSONValue.parse(copy: Array(bytes), limits)
    }

    /// Reads one JSON value from a text.
    ///
    /// - Throws: ``JSONError`` with the place of the first fault.
    public init(parsing text: String, limits: JSONLimits = .standard) throws {
        try self.init(parsing: Array(text.utf8), limits: limits)
    }

    private static func parse(copy bytes: [UInt8], _ limits: JSONLimits) throws -> JSONValue {
        try bytes.withUnsafeBytes { try parse($0, limits) }
    }

    private static func parse(_ bytes: UnsafeRawBufferPointer, _ limits: JSONLimits) throws -> JSONValue {
        var parser = JSONParser(bytes: bytes, limits: limits)
        return try parser.document()
    }
}

/// One pass over the bytes; recursion is bounded by ``JSONLimits/depth``.
struct JSONParser {
    let bytes: UnsafeRawBufferPointer
    let limits: JSONLimits
    var position = 0
    private var depth = 0

    init(bytes: UnsafeRawBufferPointer, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func document() throws -> JSONValue {
        guard bytes.count <= limits.bytes else { throw fault(.tooLarge, at: limits.bytes) }
        skipBlanks()
        let value = try value()
        skipBlanks()
        guard position == bytes.count else { throw fault(.trailing, at: position) }
        return value
    }

    func fault(_ code: JSONError.Code, at offset: Int) -> JSONError {
        JSONError(code, at: offset, in: bytes)
    }

    /// The fault of finding something else here, or nothing at all.
    func unexpected() -> JSONError {
        position < bytes.count ? fault(.syntax, at: position) : fault(.unexpectedEnd, at: position)
    }

    mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func value() throws -> JSONValue {
        guard position < bytes.count else { throw unexpected() }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try nested { try $0.objectMembers() }
        case UInt8(ascii: "["): return try nested { try $0.arrayItems() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(_ body: (inout JSONParser) throws -> JSONValue) throws -> JSONValue {
        guard depth < limits.depth else { throw fault(.tooDeep, at: position) }
        depth += 1
        defer { depth -= 1 }
        position += 1
        return try body(&self)
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard position < bytes.count, bytes[position] == word.utf8Start[index] else { throw unexpected() }
            position += 1
        }
        return value
    }

    private mutating func arrayItems() throws -> JSONValue {
        var items: [JSONValue] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .array(items) }
        while true {
            skipBlanks()
            items.append(try value())
            skipBlanks()
            if take(UInt8(ascii: "]")) { return .array(items) }
            guard take(UInt8(ascii: ",")) else { throw unexpected() }
        }
    }

    private mutating func objectMembers() throws -> JSONValue {
        var members: [String: JSONValue] = [:]
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipBlanks()
            let start = position
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw unexpected() }
            let name = try string()
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw unexpected() }
            skipBlanks()
            let value = try value()
            guard members.updateValue(value, forKey: name) == nil else { throw fault(.duplicateKey, at: start) }
            skipBlanks()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw unexpected() }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }
}
