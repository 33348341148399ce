/// Functions of multi-value fields, sets of values and users.
enum ListFunctions {
    static let all: [FunctionDefinition] = [
        membership(
            "HASANY", ["包含任一"], "HASANY(列表, 值1, 值2…)", "列表是否含有其中任一个", "Whether the list has any of them",
            "HASANY(标签, \"重点\", \"续约\")"
        ) { .hasAny($0, $1) },
        membership(
            "HASALL", ["包含全部"], "HASALL(列表, 值1, 值2…)", "列表是否含有全部", "Whether the list has all of them",
            "HASALL(标签, \"重点\", \"续约\")"
        ) { .hasAll($0, $1) },
        FunctionDefinition(
            FunctionInfo(
                "IN", ["属于"], .list, "IN(值, 值1, 值2…)", zh: "是否等于其中之一", en: "Whether it equals one of them",
                "IN(阶段, \"商务谈判\", \"合同已签\")"),
            build: isIn),
        FunctionDefinition(
            FunctionInfo(
                "COUNTA", ["个数"], .list, "COUNTA(值1, 值2…)", zh: "不为空的个数；列表算其中的个数",
                en: "How many are not blank; a list counts its items", "COUNTA(标签)"),
            build: countFilled),
        FunctionDefinition(
            FunctionInfo(
                "CURRENTUSER", ["当前用户"], .user, "CURRENTUSER()", zh: "当前用户", en: "The current user", "负责人=CURRENTUSER()"
            )
        ) { (call) throws(FormulaError) in
            try call.expect(0...0)
            return currentUser(call)
        },
        FunctionDefinition(
            FunctionInfo(
                "ISME", ["是我"], .user, "ISME(用户)", zh: "是否当前用户", en: "Whether it is the current user", "ISME(负责人)")
        ) { (call) throws(FormulaError) in
            try call.expect(1...1)
            let user = try call.node(0)
            if user.type == .list(currentUser(call).type) {
                return Node(.hasAny(user, [currentUser(call)]), .boolean, call.range)
            }
            return try call.resolver.compare(.equal, user, currentUser(call), call.range)
        },
    ]

    private static func currentUser(_ call: FunctionCall) -> Node {
        call.resolver.usesCurrentUser = true
        let object = call.resolver.scope.userObject
        return Node(.currentUser(object: object), .reference(object: object), call.range)
    }

    private static func membership(
        _ name: String, _ aliases: [String], _ signature: String, _ zh: String, _ en: String, _ example: String,
        _ kind: @escaping @Sendable (Node, [Node]) -> Node.Kind
    ) -> FunctionDefinition {
        FunctionDefinition(FunctionInfo(name, aliases, .list, signature, zh: zh, en: en, example)) {
            (call) throws(FormulaError) in
            try call.expect(2...)
            let list = try call.node(0)
            guard case .list(let element) = list.type, case .field(let access) = list.kind else {
                throw FormulaError.type(list, wanted: .list(.text), suggestion: "IN(…)")
            }
            var items: [Node] = []
            for place in 1..<call.arguments.count {
                var item = try call.node(place)
                if !access.field.optionLabels.isEmpty {
                    item = try call.resolver.option(item, call.arguments[place], access.field.optionLabels)
                }
                guard item.type == element else { throw FormulaError.type(item, wanted: element) }
                items.append(item)
            }
            return Node(kind(list, items), .boolean, call.range)
        }
    }

    @Sendable
    private static func isIn(_ call: FunctionCall) throws(FormulaError) -> Node {
        try call.expect(2...)
        let value = try call.node(0)
        if case .list = value.type { throw FormulaError.type(value, wanted: .text, suggestion: "HASANY(…)") }
        var matches: [Node] = []
        for place in 1..<call.arguments.count {
            var item = try call.node(place)
            if let options = value.options { item = try call.resolver.option(item, call.arguments[place], options) }
            matches.append(try call.resolver.compare(.equal, value, item, call.arguments[place].range))
        }
        return Node(membershipKind(value, matches), .boolean, call.range)
    }

    /// A plain set where every comparison is one, so that SQL can say `IN`;
    /// otherwise the comparisons themselves.
    private static func membershipKind(_ value: Node, _ matches: [Node]) -> Node.Kind {
        var items: [Node] = []
        for match in matches {
            guard case .compare(.equal, value, let item) = match.kind, case .constant = item.kind else {
                return .or(matches)
            }
            items.append(item)
        }
        return .isIn(value, items)
    }

    @Sendable
    private static func countFilled(_ call: FunctionCall) throws(FormulaError) -> Node {
        try call.expect(1...)
        let one = Node(.constant(.number(1)), .number, call.range)
        let zero = Node(.constant(.number(.zero)), .number, call.range)
        let counts = try call.nodes().map { node in
            if case .list = node.type { return Node(.countItems(node), .number, node.range) }
            let branch = Node.Branch(condition: Node(.isBlank(node), .boolean, node.range), result: zero)
            return Node(.choose([branch], otherwise: one, mustMatch: false), .number, node.range)
        }
        if counts.count == 1 { return counts[0] }
        return Node(.call(FunctionReference(spec: AggregateSpecs.sum), counts), .number, call.range)
    }
}
