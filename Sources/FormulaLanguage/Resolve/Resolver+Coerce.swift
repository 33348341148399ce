/// Making a node fit the type its place wants.
extension Resolver {
    func number(_ node: Node) throws(FormulaError) -> Node {
        switch node.type {
        case .number: return node
        case .blank: return Node(.constant(.blank), .number, node.range)
        case .text: throw .type(node, wanted: .number, suggestion: "VALUE(…)")
        case .boolean: throw .type(node, wanted: .number, suggestion: "IF(…,1,0)")
        default: throw .type(node, wanted: .number)
        }
    }

    func condition(_ node: Node) throws(FormulaError) -> Node {
        switch node.type {
        case .boolean: return node
        case .blank: return Node(.constant(.blank), .boolean, node.range)
        case .number: throw .type(node, wanted: .boolean, suggestion: "…<>0")
        default: throw .type(node, wanted: .boolean, suggestion: "NOT(ISBLANK(…))")
        }
    }

    func text(_ node: Node) throws(FormulaError) -> Node {
        let plain = label(node)
        switch plain.type {
        case .text: return plain
        case .blank: return Node(.constant(.blank), .text, node.range)
        case .number: return Node(.convert(.numberToText, plain), .text, node.range)
        case .boolean: return Node(.convert(.booleanToText, plain), .text, node.range)
        case .date: return Node(.convert(.dateToText, plain), .text, node.range)
        case .instant: return Node(.call(.init(spec: TimeSpecs.instantText), [plain]), .text, node.range)
        case .reference, .list: throw .type(node, wanted: .text)
        }
    }

    func date(_ node: Node) throws(FormulaError) -> Node {
        switch node.type {
        case .date: return node
        case .blank: return Node(.constant(.blank), .date, node.range)
        case .instant: return Node(.call(.init(spec: TimeSpecs.localDate), [node]), .date, node.range)
        case .text:
            if let date = literalDate(node) { return date }
            throw .type(node, wanted: .date, suggestion: "DATEVALUE(…)")
        default: throw .type(node, wanted: .date)
        }
    }

    func instant(_ node: Node) throws(FormulaError) -> Node {
        if node.type == .instant { return node }
        if node.type == .blank { return Node(.constant(.blank), .instant, node.range) }
        let day = try date(node)
        return Node(.call(.init(spec: TimeSpecs.midnight), [day]), .instant, node.range)
    }

    /// An option as its label; anything else unchanged.
    func label(_ node: Node) -> Node {
        guard let options = node.options else { return node }
        return Node(.convert(.optionToLabel(options), node), .text, node.range)
    }

    /// A text literal that is a date, as that date.
    func literalDate(_ node: Node) -> Node? {
        guard case .constant(.text(let text)) = node.kind, let date = DateReader.read(text) else { return nil }
        return Node(.constant(.date(date)), .date, node.range)
    }

    /// A written-out text, as `""` in `IF(x, 1, "")`.
    func isEmptyLiteral(_ node: Node) -> Bool {
        node.kind == .constant(.text(""))
    }

    func coerce(_ node: Node, to parameter: FunctionSpec.Parameter) throws(FormulaError) -> Node {
        switch parameter {
        case .number, .numberOrBlank: try number(node)
        case .text: try text(node)
        case .boolean: try condition(node)
        case .date, .dateOrBlank: try date(node)
        case .instant, .instantOrBlank: try instant(node)
        }
    }

    /// Brings results of branches to one type.
    func unified(_ nodes: [Node]) throws(FormulaError) -> [Node] {
        var kinds = nodes.filter { $0.type != .blank }
        if kinds.contains(where: { $0.type != .text }) { kinds.removeAll { isEmptyLiteral($0) } }
        guard let first = kinds.first else {
            return nodes.map { $0.type == .blank ? $0 : Node(.constant(.blank), .blank, $0.range) }
        }
        let wanted: ValueType = kinds.contains { $0.type == .instant } && first.type == .date ? .instant : first.type
        let keepsOptions = kinds.allSatisfy { $0.options == first.options }
        var result: [Node] = []
        for node in nodes {
            if node.type == .blank || (wanted != .text && isEmptyLiteral(node)) {
                result.append(Node(.constant(.blank), wanted, node.range, options: keepsOptions ? first.options : nil))
            } else if node.type == wanted {
                result.append(keepsOptions ? node : label(node))
            } else if wanted == .instant, node.type == .date {
                result.append(try instant(node))
            } else {
                throw FormulaError(
                    .type, node.range, zh: "各分支的结果类型要一致：前面是\(wanted.zh)，这里是\(node.type.zh)",
                    en: "All results must have one type: the first is \(wanted.en), this is \(node.type.en)",
                    suggestion: wanted == .text ? "…&\"\"" : nil)
            }
        }
        return result
    }
}
