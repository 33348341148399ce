/// Turns ``Syntax`` into typed ``Node``s: finds what names mean, checks types
/// and notes what the formula depends on.
final class Resolver {
    /// A stretch of the source and what stands for it in the two other forms.
    struct Replacement {
        var range: Range<Int>
        var canonical: String
        var labelled: String
    }

    let scope: any FormulaScope
    /// The object whose rows are being aggregated, inside SUMIFS and the like.
    var related: ObjectInfo?
    var replacements: [Replacement] = []
    var dependencies: Set<FieldDependency> = []
    var isVolatile = false
    var usesCurrentUser = false
    var cost = 0

    init(scope: any FormulaScope) {
        self.scope = scope
    }

    func resolve(_ syntax: Syntax) throws(FormulaError) -> Node {
        cost += 1
        let range = syntax.range
        switch syntax.kind {
        case .number(let value): return Node(.constant(.number(value)), .number, range)
        case .text(let value): return Node(.constant(.text(value)), .text, range)
        case .option(let key): return Node(.constant(.text(key)), .text, range)
        case .truth(let value): return Node(.constant(.boolean(value)), .boolean, range)
        case .missing: return Node(.constant(.blank), .blank, range)
        case .name(let parts): return try name(parts, range)
        case .negate(let operand): return Node(.negate(try number(resolve(operand))), .number, range)
        case .plus(let operand): return try number(resolve(operand))
        case .percent(let operand):
            let hundredth = Node(.constant(.number(ExactNumber(scaled: 1, scale: 2))), .number, range)
            return Node(.arithmetic(.multiply, try number(resolve(operand)), hundredth), .number, range)
        case .concat(let pieces):
            var texts: [Node] = []
            for piece in pieces { texts.append(try text(resolve(piece))) }
            return Node(.concat(texts), .text, range)
        case .binary(let symbol, let left, let right): return try binary(symbol, left, right, range)
        case .call(let name, let nameRange, let arguments):
            return try call(name, nameRange, arguments, range)
        }
    }

    private func binary(
        _ symbol: Token.Symbol, _ left: Syntax, _ right: Syntax, _ range: Range<Int>
    ) throws(FormulaError) -> Node {
        switch symbol {
        case .plus: return try sum(resolve(left), resolve(right), range)
        case .minus: return try difference(resolve(left), resolve(right), range)
        case .times: return try arithmetic(.multiply, resolve(left), resolve(right), range)
        case .divide: return try arithmetic(.divide, resolve(left), resolve(right), range)
        case .power:
            let arguments = [try number(resolve(left)), try number(resolve(right))]
            return Node(.call(.init(spec: MathSpecs.power), arguments), .number, range)
        default:
            guard let comparison = Comparison(rawValue: symbol.rawValue) else {
                throw FormulaError(.syntax, range, zh: "不认识的运算符", en: "Unknown operator")
            }
            return try compare(comparison, left, right, range)
        }
    }

    private func call(
        _ name: String, _ nameRange: Range<Int>, _ arguments: [Syntax], _ range: Range<Int>
    ) throws(FormulaError) -> Node {
        guard let definition = FunctionTable.definition(named: name) else {
            throw FormulaError(
                .unknownFunction, nameRange, zh: "没有函数“\(name)”", en: "There is no function \"\(name)\"",
                suggestion: Nearest.name(to: name, among: FunctionTable.names))
        }
        let call = FunctionCall(
            resolver: self, info: definition.info, nameRange: nameRange, range: range, arguments: arguments)
        return try definition.build(call)
    }
}

extension Resolver {
    // MARK: Arithmetic

    func arithmetic(
        _ operation: Arithmetic, _ left: Node, _ right: Node, _ range: Range<Int>
    ) throws(FormulaError) -> Node {
        Node(.arithmetic(operation, try number(left), try number(right)), .number, range)
    }

    private func sum(_ left: Node, _ right: Node, _ range: Range<Int>) throws(FormulaError) -> Node {
        if left.type == .date || left.type == .instant { return try moved(left, right, range) }
        if right.type == .date || right.type == .instant { return try moved(right, left, range) }
        return try arithmetic(.add, left, right, range)
    }

    private func difference(_ left: Node, _ right: Node, _ range: Range<Int>) throws(FormulaError) -> Node {
        switch (left.type, right.type) {
        case (.date, .date):
            return Node(.call(.init(spec: DateSpecs.dateDifference), [left, right]), .number, range)
        case (.instant, .instant), (.date, .instant), (.instant, .date):
            let ends = [try instant(left), try instant(right)]
            return Node(.call(.init(spec: TimeSpecs.difference), ends), .number, range)
        case (.date, _), (.instant, _):
            let days = try number(right)
            return try moved(left, Node(.negate(days), .number, right.range), range)
        default:
            return try arithmetic(.subtract, left, right, range)
        }
    }

    private func moved(_ start: Node, _ days: Node, _ range: Range<Int>) throws(FormulaError) -> Node {
        let spec = start.type == .date ? DateSpecs.dateAdd : TimeSpecs.moved
        return Node(.call(.init(spec: spec), [start, try number(days)]), start.type, range)
    }
}
