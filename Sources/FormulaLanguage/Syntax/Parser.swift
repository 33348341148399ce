/// Reads tokens into ``Syntax`` with Excel's precedence.
///
/// Recursion is bounded: the depth is counted before descending, so hostile
/// nesting ends in an error long before the stack does.
struct Parser {
    private let tokens: [Token]
    private let limits: FormulaLimits
    private var index = 0
    private var depth = 0
    private var nodes = 0

    static func parse(_ source: String, limits: FormulaLimits) throws(FormulaError) -> Syntax {
        var parser = Parser(tokens: try Lexer.tokens(of: source, limits: limits), limits: limits)
        parser.skipLeadingEqual()
        let result = try parser.expression(0)
        if case .end = parser.current.kind { return result }
        throw parser.unexpected()
    }

    private init(tokens: [Token], limits: FormulaLimits) {
        self.tokens = tokens
        self.limits = limits
    }

    private var current: Token { tokens[index] }

    private var symbol: Token.Symbol? {
        if case .symbol(let symbol) = current.kind { return symbol }
        return nil
    }

    /// Excel's habit of starting with `=`.
    private mutating func skipLeadingEqual() {
        if symbol == .equal { index += 1 }
    }

    private mutating func accept(_ wanted: Token.Symbol) -> Bool {
        guard symbol == wanted else { return false }
        index += 1
        return true
    }

    private mutating func make(_ kind: Syntax.Kind, _ range: Range<Int>, height: Int = 1) throws(FormulaError) -> Syntax {
        nodes += 1
        guard nodes <= limits.nodes else {
            throw .tooLarge(
                range, zh: "公式的组成部分超过 \(limits.nodes) 个，请拆成几个公式字段",
                en: "The formula has more than \(limits.nodes) parts; split it into several formula fields")
        }
        guard height <= limits.depth else { throw tooDeep(range) }
        return Syntax(kind: kind, range: range, height: height)
    }

    private func tooDeep(_ range: Range<Int>) -> FormulaError {
        .tooLarge(
            range, zh: "公式嵌套或连写超过 \(limits.depth) 层，请拆开或改用 SUM、IFS",
            en: "The formula nests or chains more than \(limits.depth) levels; split it or use SUM, IFS")
    }

    private mutating func nested<Result>(
        _ body: (inout Parser) throws(FormulaError) -> Result
    ) throws(FormulaError) -> Result {
        guard depth < limits.depth else { throw tooDeep(current.range) }
        depth += 1
        let result = try body(&self)
        depth -= 1
        return result
    }

    // MARK: Operators

    private static func strength(_ symbol: Token.Symbol) -> Int? {
        switch symbol {
        case .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual: 1
        case .ampersand: 2
        case .plus, .minus: 3
        case .times, .divide: 4
        case .power: 5
        default: nil
        }
    }

    private mutating func expression(_ minimum: Int) throws(FormulaError) -> Syntax {
        var left = try unary()
        while let operation = symbol, let strength = Parser.strength(operation), strength > minimum {
            index += 1
            // Every operator of Excel, `^` included, groups from the left.
            let right = try nested { (parser: inout Parser) throws(FormulaError) in try parser.expression(strength) }
            let range = left.range.lowerBound..<right.range.upperBound
            if operation == .ampersand {
                left = try concat(left, right, range)
            } else {
                left = try make(
                    .binary(operation, left, right), range, height: max(left.height, right.height) + 1)
            }
        }
        return left
    }

    private mutating func concat(_ left: Syntax, _ right: Syntax, _ range: Range<Int>) throws(FormulaError) -> Syntax {
        if case .concat(let pieces) = left.kind, left.range.lowerBound == pieces.first?.range.lowerBound {
            return try make(.concat(pieces + [right]), range, height: max(left.height, right.height + 1))
        }
        return try make(.concat([left, right]), range, height: max(left.height, right.height) + 1)
    }

    private mutating func unary() throws(FormulaError) -> Syntax {
        let start = current.range.lowerBound
        guard symbol == .minus || symbol == .plus else { return try postfix() }
        let negative = symbol == .minus
        index += 1
        let operand = try nested { (parser: inout Parser) throws(FormulaError) in try parser.unary() }
        let range = start..<operand.range.upperBound
        return try make(negative ? .negate(operand) : .plus(operand), range, height: operand.height + 1)
    }

