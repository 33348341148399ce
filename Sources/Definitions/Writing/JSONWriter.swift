/// Writes a document tree as compact JSON.
struct JSONWriter {
    private var output = ""

    static func text(_ node: DocumentNode) -> String {
        var writer = JSONWriter()
        writer.write(node)
        return writer.output
    }

    private mutating func write(_ node: DocumentNode) {
        switch node.content {
        case .scalar(let text, plain: true):
            output += text
        case .scalar(let text, plain: false):
            output += JSONWriter.quoted(text)
        case .list(let items):
            output += "["
            for (index, item) in items.enumerated() {
                if index > 0 { output += "," }
                write(item)
            }
            output += "]"
        case .mapping(let entries):
            output += "{"
            for (index, entry) in entries.enumerated() {
                if index > 0 { output += "," }
                output += JSONWriter.quoted(entry.key) + ":"
                write(entry.value)
            }
            output += "}"
        }
    }

    /// A text in double quotes, valid both as JSON and as YAML.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where needsEscape(scalar): result += escaped(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// What YAML does not take as it is, beside JSON's controls.
    private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        let hex = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
    }
}
