/// Writes a document tree as YAML in block style, quoting only where a plain
/// text would be read as something else.
struct YAMLWriter {
    private var output = ""

    static func text(_ node: DocumentNode) -> String {
        var writer = YAMLWriter()
        writer.write(node, indent: 0)
        return writer.output
    }

    private mutating func write(_ node: DocumentNode, indent: Int) {
        switch node.content {
        case .mapping(let entries):
            for entry in entries { write(entry, indent: indent) }
        case .list(let items):
            for item in items { write(item: item, indent: indent) }
        case .scalar:
            output += YAMLWriter.scalar(node) + "\n"
        }
    }

    private mutating func write(_ entry: DocumentEntry, indent: Int) {
        output += String(repeating: " ", count: indent) + YAMLWriter.plain(entry.key) + ":"
        writeValue(entry.value, indent: indent + 2)
    }

    private mutating func writeValue(_ node: DocumentNode, indent: Int) {
        if let inline = YAMLWriter.inline(node) {
            output += " " + inline + "\n"
        } else {
            output += "\n"
            write(node, indent: indent)
        }
    }

    private mutating func write(item: DocumentNode, indent: Int) {
        let margin = String(repeating: " ", count: indent)
        if let inline = YAMLWriter.inline(item) {
            output += margin + "- " + inline + "\n"
            return
        }
        // The first line of the item stands behind its dash.
        var inner = YAMLWriter()
        inner.write(item, indent: indent + 2)
        output += margin + "- " + inner.output.dropFirst(indent + 2)
    }

    /// What fits on one line: single values, and lists of them.
    private static func inline(_ node: DocumentNode) -> String? {
        switch node.content {
        case .scalar: return scalar(node)
        case .mapping(let entries): return entries.isEmpty ? "{}" : nil
        case .list(let items):
            var texts: [String] = []
            for item in items {
                guard case .scalar = item.content else { return nil }
                texts.append(scalar(item))
            }
            return "[" + texts.joined(separator: ", ") + "]"
        }
    }

    private static func scalar(_ node: DocumentNode) -> String {
        guard case .scalar(let text, let isPlain) = node.content else { return "" }
        return isPlain ? text : plain(text)
    }

    /// A text as it is where that is safe, else quoted.
    private static func plain(_ text: String) -> String {
        isSafe(text) ? text : JSONWriter.quoted(text)
    }

    private static func isSafe(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
        guard isWord(first), last != " ", !reserved.contains(text.lowercased()) else { return false }
        // Anything that begins like a number is quoted: it stays a text.
        guard !("0"..."9").contains(first) else { return false }
        return text.unicodeScalars.allSatisfy { isWord($0) || $0 == " " || $0 == "." || $0 == "-" || $0 == "/" }
    }

    private static let reserved: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        case "\u{3400}"..."\u{9FFF}", "，", "。", "、", "（", "）", "；", "！", "？", "“", "”": true
        default: false
        }
    }
}
