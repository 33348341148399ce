/// What can be wrong with a document as a text.
extension Fault {
    static func unreadable(_ reason: Label) -> Fault {
        Fault(
            .unreadable, Label("文件读不懂：\(reason.zh)", en: "The document cannot be read: \(reason.en ?? reason.zh)"),
            mend: Label("检查这一行的缩进、引号和冒号。", en: "Check this line's indent, quotes and colons."))
    }

    static func tooLarge(_ bytes: Int) -> Fault {
        Fault(
            .tooLarge, Label("文件有 \(bytes) 字节，上限 5 MB。", en: "The document has \(bytes) bytes; 5 MB are allowed."),
            mend: Label("拆成几个文件。", en: "Split it into several files."))
    }

    static func tooManyParts() -> Fault {
        Fault(
            .tooLarge, Label("文件的部分太多。", en: "The document has too many parts."),
            mend: Label("拆成几个文件。", en: "Split it into several files."))
    }

    static func tooDeep() -> Fault {
        Fault(
            .tooDeep, Label("嵌套超过 32 层。", en: "Nesting is deeper than 32 levels."),
            mend: Label("检查括号和缩进。", en: "Check brackets and indents."))
    }

    static func aliasRefused() -> Fault {
        Fault(
            .aliasRefused, Label("不支持 YAML 锚点和别名（& 和 *）。", en: "YAML anchors and aliases (& and *) are not supported."),
            mend: Label("把内容写全；以 * 开头的文字加引号。", en: "Write the content out; quote a text that begins with *."))
    }

    static func duplicateKey(_ key: String) -> Fault {
        Fault(
            .duplicateKey, Label("“\(key)”写了两次。", en: "“\(key)” is given twice."),
            mend: Label("删掉其中一个。", en: "Remove one of them."))
    }

    static func unknownKey(_ key: String, known: [String]) -> Fault {
        let near = nearest(to: key, in: known)
        let zh = near.map { "是不是“\($0)”？" } ?? "可用的有：\(known.joined(separator: "、"))。"
        let en = near.map { "Did you mean “\($0)”?" } ?? "Known here: \(known.joined(separator: ", "))."
        return Fault(
            .unknownKey, Label("这里没有“\(key)”这一项。", en: "There is no “\(key)” here."), mend: Label(zh, en: en))
    }

    static func missingKey(_ key: String) -> Fault {
        Fault(
            .missingKey, Label("缺少“\(key)”。", en: "“\(key)” is missing."),
            mend: Label("补上“\(key)”。", en: "Add “\(key)”."))
    }

    static func wrongType(expected: Label, found: DocumentNode) -> Fault {
        Fault(
            .wrongType,
            Label(
                "这里应是\(expected.zh)，写的是\(found.shape.zh)。",
                en: "\(expected.en ?? expected.zh) belongs here, not \(found.shape.en ?? found.shape.zh)."),
            mend: Label("改成\(expected.zh)。", en: "Write \(expected.en ?? expected.zh)."))
    }

    static func unknownKind(_ kind: String) -> Fault {
        let known = DefinitionKind.allCases.map(\.rawValue)
        return Fault(
            .unknownKind, Label("没有“\(kind)”这种定义。", en: "There is no kind “\(kind)”."),
            mend: Label("可用的有：\(known.joined(separator: "、"))。", en: "Use one of: \(known.joined(separator: ", "))."))
    }

    static func unknownChoice(_ value: String, known: [String]) -> Fault {
        Fault(
            .unknownChoice, Label("“\(value)”不在可选值里。", en: "“\(value)” is not one of the choices."),
            mend: Label("可用的有：\(known.joined(separator: "、"))。", en: "Use one of: \(known.joined(separator: ", "))."))
    }

    static func badManifest(_ reason: Label) -> Fault {
        Fault(
            .badManifest,
            Label("模板清单有误：\(reason.zh)", en: "The template's manifest is wrong: \(reason.en ?? reason.zh)"),
            mend: Label("检查 template.yaml。", en: "Check template.yaml."))
    }

    /// The known name at most two edits away.
    static func nearest(to name: String, in known: [String]) -> String? {
        let ranked = known.map {
            ($0, distance(Array(name.unicodeScalars.prefix(40)), Array($0.unicodeScalars.prefix(40))))
        }
        guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= max(1, min(2, name.count / 3)) else { return nil }
        return best.0
    }

    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var corner = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let cost = a == b ? corner : 1 + min(corner, row[j], row[j + 1])
                corner = row[j + 1]
                row[j + 1] = cost
            }
        }
        return row[right.count]
    }
}
