/// `IF` and its kin: they decide which of their arguments is computed.
enum LogicFunctions {
    static let all: [FunctionDefinition] = [
        FunctionDefinition(
            FunctionInfo(
                "IF", ["如果"], .logic, "IF(条件, 成立时, [不成立时])", zh: "条件成立取第二个参数，否则取第三个；不写第三个为空",
                en: "The second argument if the condition holds, else the third (blank if left out)",
                "IF(金额>500000, \"大单\", \"普通\")")
        ) { (call) throws(FormulaError) in
            try call.expect(2...3)
            let condition = try call.condition(0)
            let results = try call.resolver.unified(call.nodes(from: 1))
            return choose([condition], results, otherwise: results.count > 1, mustMatch: false, call.range)
        },
        FunctionDefinition(
            FunctionInfo(
                "IFS", ["多条件"], .logic, "IFS(条件1, 值1, [条件2, 值2]…)", zh: "取第一个成立的条件后面的值；都不成立则出错",
                en: "The value after the first condition that holds; fails if none does",
                "IFS(金额>=500000, \"A\", 金额>=100000, \"B\", TRUE, \"C\")")
        ) { (call) throws(FormulaError) in
            try call.expect(2...)
            guard call.arguments.count.isMultiple(of: 2) else { throw call.pairsNeeded() }
            let all = try call.nodes()
            var conditions: [Node] = []
            for index in stride(from: 0, to: all.count, by: 2) {
                conditions.append(try call.resolver.condition(all[index]))
            }
            let results = try call.resolver.unified(stride(from: 1, to: all.count, by: 2).map { all[$0] })
            return choose(conditions, results, otherwise: false, mustMatch: true, call.range)
        },
        FunctionDefinition(
            FunctionInfo(
                "SWITCH", ["匹配"], .logic, "SWITCH(值, 情况1, 结果1, …, [其他])", zh: "按值选择结果；没有匹配且没写“其他”则出错",
                en: "The result after the case that equals the value; fails without a match or a default",
                "SWITCH(等级, \"A\", 1.3, \"B\", 1, 0.7)"), build: buildSwitch),
        connective(
            "AND", ["且", "并且"], "AND(条件1, 条件2…)", zh: "全部成立才成立", en: "Whether all hold", "AND(金额>0, 阶段<>\"已输单\")"
        ) { .and($0) },
        connective(
            "OR", ["或", "或者"], "OR(条件1, 条件2…)", zh: "任一成立就成立", en: "Whether any holds", "OR(等级=\"A\", 金额>500000)"
        ) { .or($0) },
        connective("XOR", ["异或"], "XOR(条件1, 条件2…)", zh: "成立的个数为奇数", en: "Whether an odd number holds", "XOR(已报价, 已签约)") { .xor($0) },
        FunctionDefinition(
            FunctionInfo(
                "NOT", ["非"], .logic, "NOT(条件)", zh: "条件不成立时成立", en: "Whether the condition does not hold",
                "NOT(ISBLANK(电话))")
        ) { (call) throws(FormulaError) in
            try call.expect(1...1)
            return Node(.not(try call.condition(0)), .boolean, call.range)
        },
        FunctionDefinition(
            FunctionInfo(
                "IFERROR", ["如果出错"], .logic, "IFERROR(值, 出错时)", zh: "值算不出来（如除以 0）时取第二个参数",
                en: "The second argument if the first fails, as in division by zero", "IFERROR(金额/数量, 0)")
        ) { (call) throws(FormulaError) in
            try call.expect(2...2)
            let nodes = try call.resolver.unified(call.nodes())
            return Node(.ifError(nodes[0], nodes[1]), shared(nodes), call.range, options: nodes[0].options)
        },
        FunctionDefinition(
            FunctionInfo(
                "ISERROR", ["是否出错"], .logic, "ISERROR(值)", zh: "值是否算不出来", en: "Whether the value fails",
                "ISERROR(金额/数量)")
        ) { (call) throws(FormulaError) in
            try call.expect(1...1)
            return Node(.isError(try call.node(0)), .boolean, call.range)
        },
        FunctionDefinition(
            FunctionInfo(
                "ISBLANK", ["为空", "是否为空"], .logic, "ISBLANK(值)", zh: "值是否为空（空文本、空列表也算）",
                en: "Whether the value is blank, an empty text or an empty list", "ISBLANK(下次跟进)")
        ) { (call) throws(FormulaError) in
            try call.expect(1...1)
            return Node(.isBlank(try call.node(0)), .boolean, call.range)
        },
        firstFilled("COALESCE", ["首个非空"], "COALESCE(值1, 值2…)", 1...100, "COALESCE(手机, 电话)"),
        firstFilled("IFBLANK", ["空则"], "IFBLANK(值, 空时)", 2...2, "IFBLANK(折扣, 1)"),
        FunctionDefinition(
            FunctionInfo("BLANK", ["空值"], .logic, "BLANK()", zh: "空值", en: "A blank", "IF(金额>0, 金额, BLANK())")
        ) { (call) throws(FormulaError) in
            try call.expect(0...0)
            return Node(.constant(.blank), .blank, call.range)
        },
        truth("TRUE", ["真"], true),
        truth("FALSE", ["假"], false),
    ]

