/// What changed between two sets of definitions, in plain words (P10).
public enum SchemaDiff {
    /// One line per change, in the order of the new set; what is gone comes
    /// last. Nothing where the sets mean the same.
    public static func describe(from old: [Definition], to new: [Definition]) -> [Label] {
        let before = Dictionary(old.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Set(new.map(\.id))
        var lines: [Label] = []
        for definition in new {
            let name = title(definition)
            guard let earlier = before[definition.id] else {
                lines.append(Label("新增\(name.zh)", en: "Added \(name.en ?? name.zh)"))
                continue
            }
            var diff = DocumentDiff()
            diff.compare(earlier.document, definition.document, Place(label: name))
            lines += diff.lines
        }
        for definition in old where !after.contains(definition.id) {
            let name = title(definition)
            lines.append(Label("删除\(name.zh)", en: "Removed \(name.en ?? name.zh)"))
        }
        return lines
    }

    private static func title(_ definition: Definition) -> Label {
        let kind = definition.kind.label
        let label = definition.label
        if case .touch = definition { return kind }
        return Label("\(kind.zh)“\(label.zh)”", en: "\((kind.en ?? kind.zh).lowercased()) “\(label.en ?? label.zh)”")
    }
}

/// Where a change stands, for its words.
struct Place {
    var label: Label

    func inside(_ part: Label) -> Place {
        Place(label: Label("\(label.zh)的\(part.zh)", en: "\(part.en ?? part.zh) of \(label.en ?? label.zh)"))
    }
}

/// Compares two documents member by member, lists of named parts by name.
struct DocumentDiff {
    private(set) var lines: [Label] = []

    mutating func compare(_ old: DocumentNode, _ new: DocumentNode, _ place: Place) {
        guard case .mapping(let before) = old.content, case .mapping(let after) = new.content else { return }
        let names = after.map(\.key) + before.map(\.key).filter { key in !after.contains { $0.key == key } }
        for name in names where name != "key" && name != "kind" {
            let left = before.first { $0.key == name }?.value
            let right = after.first { $0.key == name }?.value
            if left != right { compare(name, left, right, place) }
        }
    }

    private mutating func compare(_ name: String, _ old: DocumentNode?, _ new: DocumentNode?, _ place: Place) {
        let parts = (old.flatMap(DocumentDiff.named), new.flatMap(DocumentDiff.named))
        if parts.0 != nil || parts.1 != nil, DocumentDiff.isNamedOrNil(old), DocumentDiff.isNamedOrNil(new) {
            compareParts(name, parts.0 ?? [], parts.1 ?? [], place)
            return
        }
        if let old, let new, case .mapping = old.content, case .mapping = new.content {
            compare(old, new, place.inside(MemberName.label(name)))
            return
        }
        add(name, old, new, place)
    }

    private mutating func compareParts(_ name: String, _ old: [NamedPart], _ new: [NamedPart], _ place: Place) {
        let noun = MemberName.singular(name)
        let common = new.map(\.key).filter { key in old.contains { $0.key == key } }
        for part in new {
            guard let before = old.first(where: { $0.key == part.key }) else {
                let words = part.words(noun)
                lines.append(
                    Label(
                        "\(place.label.zh)新增\(words.zh)",
                        en: "Added \(words.en ?? words.zh) to \(place.label.en ?? place.label.zh)"))
                continue
            }
            if before.node != part.node { compare(before.node, part.node, place.inside(part.title(noun))) }
        }
        for part in old where !new.contains(where: { $0.key == part.key }) {
            let words = part.words(noun)
            lines.append(
                Label(
                    "\(place.label.zh)删除\(words.zh)",
                    en: "Removed \(words.en ?? words.zh) from \(place.label.en ?? place.label.zh)"))
        }
        if common != old.map(\.key).filter({ common.contains($0) }) {
            lines.append(
                Label(
                    "\(place.label.zh)调整了\(noun.zh)的顺序",
                    en: "Reordered the \(noun.en ?? noun.zh)s of \(place.label.en ?? place.label.zh)"))
        }
    }

    private mutating func add(_ name: String, _ old: DocumentNode?, _ new: DocumentNode?, _ place: Place) {
        let member = MemberName.label(name)
        let zh = "\(place.label.zh)的\(member.zh)"
        let en = "\(member.en ?? member.zh) of \(place.label.en ?? place.label.zh)"
        switch (old.map(DocumentDiff.words), new.map(DocumentDiff.words)) {
        case (let left?, let right?):
            lines.append(Label("\(zh)：“\(left)”改为“\(right)”", en: "\(en): “\(left)” became “\(right)”"))
        case (nil, let right?):
            lines.append(Label("\(zh)设为“\(right)”", en: "\(en) set to “\(right)”"))
        case (let left?, nil):
            lines.append(Label("\(zh)取消（原为“\(left)”）", en: "\(en) cleared (was “\(left)”)"))
        case (nil, nil):
            break
        }
    }

    /// A value on one line, cut where it is long.
    private static func words(_ node: DocumentNode) -> String {
        let text: String
        if case .scalar(let value, _) = node.content {
            text = value == "true" ? "是" : value == "false" ? "否" : value
        } else {
            text = JSONWriter.text(node)
        }
        return text.count > 80 ? text.prefix(79) + "…" : text
    }
}

/// An element of a list that has a name of its own.
struct NamedPart {
    let key: String
    let node: DocumentNode

    private func member(_ name: String) -> String? {
        guard case .mapping(let entries) = node.content, let entry = entries.first(where: { $0.key == name }),
            case .scalar(let text, _) = entry.value.content
        else { return nil }
        return text
    }

    /// `字段“预算”`.
    func title(_ noun: Label) -> Label {
        let zh = member("label") ?? key
        return Label("\(noun.zh)“\(zh)”", en: "\(noun.en ?? noun.zh) “\(member("label_en") ?? zh)”")
    }

    /// The same with its type: `字段“预算”(金额)`.
    func words(_ noun: Label) -> Label {
        let title = title(noun)
        guard let type = member("type").flatMap(FieldType.init(rawValue:)) else { return title }
        return Label("\(title.zh)(\(type.label.zh))", en: "\(title.en ?? title.zh) (\(type.label.en ?? type.label.zh))")
    }
}

extension DocumentDiff {
    /// The parts of a list whose every element has a name.
    fileprivate static func named(_ node: DocumentNode) -> [NamedPart]? {
        guard case .list(let items) = node.content, !items.isEmpty else { return nil }
        var parts: [NamedPart] = []
        for item in items {
            guard case .mapping(let entries) = item.content,
                let entry = entries.first(where: { ["key", "name", "kind", "field"].contains($0.key) }),
                case .scalar(let key, _) = entry.value.content
            else { return nil }
            parts.append(NamedPart(key: key, node: item))
        }
        return parts
    }

    fileprivate static func isNamedOrNil(_ node: DocumentNode?) -> Bool { node == nil || node.flatMap(named) != nil }
}
