extension SchemaCompiler {
    /// What can be said of an object's fields without compiling a formula.
    mutating func checkFields(_ draft: ObjectDraft) {
        let path = "\(draft.path).fields"
        let fields = draft.definition.fields
        filled(fields.isEmpty, Label("字段", en: "a field"), path)
        uniqueKeys(fields.map(\.key), path)
        let system = Set(SystemField.allCases.map(\.rawValue))
        var labels = Set(SystemField.allCases.map(\.label.zh))
        for (index, field) in fields.enumerated() {
            let place = "\(path)[\(index)]"
            if system.contains(field.key) { issues.add(.reservedKey(field.key), "\(place).key") }
            check(field.label, "\(place).label")
            if !labels.insert(field.label.zh).inserted {
                issues.add(.duplicateLabel(field.label.zh), "\(place).label")
            }
            checkKind(field, place)
            checkFlags(field, place)
        }
    }

    /// Parts that belong to some types and not to others.
    private mutating func checkKind(_ field: FieldDefinition, _ path: String) {
        let type = field.type
        belongs(
            type == .select || type == .multiselect, field.options.isEmpty, Label("选项", en: "options"), path, "options")
        belongs(type == .reference, field.to == nil, Label("引用的对象", en: "to"), path, "to")
        belongs(type.isComputed, field.formula == nil, Label("公式", en: "formula"), path, "formula")
        belongs(type == .autonumber, field.pattern == nil, Label("编号格式", en: "pattern"), path, "pattern")
        if type == .formula, field.result == nil {
            issues.add(.missingPart(Label("公式结果的类型 result", en: "result")), "\(path).result")
        }
        if let result = field.result, !type.isComputed || !SchemaCompiler.results.contains(result) {
            issues.add(
                .wrongFieldType(field.label.zh, wanted: SchemaCompiler.names(of: SchemaCompiler.results)),
                "\(path).result")
        }
        if let to = field.to, type == .reference, drafts[to] == nil { issues.add(.unknownObject(to), "\(path).to") }
        if let pattern = field.pattern, type == .autonumber, !AutoNumberPattern.isValid(pattern) {
            issues.add(.badPattern(pattern), "\(path).pattern")
        }
        uniqueKeys(field.options.map(\.key), "\(path).options", isValid: Key.isOption)
        uniqueLabels(field.options.map(\.label), "\(path).options")
    }

    static let results: Set<FieldType> = [.number, .money, .percent, .text, .boolean, .date, .datetime]

    private mutating func belongs(_ wanted: Bool, _ isMissing: Bool, _ what: Label, _ path: String, _ member: String) {
        if wanted, isMissing { issues.add(.missingPart(what), "\(path).\(member)") }
        if !wanted, !isMissing {
            let message = Label("这种字段没有\(what.zh)。", en: "A field of this type has no \(what.en ?? what.zh).")
            issues.add(.conflict(message, mend: Label("删掉这一项。", en: "Remove it.")), "\(path).\(member)")
        }
    }

    private mutating func checkFlags(_ field: FieldDefinition, _ path: String) {
        let type = field.type
        number(field.decimals, 0...6, "\(path).decimals")
        number(field.maxLength, 1...100_000, "\(path).max_length")
        let cannot: [(Bool, String, Label)] = [
            (
                field.unique && (type.isComputed || type.isMultiple || type == .boolean), "unique",
                Label("唯一", en: "unique")
            ),
            (
                field.indexed && (type.isComputed || type.isMultiple || type == .longtext), "indexed",
                Label("索引", en: "indexed")
            ),
            (field.required && type.isComputed, "required", Label("必填", en: "required")),
            (field.search && !type.isText, "search", Label("搜索", en: "searched")),
        ]
        for (wrong, member, what) in cannot where wrong {
            let message = Label("这种字段不能设为\(what.zh)。", en: "A field of this type cannot be \(what.en ?? what.zh).")
            issues.add(.conflict(message, mend: Label("删掉这一项。", en: "Remove it.")), "\(path).\(member)")
        }
        if let mask = field.mask { roles(mask.unmaskedRoles, "\(path).mask.unmasked_roles") }
        if type == .phone, field.mask == nil { issues.remark(.unmaskedPhone(field.label.zh), "\(path).mask") }
    }
}

/// `XS{yyyy}{mm}{seq:5}`.
enum AutoNumberPattern {
    static func isValid(_ pattern: String) -> Bool {
        var rest = Substring(pattern)
        var sequences = 0
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else { return false }
            let name = rest[rest.index(after: open)..<close]
            if name.hasPrefix("seq:"), let digits = Int(name.dropFirst(4)), (1...9).contains(digits) {
                sequences += 1
            } else if !["yyyy", "yy", "mm", "dd"].contains(String(name)) {
                return false
            }
            rest = rest[rest.index(after: close)...]
        }
        return sequences == 1 && pattern.utf8.count <= 60
    }
}
