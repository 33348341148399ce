/// From source to ``Formula``.
enum Compiler {
    static func compile(
        _ source: String, in scope: any FormulaScope, expecting: ValueType?, limits: FormulaLimits
    ) throws(FormulaError) -> Formula {
        let syntax = try Parser.parse(source, limits: limits)
        let resolver = Resolver(scope: scope)
        let root = try fit(resolver.label(resolver.resolve(syntax)), expecting, resolver)
        guard resolver.cost <= limits.cost else {
            throw .tooLarge(
                syntax.range, zh: "公式的计算量太大（\(resolver.cost)，上限 \(limits.cost)）",
                en: "The formula costs too much (\(resolver.cost), at most \(limits.cost))")
        }
        let canonical = rewrite(source, resolver, \.canonical)
        guard canonical.unicodeScalars.count <= limits.sourceLength else {
            throw .tooLarge(
                syntax.range, zh: "公式太长，最多 \(limits.sourceLength) 个字符",
                en: "The formula is longer than \(limits.sourceLength) characters")
        }
        return Formula(
            type: root.type, isVolatile: resolver.isVolatile, usesCurrentUser: resolver.usesCurrentUser,
            dependencies: resolver.dependencies, canonical: canonical,
            cost: resolver.cost, root: root, labelled: rewrite(source, resolver, \.labelled))
    }

    /// Makes the result the expected type where that loses nothing.
    private static func fit(
        _ node: Node, _ expecting: ValueType?, _ resolver: Resolver
    ) throws(FormulaError) -> Node {
        guard let expecting, node.type != expecting else { return node }
        if node.type == .blank { return Node(.constant(.blank), expecting, node.range) }
        switch (expecting, node.type) {
        case (.text, .number), (.text, .date), (.text, .instant), (.text, .boolean): return try resolver.text(node)
        case (.date, .instant): return try resolver.date(node)
        case (.instant, .date): return try resolver.instant(node)
        case (.number, .number), (.date, .text), (.instant, .text):
            if let date = resolver.literalDate(node) { return try expecting == .date ? date : resolver.instant(date) }
        default: break
        }
        if resolver.isEmptyLiteral(node) { return Node(.constant(.blank), expecting, node.range) }
        throw FormulaError(
            .type, node.range, zh: "公式的结果应是\(expecting.zh)，现在是\(node.type.zh)",
            en: "The result should be \(expecting.en), it is \(node.type.en)")
    }

    /// The source with every name replaced by one of its other forms.
    private static func rewrite(
        _ source: String, _ resolver: Resolver, _ form: KeyPath<Resolver.Replacement, String>
    ) -> String {
        let scalars = Array(source.unicodeScalars)
        var result = String.UnicodeScalarView()
        var next = 0
        for item in resolver.replacements.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
        where item.range.lowerBound >= next {
            result.append(contentsOf: scalars[next..<item.range.lowerBound])
            result.append(contentsOf: item[keyPath: form].unicodeScalars)
            next = item.range.upperBound
        }
        result.append(contentsOf: scalars[next...])
        return String(result)
    }
}