    static func shared(_ nodes: [Node]) -> ValueType {
        nodes.first { $0.type != .blank }?.type ?? .blank
    }

    private static func choose(
        _ conditions: [Node], _ results: [Node], otherwise: Bool, mustMatch: Bool, _ range: Range<Int>
    ) -> Node {
        let branches = zip(conditions, results).map { Node.Branch(condition: $0, result: $1) }
        let rest = otherwise ? results.last : nil
        return Node(
            .choose(branches, otherwise: rest, mustMatch: mustMatch), shared(results), range,
            options: results.first?.options)
    }

    @Sendable
    private static func buildSwitch(_ call: FunctionCall) throws(FormulaError) -> Node {
        try call.expect(3...)
        let value = try call.node(0)
        var conditions: [Node] = []
        var results: [Node] = []
        var place = 1
        while place + 1 < call.arguments.count {
            var match = try call.node(place)
            if let options = value.options {
                match = try call.resolver.option(match, call.arguments[place], options)
            }
            conditions.append(try call.resolver.compare(.equal, value, match, call.arguments[place].range))
            results.append(try call.node(place + 1))
            place += 2
        }
        let hasDefault = place < call.arguments.count
        if hasDefault { results.append(try call.node(place)) }
        let unified = try call.resolver.unified(results)
        return choose(conditions, unified, otherwise: hasDefault, mustMatch: !hasDefault, call.range)
    }

    private static func connective(
        _ name: String, _ aliases: [String], _ signature: String, zh: String, en: String, _ example: String,
        _ kind: @escaping @Sendable ([Node]) -> Node.Kind
    ) -> FunctionDefinition {
        FunctionDefinition(FunctionInfo(name, aliases, .logic, signature, zh: zh, en: en, example)) {
            (call) throws(FormulaError) in
            try call.expect(1...)
            return Node(kind(try call.conditions()), .boolean, call.range)
        }
    }

    private static func firstFilled(
        _ name: String, _ aliases: [String], _ signature: String, _ counts: ClosedRange<Int>, _ example: String
    ) -> FunctionDefinition {
        FunctionDefinition(
            FunctionInfo(
                name, aliases, .logic, signature, zh: "取第一个不为空的值", en: "The first value that is not blank", example)
        ) { (call) throws(FormulaError) in
            try call.expect(counts)
            let nodes = try call.resolver.unified(call.nodes())
            return Node(.coalesce(nodes), shared(nodes), call.range, options: nodes[0].options)
        }
    }

    private static func truth(_ name: String, _ aliases: [String], _ value: Bool) -> FunctionDefinition {
        FunctionDefinition(
            FunctionInfo(
                name, aliases, .logic, "\(name)()", zh: value ? "真" : "假", en: value ? "True" : "False", "\(name)()")
        ) { (call) throws(FormulaError) in
            try call.expect(0...0)
            return Node(.constant(.boolean(value)), .boolean, call.range)
        }
    }
}

extension FunctionCall {
    func pairsNeeded() -> FormulaError {
        FormulaError(
            .argumentCount, range, zh: "参数应成对出现，写法：\(info.signature)",
            en: "Arguments come in pairs; write \(info.signature)",
            suggestion: info.signature)
    }
}
