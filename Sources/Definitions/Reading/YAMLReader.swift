private import Yams

/// Reads YAML into document trees; anchors and aliases are refused.
struct YAMLReader {
    private var nodes = 0

    /// Every document of a text, in order.
    static func documents(_ text: String) throws(DocumentFault) -> [DocumentNode] {
        try YAMLGuard.check(text)
        let parser: Parser
        do {
            parser = try Parser(yaml: text)
        } catch {
            throw fault(error)
        }
        // Nodes know their anchors only as long as the parser lives.
        defer { withExtendedLifetime(parser) {} }
        var reader = YAMLReader()
        var documents: [DocumentNode] = []
        while let root = try next(parser) {
            let document = try reader.convert(root, depth: 0)
            if !document.isNull { documents.append(document) }
        }
        return documents
    }

    private static func next(_ parser: Parser) throws(DocumentFault) -> Node? {
        do {
            return try parser.nextRoot()
        } catch {
            throw fault(error)
        }
    }

    private mutating func convert(_ node: Node, depth: Int) throws(DocumentFault) -> DocumentNode {
        let line = node.mark?.line ?? 0
        nodes += 1
        guard nodes <= DocumentLimits.nodes else { throw DocumentFault(fault: .tooManyParts(), line: line) }
        guard depth <= DocumentLimits.depth else { throw DocumentFault(fault: .tooDeep(), line: line) }
        guard node.anchor == nil else { throw DocumentFault(fault: .aliasRefused(), line: line) }
        switch node {
        case .scalar(let scalar):
            let plain = scalar.style == .plain || scalar.style == .any
            return DocumentNode(content: .scalar(scalar.string, plain: plain), line: line)
        case .sequence(let sequence):
            var items: [DocumentNode] = []
            for item in sequence { items.append(try convert(item, depth: depth + 1)) }
            return DocumentNode(content: .list(items), line: line)
        case .mapping(let mapping):
            return DocumentNode(content: .mapping(try entries(mapping, depth: depth)), line: line)
        case .alias:
            throw DocumentFault(fault: .aliasRefused(), line: line)
        }
    }

    private mutating func entries(_ mapping: Node.Mapping, depth: Int) throws(DocumentFault) -> [DocumentEntry] {
        var entries: [DocumentEntry] = []
        for (key, value) in mapping {
            let line = key.mark?.line ?? 0
            guard case .scalar(let name) = key, key.anchor == nil else {
                throw DocumentFault(fault: .unreadable(Label("键必须是文本", en: "a key must be a text")), line: line)
            }
            entries.append(DocumentEntry(name.string, try convert(value, depth: depth + 1), line: line))
        }
        return entries
    }

    private static func fault(_ error: any Error) -> DocumentFault {
        guard let error = error as? YamlError else {
            return DocumentFault(fault: .unreadable(Label("不是 YAML", en: "not YAML")), line: nil)
        }
        switch error {
        case .duplicatedKeysInMapping(let keys, let context):
            return DocumentFault(fault: .duplicateKey(keys.joined(separator: ", ")), line: context.mark.line)
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            if problem.contains("alias") { return DocumentFault(fault: .aliasRefused(), line: mark.line) }
            return DocumentFault(fault: .unreadable(Label("语法错误：\(problem)", en: problem)), line: mark.line)
        default:
            return DocumentFault(fault: .unreadable(Label("不是 YAML", en: "not YAML")), line: nil)
        }
    }
}
