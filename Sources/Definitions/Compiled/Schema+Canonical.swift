internal import FormulaLanguage

extension Schema {
    /// A definition with its formulas by key, `{amount}>5`: this is what to
    /// store, so that renaming a field breaks none of them.
    ///
    /// - Parameter definition: one that this schema was compiled from.
    public func canonical(_ definition: Definition) -> Definition {
        rewriting(definition) { $0.formula.canonical }
    }

    /// A definition with its formulas in today's labels, for an editor.
    public func labelled(_ definition: Definition) -> Definition {
        rewriting(definition) { $0.formula.source(in: scope(for: $0.object)) }
    }

    private func rewriting(_ definition: Definition, _ text: (FormulaSite) -> String) -> Definition {
        let document = definition.document.rewriting(definition.path) { path in sites[path].map(text) }
        var reading = Reading(document: definition.id)
        return Definition(definition.kind, document, definition.path, &reading) ?? definition
    }
}

extension DocumentNode {
    /// The same tree with the texts at some paths replaced.
    func rewriting(_ path: String, _ text: (String) -> String?) -> DocumentNode {
        switch content {
        case .scalar:
            return text(path).map { .text($0) } ?? self
        case .list(let items):
            return .list(items.enumerated().map { $1.rewriting("\(path)[\($0)]", text) })
        case .mapping(let entries):
            return .mapping(
                entries.map { DocumentEntry($0.key, $0.value.rewriting("\(path).\($0.key)", text), line: $0.line) })
        }
    }
}
