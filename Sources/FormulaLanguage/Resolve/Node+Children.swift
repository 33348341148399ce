extension Node {
    /// The nodes directly below.
    var children: [Node] {
        switch kind {
        case .constant, .failed, .field, .variable, .now, .today, .currentUser: []
        case .negate(let node), .not(let node), .isError(let node), .isBlank(let node), .countItems(let node),
            .convert(_, let node):
            [node]
        case .arithmetic(_, let left, let right), .compare(_, let left, let right), .ifError(let left, let right):
            [left, right]
        case .concat(let nodes), .and(let nodes), .or(let nodes), .xor(let nodes), .coalesce(let nodes),
            .call(_, let nodes):
            nodes
        case .isIn(let node, let nodes), .hasAny(let node, let nodes), .hasAll(let node, let nodes): [node] + nodes
        case .choose(let branches, let otherwise, _):
            branches.flatMap { [$0.condition, $0.result] } + (otherwise.map { [$0] } ?? [])
        case .aggregate(let aggregate): (aggregate.value.map { [$0] } ?? []) + aggregate.conditions
        }
    }

    /// The same node over other children.
    func mapChildren(_ change: (Node) throws(FormulaError) -> Node) throws(FormulaError) -> Node {
        var copy = self
        copy.kind = try changed(change)
        return copy
    }

    private func changed(_ change: (Node) throws(FormulaError) -> Node) throws(FormulaError) -> Kind {
        func all(_ nodes: [Node]) throws(FormulaError) -> [Node] {
            try nodes.map { (node) throws(FormulaError) in try change(node) }
        }
        switch kind {
        case .constant, .failed, .field, .variable, .now, .today, .currentUser: return kind
        case .negate(let node): return .negate(try change(node))
        case .not(let node): return .not(try change(node))
        case .isError(let node): return .isError(try change(node))
        case .isBlank(let node): return .isBlank(try change(node))
        case .countItems(let node): return .countItems(try change(node))
        case .convert(let conversion, let node): return .convert(conversion, try change(node))
        case .arithmetic(let operation, let left, let right):
            return .arithmetic(operation, try change(left), try change(right))
        case .compare(let comparison, let left, let right):
            return .compare(comparison, try change(left), try change(right))
        case .ifError(let left, let right): return .ifError(try change(left), try change(right))
        case .concat(let nodes): return .concat(try all(nodes))
        case .and(let nodes): return .and(try all(nodes))
        case .or(let nodes): return .or(try all(nodes))
        case .xor(let nodes): return .xor(try all(nodes))
        case .coalesce(let nodes): return .coalesce(try all(nodes))
        case .call(let function, let nodes): return .call(function, try all(nodes))
        case .isIn(let node, let nodes): return .isIn(try change(node), try all(nodes))
        case .hasAny(let node, let nodes): return .hasAny(try change(node), try all(nodes))
        case .hasAll(let node, let nodes): return .hasAll(try change(node), try all(nodes))
        case .choose(let branches, let otherwise, let mustMatch):
            let changed = try branches.map { (branch) throws(FormulaError) in
                Branch(condition: try change(branch.condition), result: try change(branch.result))
            }
            return .choose(changed, otherwise: try otherwise.map(change), mustMatch: mustMatch)
        case .aggregate(let aggregate):
            var copy = aggregate
            copy.value = try aggregate.value.map(change)
            copy.conditions = try all(aggregate.conditions)
            return .aggregate(copy)
        }
    }
}
