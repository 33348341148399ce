internal import FormulaLanguage

/// Formula and roll-up fields, which may read each other.
extension SchemaCompiler {
    mutating func compileComputedFields() {
        for key in objectOrder {
            guard let draft = drafts[key] else { continue }
            var written: [String: Formula] = [:]
            for field in draft.fields where field.type.isComputed {
                guard let source = field.definition.formula else { continue }
                let path = "\(field.path).formula"
                guard let formula = compiled(source, on: key, path, field.info.type) else { continue }
                sites[path] = FormulaSite(object: key, formula: formula)
                written[field.key] = formula
            }
            settle(key, written)
        }
    }

    /// Replaces references between an object's computed fields, those first
    /// that depend on none.
    private mutating func settle(_ object: String, _ written: [String: Formula]) {
        guard let draft = drafts[object] else { return }
        var order = DependencyOrder(
            edges: written.mapValues { formula in
                formula.dependencies.filter { $0.object == object && written[$0.field] != nil }.map(\.field).sorted()
            })
        order.run(draft.fields.map(\.key).filter { written[$0] != nil })
        for cycle in order.cycles {
            let labels = cycle.compactMap { draft.field($0)?.definition.label.zh }
            guard let first = cycle.first, let field = draft.field(first) else { continue }
            issues.add(.formulaCycle(labels + labels.prefix(1)), "\(field.path).formula")
        }
        for key in order.sorted {
            guard let formula = written[key], let field = draft.field(key), let index = draft.position(key) else {
                continue
            }
            let settled = expanded(formula, on: object, "\(field.path).formula", field.info.type)
            drafts[object]?.fields[index].formula = settled
        }
    }
}

/// Depth first, dependencies before dependents; cycles are set aside.
struct DependencyOrder {
    private enum Mark { case open, done }

    let edges: [String: [String]]
    private(set) var sorted: [String] = []
    private(set) var cycles: [[String]] = []
    private var marks: [String: Mark] = [:]
    private var stack: [String] = []

    init(edges: [String: [String]]) {
        self.edges = edges
    }

    mutating func run(_ keys: [String]) {
        for key in keys { visit(key) }
        let broken = Set(cycles.flatMap { $0 })
        sorted.removeAll { broken.contains($0) }
    }

    private mutating func visit(_ key: String) {
        switch marks[key] {
        case .done: return
        case .open:
            if let start = stack.firstIndex(of: key) { cycles.append(Array(stack[start...])) }
            return
        case nil: break
        }
        marks[key] = .open
        stack.append(key)
        for next in edges[key] ?? [] { visit(next) }
        stack.removeLast()
        marks[key] = .done
        sorted.append(key)
    }
}
