/// Comparisons: which types meet, option labels, blanks written out.
extension Resolver {
    func compare(
        _ comparison: Comparison, _ leftSyntax: Syntax, _ rightSyntax: Syntax, _ range: Range<Int>
    ) throws(FormulaError) -> Node {
        var left = try resolve(leftSyntax)
        var right = try resolve(rightSyntax)
        if let options = left.options { right = try option(right, rightSyntax, options) }
        if let options = right.options { left = try option(left, leftSyntax, options) }
        return try compare(comparison, left, right, range)
    }

    /// A written-out label as the option's key; anything else unchanged.
    func option(_ node: Node, _ syntax: Syntax, _ options: [String: String]) throws(FormulaError) -> Node {
        let key: String
        switch syntax.kind {
        case .text(""): return node
        case .text(let label):
            guard let found = options.first(where: { $0.value == label })?.key ?? (options[label].map { _ in label })
            else { throw unknownOption(label, options, syntax.range) }
            key = found
        case .option(let written):
            guard options[written] != nil else { throw unknownOption(written, options, syntax.range) }
            key = written
        default: return node
        }
        let label = (options[key] ?? key).split(separator: "\"", omittingEmptySubsequences: false)
        replacements.append(
            Replacement(
                range: syntax.range, canonical: "@\"\(Resolver.doubled(key))\"",
                labelled: "\"\(label.joined(separator: "\"\""))\""))
        return Node(.constant(.text(key)), .text, syntax.range, options: options)
    }

    static func doubled(_ text: String) -> String {
        text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    }

    private func unknownOption(_ label: String, _ options: [String: String], _ range: Range<Int>) -> FormulaError {
        let labels = options.values.sorted()
        return FormulaError(
            .unknownOption, range, zh: "没有选项“\(label)”，可选：\(labels.prefix(8).joined(separator: "、"))",
            en: "There is no option \"\(label)\"; known: \(labels.prefix(8).joined(separator: ", "))",
            suggestion: Nearest.name(to: label, among: labels).map { "\"\($0)\"" })
    }

    func compare(
        _ comparison: Comparison, _ left: Node, _ right: Node, _ range: Range<Int>
    ) throws(FormulaError) -> Node {
        if let test = blankTest(comparison, left, right, range) ?? blankTest(comparison, right, left, range) {
            return test
        }
        let (first, second) = try pair(comparison, left, right, range)
        return Node(.compare(comparison, first, second), .boolean, range)
    }

    /// `x = ""` and `x = BLANK()`.
    private func blankTest(_ comparison: Comparison, _ node: Node, _ other: Node, _ range: Range<Int>) -> Node? {
        guard other.type == .blank || isEmptyLiteral(other) else { return nil }
        let test = Node(.isBlank(node), .boolean, range)
        switch comparison {
        case .equal: return test
        case .unequal: return Node(.not(test), .boolean, range)
        default: return nil
        }
    }

    private func pair(
        _ comparison: Comparison, _ left: Node, _ right: Node, _ range: Range<Int>
    ) throws(FormulaError) -> (Node, Node) {
        let ordered = comparison != .equal && comparison != .unequal
        switch (left.type, right.type) {
        case (.number, .number), (.number, .blank), (.blank, .number), (.blank, .blank):
            return (try number(left), try number(right))
        case (.text, .text), (.text, .blank), (.blank, .text):
            let same = !ordered && left.options == right.options
            return (same ? left : try text(left), same ? right : try text(right))
        case (.boolean, .boolean) where !ordered: return (left, right)
        case (.date, .date), (.date, .blank), (.blank, .date): return (try date(left), try date(right))
        case (.instant, .instant), (.instant, .date), (.date, .instant), (.instant, .blank), (.blank, .instant):
            return (try instant(left), try instant(right))
        case (.date, .text) where literalDate(right) != nil: return (left, try date(right))
        case (.text, .date) where literalDate(left) != nil: return (try date(left), right)
        case (.instant, .text) where literalDate(right) != nil: return (left, try instant(right))
        case (.text, .instant) where literalDate(left) != nil: return (try instant(left), right)
        case (.reference(let first), .reference(let second)) where first == second && !ordered: return (left, right)
        default: throw mismatch(left, right, range)
        }
    }

    private func mismatch(_ left: Node, _ right: Node, _ range: Range<Int>) -> FormulaError {
        var suggestion: String?
        if case .list = left.type { suggestion = "HASANY(…)" }
        if case .list = right.type { suggestion = "HASANY(…)" }
        if left.type == .text, right.type == .number { suggestion = "VALUE(…)" }
        return FormulaError(
            .type, range, zh: "\(left.type.zh)与\(right.type.zh)不能这样比较",
            en: "Cannot compare \(left.type.en) with \(right.type.en) this way", suggestion: suggestion)
    }
}
