/// Reads JSON into the same tree as YAML, with lines, refusing duplicate
/// members and deep nesting.
struct JSONReader {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var nodes = 0

    /// The documents of a text: one object, or a list of them.
    static func documents(_ text: String) throws(DocumentFault) -> [DocumentNode] {
        guard text.utf8.count <= DocumentLimits.bytes else {
            throw DocumentFault(fault: .tooLarge(text.utf8.count), line: nil)
        }
        var reader = JSONReader(bytes: Array(text.utf8))
        let root = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.index == reader.bytes.count else { throw reader.wrong("结尾有多余内容", "text after the end") }
        if case .list(let documents) = root.content { return documents }
        return [root]
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private func wrong(_ zh: String, _ en: String) -> DocumentFault {
        DocumentFault(fault: .unreadable(Label(zh, en: en)), line: line)
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            if byte == 0x0A { line += 1 }
            index += 1
        }
    }

    private mutating func value(depth: Int) throws(DocumentFault) -> DocumentNode {
        skipSpace()
        nodes += 1
        guard nodes <= DocumentLimits.nodes else { throw DocumentFault(fault: .tooManyParts(), line: line) }
        guard depth <= DocumentLimits.depth else { throw DocumentFault(fault: .tooDeep(), line: line) }
        let start = line
        switch next {
        case UInt8(ascii: "{"):
            return DocumentNode(content: .mapping(try entries(depth: depth)), line: start)
        case UInt8(ascii: "["):
            return DocumentNode(content: .list(try items(depth: depth)), line: start)
        case UInt8(ascii: "\""):
            return DocumentNode(content: .scalar(try string(), plain: false), line: start)
        default:
            return DocumentNode(content: .scalar(try literal(), plain: true), line: start)
        }
    }

    private mutating func items(depth: Int) throws(DocumentFault) -> [DocumentNode] {
        index += 1
        var items: [DocumentNode] = []
        skipSpace()
        if next == UInt8(ascii: "]") {
            index += 1
            return items
        }
        while true {
            items.append(try value(depth: depth + 1))
            if try !hasMore(closing: UInt8(ascii: "]")) { return items }
        }
    }

    private mutating func entries(depth: Int) throws(DocumentFault) -> [DocumentEntry] {
        index += 1
        var entries: [DocumentEntry] = []
        var seen: Set<String> = []
        skipSpace()
        if next == UInt8(ascii: "}") {
            index += 1
            return entries
        }
        while true {
            skipSpace()
            let start = line
            guard next == UInt8(ascii: "\"") else { throw wrong("键必须带双引号", "a member's name must be quoted") }
            let key = try string()
            guard seen.insert(key).inserted else { throw DocumentFault(fault: .duplicateKey(key), line: start) }
            skipSpace()
            guard next == UInt8(ascii: ":") else { throw wrong("缺少冒号", "a colon is missing") }
            index += 1
            entries.append(DocumentEntry(key, try value(depth: depth + 1), line: start))
            if try !hasMore(closing: UInt8(ascii: "}")) { return entries }
        }
    }

    private mutating func hasMore(closing: UInt8) throws(DocumentFault) -> Bool {
        skipSpace()
        guard let byte = next, byte == closing || byte == UInt8(ascii: ",") else {
            throw wrong("缺少逗号或括号", "a comma or bracket is missing")
        }
        index += 1
        return byte != closing
    }

    private mutating func literal() throws(DocumentFault) -> String {
        let start = index
        while let byte = next, JSONReader.isLiteral(byte) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        guard text == "true" || text == "false" || text == "null" || JSONReader.isNumber(text) else {
            throw wrong("不认识的值“\(text)”", "unknown value “\(text)”")
        }
        return text
    }

    private static func isLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default:
            false
        }
    }

    private static func isNumber(_ text: String) -> Bool {
        guard let first = text.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first) else {
            return false
        }
        return Double(text)?.isFinite == true
    }
}

extension JSONReader {
    private mutating func string() throws(DocumentFault) -> String {
        index += 1
        var units: [UInt8] = []
        while let byte = next {
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: units, as: UTF8.self) else {
                    throw wrong("文本不是 UTF-8", "a text is not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"):
                units.append(contentsOf: String(try escape()).utf8)
            case 0..<0x20:
                throw wrong("文本里有控制字符", "a control character in a text")
            default:
                units.append(byte)
            }
        }
        throw wrong("文本没有结束", "a text does not end")
    }

    private mutating func escape() throws(DocumentFault) -> Unicode.Scalar {
        guard let byte = next else { throw wrong("文本没有结束", "a text does not end") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicode()
        default: throw wrong("不认识的转义", "an unknown escape")
        }
    }

    private mutating func unicode() throws(DocumentFault) -> Unicode.Scalar {
        let high = try hex()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard (0xD800..<0xDC00).contains(high), next == UInt8(ascii: "\\") else {
            throw wrong("不成对的代理项", "a lone surrogate")
        }
        index += 1
        guard next == UInt8(ascii: "u") else { throw wrong("不成对的代理项", "a lone surrogate") }
        index += 1
        let low = try hex()
        guard (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
        else { throw wrong("不成对的代理项", "a lone surrogate") }
        return scalar
    }

    private mutating func hex() throws(DocumentFault) -> UInt32 {
        guard index + 4 <= bytes.count,
            let value = UInt32(String(decoding: bytes[index..<(index + 4)], as: UTF8.self), radix: 16)
        else { throw wrong("不认识的转义", "an unknown escape") }
        index += 4
        return value
    }
}
