/// Aggregates over the records of another object.
enum RelatedFunctions {
    static let all: [FunctionDefinition] = [
        define(
            "COUNTIFS", ["条件计数"], .count, "COUNTIFS(对象, 条件…)", "另一对象中符合条件的记录数",
            "How many records of another object meet the conditions", "COUNTIFS(触达, 触达.线索=ID, 触达.有效=TRUE)"),
        define(
            "SUMIFS", ["条件求和"], .sum, "SUMIFS(对象.字段, 条件…)", "符合条件的记录之和",
            "The sum over records that meet the conditions", "SUMIFS(回款.金额, 回款.商机=ID)"),
        define(
            "AVERAGEIFS", ["条件平均"], .average, "AVERAGEIFS(对象.字段, 条件…)", "符合条件的记录的平均；没有则出错",
            "The average over records that meet the conditions; fails without any", "AVERAGEIFS(商机.金额, 商机.客户=ID)"),
        define(
            "MAXIFS", ["条件最大"], .maximum, "MAXIFS(对象.字段, 条件…)", "符合条件的记录中最大的数或最晚的日期",
            "The largest number or latest date", "MAXIFS(触达.时间, 触达.线索=ID)"),
        define(
            "MINIFS", ["条件最小"], .minimum, "MINIFS(对象.字段, 条件…)", "符合条件的记录中最小的数或最早的日期",
            "The smallest number or earliest date", "MINIFS(触达.时间, 触达.线索=ID)"),
    ]

    private static func define(
        _ name: String, _ aliases: [String], _ function: RelatedQuery.Function, _ signature: String, _ zh: String,
        _ en: String, _ example: String
    ) -> FunctionDefinition {
        FunctionDefinition(FunctionInfo(name, aliases, .related, signature, zh: zh, en: en, example)) {
            (call) throws(FormulaError) in
            try call.expect(1...)
            return try build(function, call)
        }
    }

    private static func build(_ function: RelatedQuery.Function, _ call: FunctionCall) throws(FormulaError) -> Node {
        let resolver = call.resolver
        guard resolver.related == nil else {
            throw FormulaError(
                .tooLarge, call.range, zh: "汇总函数里不能再用汇总函数", en: "Aggregates cannot stand inside aggregates")
        }
        resolver.related = try object(call)
        resolver.cost += 50
        defer { resolver.related = nil }
        guard let object = resolver.related else { return Node(.constant(.blank), .blank, call.range) }
        let value = function == .count ? nil : try summand(function, call)
        if function == .count { try checkCounted(call, object) }
        let conditions = try conditions(call)
        return Node(
            .aggregate(Aggregate(function: function, object: object, value: value, conditions: conditions)),
            value?.type ?? .number, call.range)
    }

    /// The object: the first name in the first argument that stands for one.
    private static func object(_ call: FunctionCall) throws(FormulaError) -> ObjectInfo {
        if let part = firstNames(in: call.arguments[0]).first(where: { call.resolver.object($0) != nil }),
            let object = call.resolver.object(part)
        {
            return object
        }
        let known = call.resolver.scope.objects.map(\.label)
        let written = firstNames(in: call.arguments[0]).first?.text ?? ""
        throw FormulaError(
            .unknownName, call.arguments[0].range, zh: "第一个参数要写对象，写法：\(call.info.signature)",
            en: "The first argument names an object; write \(call.info.signature)",
            suggestion: Nearest.name(to: written, among: known).map(Lexer.written))
    }

    private static func firstNames(in syntax: Syntax) -> [Syntax.NamePart] {
        switch syntax.kind {
        case .name(let parts): parts.first.map { [$0] } ?? []
        case .negate(let inner), .plus(let inner), .percent(let inner): firstNames(in: inner)
        case .binary(_, let left, let right): firstNames(in: left) + firstNames(in: right)
        case .concat(let pieces), .call(_, _, let pieces): pieces.flatMap(firstNames)
        case .number, .text, .option, .truth, .missing: []
        }
    }

    private static func checkCounted(_ call: FunctionCall, _ object: ObjectInfo) throws(FormulaError) {
        guard case .name(let parts) = call.arguments[0].kind, let first = parts.first else { return }
        if parts.count == 1 {
            call.resolver.note(first, canonical: object.key, label: object.label)
        } else {
            _ = try call.node(0)
        }
    }

    private static func summand(_ function: RelatedQuery.Function, _ call: FunctionCall) throws(FormulaError) -> Node {
        let value = try call.node(0)
        if function == .maximum || function == .minimum, value.type == .date || value.type == .instant { return value }
        return try call.resolver.number(value)
    }

    /// Conditions, either written out (`触达.有效=TRUE`) or as Excel's pairs
    /// of field and criterion (`触达.有效, TRUE`, `触达.时长, ">=120"`).
    private static func conditions(_ call: FunctionCall) throws(FormulaError) -> [Node] {
        var result: [Node] = []
        var place = 1
        while place < call.arguments.count {
            if place + 1 < call.arguments.count, isField(call.arguments[place], call), try isCriterion(place, call) {
                result.append(try criterion(call.arguments[place], call.arguments[place + 1], call))
                place += 2
            } else {
                result.append(try call.condition(place))
                place += 1
            }
        }
        return result
    }

    private static func isField(_ syntax: Syntax, _ call: FunctionCall) -> Bool {
        guard case .name(let parts) = syntax.kind, parts.count > 1, let object = call.resolver.related else {
            return false
        }
        return call.resolver.isObject(parts[0], object)
    }

    /// Whether an argument begins a pair: any field but a yes/no one, or a
    /// yes/no one followed by a plain truth value.
    private static func isCriterion(_ place: Int, _ call: FunctionCall) throws(FormulaError) -> Bool {
        if case .truth = call.arguments[place + 1].kind { return true }
        let kept = call.resolver.replacements.count
        let type = try call.node(place).type
        call.resolver.replacements.removeLast(call.resolver.replacements.count - kept)
        return type != .boolean
    }

    private static func criterion(
        _ field: Syntax, _ wanted: Syntax, _ call: FunctionCall
    ) throws(FormulaError) -> Node {
        let range = field.range.lowerBound..<wanted.range.upperBound
        guard case .text(let text) = wanted.kind,
            let comparison = [.lessOrEqual, .greaterOrEqual, .unequal, .less, .greater, .equal]
                .first(where: { (each: Comparison) in text.hasPrefix(each.rawValue) })
        else { return try call.resolver.compare(.equal, field, wanted, range) }
        let operand = String(text.dropFirst(comparison.rawValue.count))
        let kind: Syntax.Kind = ExactNumber(operand).map { .number($0) } ?? .text(operand)
        let kept = call.resolver.replacements
        let left = try call.node(call.arguments.firstIndex(of: field) ?? 0)
        call.resolver.replacements = kept
        let literal = Syntax(
            kind: left.type == .text ? .text(operand) : kind, range: wanted.range.upperBound..<wanted.range.upperBound,
            height: 1)
        let node = try call.resolver.compare(comparison, field, literal, range)
        // The criterion keeps its own spelling in the stored form.
        call.resolver.replacements.removeAll { $0.range == literal.range }
        return node
    }
}
