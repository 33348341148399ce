/// Computes every part of a formula that no record's value reaches, so that
/// `TODAY()-3` is one bound value in SQL.
struct ConstantFolding {
    private struct Constants: EvaluationContext {
        let context: SQLContext

        var now: Instant { context.now }
        var zone: WorkspaceZone { context.zone }
        var calendar: any WorkingCalendar { context.calendar }
        var currentUser: Int64? { context.currentUser }

        func value(of field: String, object: String) throws -> Value { .blank }

        func variable(_ name: String) throws -> Value {
            if let value = context.variables[name] { return value }
            throw FormulaError(
                .noVariable, 0..<0, zh: "此处没有变量“\(name)”", en: "There is no variable \"\(name)\" here")
        }
    }

    private let evaluator: Evaluator

    init(_ context: SQLContext) {
        evaluator = Evaluator(Constants(context: context))
    }

    func fold(_ node: Node) throws(FormulaError) -> Node {
        switch node.kind {
        case .constant, .failed, .field: return node
        default: break
        }
        let folded = try node.mapChildren { (child) throws(FormulaError) in try fold(child) }
        if case .aggregate = folded.kind { return folded }
        if case .choose(let branches, let otherwise, let mustMatch) = folded.kind {
            return try pruned(folded, branches, otherwise, mustMatch)
        }
        guard folded.children.allSatisfy(\.isSettled) else { return folded }
        return try settled(folded)
    }

    /// Drops branches that can never be taken.
    private func pruned(
        _ node: Node, _ branches: [Node.Branch], _ otherwise: Node?, _ mustMatch: Bool
    ) throws(FormulaError) -> Node {
        var kept: [Node.Branch] = []
        var last = otherwise
        for branch in branches {
            guard case .constant(let value) = branch.condition.kind else {
                kept.append(branch)
                continue
            }
            if value.asTruth {
                last = branch.result
                break
            }
        }
        if kept.isEmpty, let last { return last }
        let result = Node(
            .choose(kept, otherwise: last, mustMatch: mustMatch && last == nil), node.type, node.range,
            options: node.options)
        return result.children.allSatisfy(\.isSettled) ? try settled(result) : result
    }

    private func settled(_ node: Node) throws(FormulaError) -> Node {
        do throws(FormulaError) {
            return Node(.constant(try evaluator.evaluate(node)), node.type, node.range, options: node.options)
        } catch {
            guard error.isValueFailure else { throw error }
            return Node(.failed(error), node.type, node.range, options: node.options)
        }
    }
}

extension Node {
    /// Whether its value is known without any record.
    fileprivate var isSettled: Bool {
        switch kind {
        case .constant, .failed: true
        default: false
        }
    }
}
