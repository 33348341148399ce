/// Looks at a YAML text before it is parsed, so that nesting and aliases can
/// never cost more than their length.
///
/// It does not know quotes or comments, on purpose: what it cannot see
/// through nobody can hide behind. The price is that a text with twenty
/// things that look like aliases is refused.
struct YAMLGuard {
    private var line = 1
    private var flow = 0
    private var aliases = 0
    private var previous = UInt8(ascii: "\n")
    private var indent: Int? = 0

    /// Throws where the text nests too deeply or names too many aliases.
    static func check(_ text: String) throws(DocumentFault) {
        guard text.utf8.count <= DocumentLimits.bytes else {
            throw DocumentFault(fault: .tooLarge(text.utf8.count), line: nil)
        }
        var scan = YAMLGuard()
        for byte in text.utf8 { try scan.take(byte) }
    }

    private mutating func take(_ byte: UInt8) throws(DocumentFault) {
        measureIndent(byte)
        switch byte {
        case UInt8(ascii: "\n"): line += 1
        case UInt8(ascii: "["), UInt8(ascii: "{"): flow += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): flow = max(0, flow - 1)
        default:
            if previous == UInt8(ascii: "*"), YAMLGuard.isNamePart(byte) { aliases += 1 }
        }
        previous = byte
        if flow > DocumentLimits.depth * 2 || (indent ?? 0) > DocumentLimits.depth * 4 {
            throw DocumentFault(fault: .tooDeep(), line: line)
        }
        if aliases > DocumentLimits.aliases { throw DocumentFault(fault: .aliasRefused(), line: line) }
    }

    /// Spaces and the marks `-`, `?`, `:` at the head of a line are what
    /// block nesting is made of.
    private mutating func measureIndent(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\n"): indent = 0
        case UInt8(ascii: " "): indent = indent.map { $0 + 1 }
        case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): break
        default: indent = nil
        }
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default:
            false
        }
    }
}