    private mutating func postfix() throws(FormulaError) -> Syntax {
        var operand = try primary()
        while symbol == .percent {
            let range = operand.range.lowerBound..<current.range.upperBound
            index += 1
            operand = try make(.percent(operand), range, height: operand.height + 1)
        }
        return operand
    }

    // MARK: Operands

    private mutating func primary() throws(FormulaError) -> Syntax {
        let token = current
        switch token.kind {
        case .number(let value):
            index += 1
            return try make(.number(value), token.range)
        case .text(let value):
            index += 1
            return try make(.text(value), token.range)
        case .option(let key):
            index += 1
            return try make(.option(key), token.range)
        case .word(let raw, let narrow):
            return try word(raw, narrow, token.range)
        case .bracketed, .braced:
            return try name()
        case .symbol(.open):
            return try parenthesised()
        case .symbol, .end:
            throw unexpected()
        }
    }

    private mutating func parenthesised() throws(FormulaError) -> Syntax {
        let open = current.range
        index += 1
        var inner = try nested { (parser: inout Parser) throws(FormulaError) in try parser.expression(0) }
        let end = current.range.upperBound
        guard accept(.close) else { throw missingParenthesis(open) }
        inner.range = open.lowerBound..<end
        return inner
    }

    private mutating func word(_ raw: String, _ narrow: String, _ range: Range<Int>) throws(FormulaError) -> Syntax {
        let next = tokens[index + 1].kind
        if next == .symbol(.open) { return try call(narrow, range) }
        if next != .symbol(.dot), let truth = Keywords.truth(narrow) {
            index += 1
            return try make(.truth(truth), range)
        }
        return try name()
    }

    private mutating func name() throws(FormulaError) -> Syntax {
        let start = current.range.lowerBound
        var parts: [Syntax.NamePart] = []
        repeat {
            parts.append(try namePart())
        } while accept(.dot)
        let end = parts.last?.range.upperBound ?? start
        return try make(.name(parts), start..<end)
    }

    private mutating func namePart() throws(FormulaError) -> Syntax.NamePart {
        let token = current
        let part: Syntax.NamePart
        switch token.kind {
        case .word(let raw, let narrow): part = .init(text: raw, narrow: narrow, style: .bare, range: token.range)
        case .bracketed(let text): part = .init(text: text, narrow: text, style: .bracketed, range: token.range)
        case .braced(let text): part = .init(text: text, narrow: text, style: .braced, range: token.range)
        default:
            throw FormulaError(
                .syntax, token.range, zh: "“.”后面应是字段名", en: "A field name must follow \".\"")
        }
        index += 1
        return part
    }

    private mutating func call(_ name: String, _ nameRange: Range<Int>) throws(FormulaError) -> Syntax {
        index += 1
        let open = current.range
        index += 1
        var arguments: [Syntax] = []
        if symbol != .close {
            repeat {
                arguments.append(try argument())
            } while accept(.comma)
        }
        let end = current.range.upperBound
        guard accept(.close) else {
            throw current.kind == .end ? missingParenthesis(open) : unexpected()
        }
        let height = (arguments.map(\.height).max() ?? 0) + 1
        return try make(.call(name, nameRange: nameRange, arguments), nameRange.lowerBound..<end, height: height)
    }

    private mutating func argument() throws(FormulaError) -> Syntax {
        if symbol == .comma || symbol == .close {
            let place = current.range.lowerBound
            return try make(.missing, place..<place)
        }
        return try nested { (parser: inout Parser) throws(FormulaError) in try parser.expression(0) }
    }

    // MARK: Errors

    private func missingParenthesis(_ open: Range<Int>) -> FormulaError {
        FormulaError(
            .syntax, open, zh: "这个左括号没有对应的右括号", en: "This parenthesis is never closed", suggestion: ")")
    }

    private func unexpected() -> FormulaError {
        switch current.kind {
        case .end:
            return FormulaError(
                .syntax, current.range, zh: index == 0 ? "公式是空的" : "公式还没有写完",
                en: index == 0 ? "The formula is empty" : "The formula ends too early")
        case .symbol(.close):
            return FormulaError(.syntax, current.range, zh: "多了一个右括号", en: "There is no parenthesis to close")
        case .symbol(let symbol):
            return FormulaError(
                .syntax, current.range, zh: "“\(symbol.rawValue)”不能出现在这里",
                en: "\"\(symbol.rawValue)\" cannot stand here")
        default:
            return FormulaError(
                .syntax, current.range, zh: "这里缺少运算符或逗号", en: "An operator or a comma is missing here")
        }
    }
}
