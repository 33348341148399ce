/// Looks at a YAML text before it is parsed, so that nesting and aliases can
/// never cost more than their length.
struct YAMLGuard {
    private var line = 1
    private var flow = 0
    private var aliases = 0
    private var quote: UInt8?
    private var previous = UInt8(ascii: "\n")
    private var prefix = 0
    private var inPrefix = true

    /// Throws where the text nests too deeply or names too many aliases.
    static func check(_ text: String) throws(DocumentFault) {
        guard text.utf8.count <= DocumentLimits.bytes else {
            throw DocumentFault(fault: .tooLarge(text.utf8.count), line: nil)
        }
        var scan = YAMLGuard()
        for byte in text.utf8 { try scan.take(byte) }
    }

    private mutating func take(_ byte: UInt8) throws(DocumentFault) {
        defer { previous = byte }
        if byte == UInt8(ascii: "\n") {
            line += 1
            prefix = 0
            inPrefix = true
            // An unclosed quote must not blind the scan for good.
            quote = nil
            return
        }
        if let open = quote {
            if byte == open, previous != UInt8(ascii: "\\") { quote = nil }
            return
        }
        try measurePrefix(byte)
        let startsToken = !YAMLGuard.isWord(previous)
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            if startsToken { quote = byte }
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            flow += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
            flow = max(0, flow - 1)
        case UInt8(ascii: "*"), UInt8(ascii: "&"):
            if startsToken { aliases += 1 }
        default:
            break
        }
        if flow > DocumentLimits.depth { throw DocumentFault(fault: .tooDeep(), line: line) }
        if aliases > DocumentLimits.aliases { throw DocumentFault(fault: .aliasRefused(), line: line) }
    }

    /// Spaces, `-` and `?` at the head of a line are what block nesting is
    /// made of.
    private mutating func measurePrefix(_ byte: UInt8) throws(DocumentFault) {
        guard inPrefix else { return }
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
            prefix += byte == UInt8(ascii: " ") ? 1 : 0
        default:
            inPrefix = false
        }
        if prefix > DocumentLimits.depth * 4 { throw DocumentFault(fault: .tooDeep(), line: line) }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "["), UInt8(ascii: "{"),
            UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "?"):
            false
        default:
            true
        }
    }
}
