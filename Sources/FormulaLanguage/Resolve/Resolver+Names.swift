/// What a name means: a field, a field of a referenced record, a variable.
extension Resolver {
    func name(_ parts: [Syntax.NamePart], _ range: Range<Int>) throws(FormulaError) -> Node {
        guard let first = parts.first else { return Node(.constant(.blank), .blank, range) }
        if parts.count > 1, let related, isObject(first, related) {
            note(first, canonical: related.key, label: related.label)
            return try access(parts.dropFirst(), from: related, ofRelated: true, range)
        }
        let own = try selfObject(range)
        if field(first, of: own.key) != nil { return try access(parts[...], from: own, ofRelated: false, range) }
        if parts.count == 1, let variable = variable(first) {
            note(first, canonical: variable.key, label: variable.label)
            return Node(.variable(variable), variable.type, range)
        }
        if parts.count > 1, isObject(first, own) {
            note(first, canonical: own.key, label: own.label)
            return try access(parts.dropFirst(), from: own, ofRelated: false, range)
        }
        throw unknown(first, of: own, alone: parts.count == 1)
    }

    func selfObject(_ range: Range<Int>) throws(FormulaError) -> ObjectInfo {
        guard let object = scope.object(named: scope.selfObject) else {
            throw FormulaError(
                .unknownName, range, zh: "没有对象“\(scope.selfObject)”", en: "There is no object \"\(scope.selfObject)\"")
        }
        return object
    }

    /// Whether a name stands for an object.
    func isObject(_ part: Syntax.NamePart, _ object: ObjectInfo) -> Bool {
        part.text == object.key || part.text == object.label || part.narrow == object.label
    }

    /// The object a name stands for.
    func object(_ part: Syntax.NamePart) -> ObjectInfo? {
        scope.object(named: part.text) ?? scope.object(named: part.narrow)
    }

    func note(_ part: Syntax.NamePart, canonical: String, label: String) {
        replacements.append(
            Replacement(range: part.range, canonical: "{\(canonical)}", labelled: Lexer.written(label)))
    }

    private func variable(_ part: Syntax.NamePart) -> VariableInfo? {
        scope.variable(named: part.text) ?? scope.variable(named: part.narrow)
    }

    func field(_ part: Syntax.NamePart, of object: String) -> FieldInfo? {
        if part.style == .braced, let exact = scope.fields(of: object).first(where: { $0.key == part.text }) {
            return exact
        }
        if let found = scope.field(named: part.text, of: object) ?? scope.field(named: part.narrow, of: object) {
            return found
        }
        return part.narrow.lowercased() == "id" ? .id(of: object) : nil
    }

    private func access(
        _ parts: ArraySlice<Syntax.NamePart>, from root: ObjectInfo, ofRelated: Bool, _ range: Range<Int>
    ) throws(FormulaError) -> Node {
        var hops: [FieldAccess.Hop] = []
        var owner = root
        for (index, part) in zip(parts.indices, parts) {
            guard let field = field(part, of: owner.key) else { throw unknown(part, of: owner, alone: false) }
            note(part, canonical: field.key, label: field.label)
            if field.key != "id" { dependencies.insert(FieldDependency(object: owner.key, field: field.key)) }
            if index == parts.endIndex - 1 {
                let access = FieldAccess(ofRelated: ofRelated, root: root, hops: hops, field: field)
                let options = field.type == .text && !field.optionLabels.isEmpty ? field.optionLabels : nil
                return Node(.field(access), field.type, range, options: options)
            }
            owner = try follow(field, part, &hops)
        }
        throw FormulaError(.syntax, range, zh: "缺少字段名", en: "A field name is missing")
    }

    private func follow(
        _ field: FieldInfo, _ part: Syntax.NamePart, _ hops: inout [FieldAccess.Hop]
    ) throws(FormulaError) -> ObjectInfo {
        guard case .reference(let key) = field.type, let target = scope.object(named: key) else {
            throw FormulaError(
                .type, part.range, zh: "“\(field.label)”不是关联字段，后面不能再用“.”",
                en: "\"\(field.label)\" is not a reference, so \".\" cannot follow it")
        }
        guard hops.count < 3 else {
            throw .tooLarge(part.range, zh: "最多沿关联取三层", en: "At most three references can be followed")
        }
        hops.append(FieldAccess.Hop(field: field, target: target))
        cost += 5
        return target
    }

    private func unknown(_ part: Syntax.NamePart, of object: ObjectInfo, alone: Bool) -> FormulaError {
        if alone, self.object(part) != nil {
            return FormulaError(
                .type, part.range, zh: "“\(part.text)”是对象，请写“\(part.text).字段”，或放在 COUNTIFS、SUMIFS 中",
                en: "\"\(part.text)\" is an object; write \"\(part.text).field\" or use it in COUNTIFS, SUMIFS")
        }
        var known = scope.fields(of: object.key).map(\.label)
        if alone { known += scope.variables.map(\.label) }
        return FormulaError(
            .unknownName, part.range, zh: "“\(object.label)”里没有字段“\(part.text)”",
            en: "\"\(object.label)\" has no field \"\(part.text)\"",
            suggestion: Nearest.name(to: part.text, among: known).map(Lexer.written))
    }
}
