/// A function as users write it: its help, and how a call becomes a node.
struct FunctionDefinition: Sendable {
    let info: FunctionInfo
    let build: @Sendable (FunctionCall) throws(FormulaError) -> Node

    init(_ info: FunctionInfo, build: @escaping @Sendable (FunctionCall) throws(FormulaError) -> Node) {
        self.info = info
        self.build = build
    }

    /// A function that is exactly its specification.
    init(_ info: FunctionInfo, _ spec: FunctionSpec) {
        self.info = info
        build = { (call) throws(FormulaError) in try call.pure(spec) }
    }
}

extension FunctionInfo {
    init(
        _ name: String, _ aliases: [String], _ category: Category, _ signature: String, zh: String, en: String,
        _ example: String
    ) {
        self.init(
            name: name, aliases: aliases, category: category, signature: signature, helpZh: zh, helpEn: en,
            example: example)
    }
}

/// A call being resolved.
struct FunctionCall {
    let resolver: Resolver
    let info: FunctionInfo
    let nameRange: Range<Int>
    let range: Range<Int>
    let arguments: [Syntax]

    /// Checks how many arguments are written.
    func expect(_ counts: some RangeExpression<Int>) throws(FormulaError) {
        guard !counts.contains(arguments.count) else { return }
        throw FormulaError(
            .argumentCount, range, zh: "参数个数不对（现有 \(arguments.count) 个），写法：\(info.signature)",
            en: "Wrong number of arguments (\(arguments.count)); write \(info.signature)", suggestion: info.signature)
    }

    func node(_ place: Int) throws(FormulaError) -> Node {
        try resolver.resolve(arguments[place])
    }

    func condition(_ place: Int) throws(FormulaError) -> Node {
        try resolver.condition(node(place))
    }

    /// All arguments from a place on.
    func nodes(from start: Int = 0) throws(FormulaError) -> [Node] {
        var result: [Node] = []
        for argument in arguments.dropFirst(start) { result.append(try resolver.resolve(argument)) }
        return result
    }

    func conditions() throws(FormulaError) -> [Node] {
        var result: [Node] = []
        for node in try nodes() { result.append(try resolver.condition(node)) }
        return result
    }

    /// A text that must be written out.
    func literal(_ place: Int, zh: String, en: String) throws(FormulaError) -> String {
        if case .text(let text) = arguments[place].kind { return text }
        throw FormulaError(.constantNeeded, arguments[place].range, zh: zh, en: en)
    }

    func pure(_ spec: FunctionSpec) throws(FormulaError) -> Node {
        if spec.variadic {
            try expect(spec.required...)
        } else {
            try expect(spec.required...spec.parameters.count)
        }
        var nodes: [Node] = []
        for (place, argument) in arguments.enumerated() {
            nodes.append(try resolver.coerce(resolver.resolve(argument), to: spec.parameter(place)))
        }
        if !spec.hidden.isEmpty {
            // Hidden arguments follow all others, so none may be left out.
            while nodes.count < spec.parameters.count { nodes.append(Node(.constant(.blank), .number, range)) }
        }
        return Node(.call(FunctionReference(spec: spec), nodes), spec.result, range)
    }
}
