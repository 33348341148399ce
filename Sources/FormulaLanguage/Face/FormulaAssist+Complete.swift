/// Help while a formula is typed.
public enum FormulaAssist {
    /// What may stand at the cursor: fields, objects and variables first,
    /// then functions; inside quotes after an option field, its options.
    ///
    /// - Parameter cursor: an offset in Unicode scalars; clamped.
    /// - Returns: at most 50, those that start with what is typed first.
    public static func complete(_ source: String, cursor: Int, in scope: any FormulaScope) -> [Completion] {
        let typed = Array(source.unicodeScalars.prefix(max(cursor, 0)))
        if let options = options(typed, scope) { return options }
        let start = wordStart(typed)
        let prefix = String(String.UnicodeScalarView(typed[start...].drop { $0 == "【" || $0 == "{" }))
        let replaced = start..<typed.count
        var found: [Completion]
        if start > 0, typed[start - 1] == "." {
            guard let object = object(before: start - 1, typed, scope) else { return [] }
            found = fields(of: object, replaced, scope)
        } else {
            found = names(replaced, scope) + functions(replaced)
        }
        found = matching(prefix, found)
        return Array(found.prefix(50))
    }

    private static func matching(_ prefix: String, _ completions: [Completion]) -> [Completion] {
        guard !prefix.isEmpty else { return completions }
        let wanted = prefix.uppercased()
        let starting = completions.filter { $0.label.uppercased().hasPrefix(wanted) }
        let containing = completions.filter {
            !$0.label.uppercased().hasPrefix(wanted)
                && ($0.label.uppercased().contains(wanted) || $0.detailZh.contains(prefix))
        }
        return starting + containing
    }

    private static func wordStart(_ typed: [Unicode.Scalar]) -> Int {
        var start = typed.count
        while start > 0, Lexer.continuesWord(typed[start - 1]) { start -= 1 }
        if start > 0, typed[start - 1] == "【" || typed[start - 1] == "{" { start -= 1 }
        return start
    }

    // MARK: Candidates

    private static func fields(
        of object: String, _ replaced: Range<Int>, _ scope: any FormulaScope
    ) -> [Completion] {
        scope.fields(of: object).map { field in
            Completion(
                label: field.label, insertion: Lexer.written(field.label), kind: .field, replaced: replaced,
                detailZh: field.type.zh, detailEn: field.type.en)
        }
    }

    private static func names(_ replaced: Range<Int>, _ scope: any FormulaScope) -> [Completion] {
        let variables = scope.variables.map { variable in
            Completion(
                label: variable.label, insertion: Lexer.written(variable.label), kind: .variable, replaced: replaced,
                detailZh: variable.type.zh, detailEn: variable.type.en)
        }
        let objects = scope.objects.map { object in
            Completion(
                label: object.label, insertion: Lexer.written(object.label), kind: .object, replaced: replaced,
                detailZh: "对象", detailEn: "object")
        }
        return fields(of: scope.selfObject, replaced, scope) + variables + objects
    }

    private static func functions(_ replaced: Range<Int>) -> [Completion] {
        FunctionTable.infos.map { info in
            let others = info.aliases.isEmpty ? "" : "（\(info.aliases.joined(separator: "、"))）"
            return Completion(
                label: info.name, insertion: info.name + "(", kind: .function, replaced: replaced,
                detailZh: "\(info.signature) \(info.helpZh)\(others)", detailEn: "\(info.signature) \(info.helpEn)")
        }
    }

    // MARK: What stands before

    /// The object whose fields may follow a dot.
    private static func object(before dot: Int, _ typed: [Unicode.Scalar], _ scope: any FormulaScope) -> String? {
        var names: [String] = []
        var end = dot
        while end > 0 {
            guard let (name, start) = name(endingAt: end, typed) else { return nil }
            names.insert(name, at: 0)
            guard start > 0, typed[start - 1] == "." else { break }
            end = start - 1
        }
        guard let first = names.first else { return nil }
        var current: String?
        if case .reference(let key) = scope.field(named: first, of: scope.selfObject)?.type {
            current = key
        } else {
            current = scope.object(named: first)?.key
        }
        for name in names.dropFirst() {
            guard let owner = current, case .reference(let key) = scope.field(named: name, of: owner)?.type else {
                return nil
            }
            current = key
        }
        return current
    }

    private static func name(endingAt end: Int, _ typed: [Unicode.Scalar]) -> (name: String, start: Int)? {
        var start = end
        if typed[end - 1] == "】" || typed[end - 1] == "}" {
            while start > 0, typed[start - 1] != "【", typed[start - 1] != "{" { start -= 1 }
            guard start > 0 else { return nil }
            return (String(String.UnicodeScalarView(typed[start..<end - 1])), start - 1)
        }
        while start > 0, Lexer.continuesWord(typed[start - 1]) { start -= 1 }
        return start < end ? (String(String.UnicodeScalarView(typed[start..<end])), start) : nil
    }

    /// The options of the field before an open quote.
    private static func options(_ typed: [Unicode.Scalar], _ scope: any FormulaScope) -> [Completion]? {
        let quotes = typed.indices.filter { ["\"", "“", "”", "＂"].contains(typed[$0]) }
        guard quotes.count % 2 == 1, let quote = quotes.last else { return nil }
        var end = quote
        while end > 0, !Lexer.continuesWord(typed[end - 1]), typed[end - 1] != "】", typed[end - 1] != "}" {
            guard Lexer.isSpace(typed[end - 1]) || ["=", "＝", "<", ">", "≠", ",", "，"].contains(typed[end - 1]) else {
                return []
            }
            end -= 1
        }
        guard end > 0, let (name, _) = name(endingAt: end, typed),
            let field = scope.field(named: name, of: scope.selfObject)
        else { return [] }
        let prefix = String(String.UnicodeScalarView(typed[(quote + 1)...]))
        let all = field.optionLabels.sorted { $0.key < $1.key }.map { _, label in
            Completion(
                label: label, insertion: "\"\(Resolver.doubled(label))\"", kind: .option, replaced: quote..<typed.count,
                detailZh: "", detailEn: "")
        }
        return matching(prefix, all)
    }
}
