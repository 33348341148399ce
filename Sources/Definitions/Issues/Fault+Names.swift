/// What can be wrong with names and references.
extension Fault {
    static func badKey(_ key: String) -> Fault {
        Fault(
            .badKey, Label("“\(key)”不能用作标识。", en: "“\(key)” cannot be a key."),
            mend: Label(
                "用小写英文字母开头，只含小写字母、数字和下划线，最多 40 个字符。",
                en: "Begin with a lower-case letter; use lower-case letters, digits and underscores, 40 at most."))
    }

    static func reservedKey(_ key: String) -> Fault {
        Fault(
            .reservedKey, Label("“\(key)”是系统保留的标识。", en: "“\(key)” is reserved by the system."),
            mend: Label("换一个标识。", en: "Choose another key."))
    }

    static func duplicateDefinition(_ id: String) -> Fault {
        Fault(
            .duplicateDefinition, Label("“\(id)”定义了两次。", en: "“\(id)” is defined twice."),
            mend: Label("删掉或改名其中一个。", en: "Remove or rename one of them."))
    }

    static func duplicateName(_ name: String) -> Fault {
        Fault(
            .duplicateName, Label("标识“\(name)”重复。", en: "The key “\(name)” is used twice."),
            mend: Label("每个标识只能用一次。", en: "Use each key once."))
    }

    static func duplicateLabel(_ label: String) -> Fault {
        Fault(
            .duplicateLabel,
            Label(
                "名称“\(label)”重复，公式里会分不清。", en: "The name “\(label)” is used twice; formulas could not tell them apart."),
            mend: Label("改成不同的名称。", en: "Give them different names."))
    }

    static func emptyLabel() -> Fault {
        Fault(
            .emptyLabel, Label("名称不能为空。", en: "A name must not be empty."),
            mend: Label("写上用户看到的中文名称。", en: "Write the name that users see."))
    }

    static func unknownObject(_ key: String) -> Fault {
        unknown(.unknownObject, Label("对象", en: "object"), key, [])
    }

    static func unknownField(_ key: String, of object: ObjectDraft) -> Fault {
        unknown(
            .unknownField, Label("“\(object.definition.label.zh)”的字段", en: "field of “\(object.definition.key)”"), key,
            object.fields.map(\.key))
    }

    static func unknownStage(_ key: String, known: [String]) -> Fault {
        unknown(.unknownStage, Label("阶段", en: "stage"), key, known)
    }

    static func unknownRole(_ key: String, known: [String]) -> Fault {
        unknown(.unknownRole, Label("角色", en: "role"), key, known)
    }

    static func unknownMetric(_ key: String, known: [String]) -> Fault {
        unknown(.unknownMetric, Label("指标", en: "metric"), key, known)
    }

    static func unknownCalendar(_ key: String, known: [String]) -> Fault {
        unknown(.unknownCalendar, Label("工作日历", en: "calendar"), key, known)
    }

    static func unknownStep(_ key: String) -> Fault {
        Fault(
            .unknownStep, Label("前面没有步骤“\(key)”。", en: "No earlier step is called “\(key)”."),
            mend: Label("写前面某一步的名字，或 source。", en: "Name an earlier step, or source."))
    }

    private static func unknown(_ code: DefinitionIssue.Code, _ what: Label, _ key: String, _ known: [String]) -> Fault {
        let near = nearest(to: key, in: known)
        let list = known.prefix(12).joined(separator: "、")
        let zh = near.map { "是不是“\($0)”？" } ?? (known.isEmpty ? "先定义它。" : "可用的有：\(list)。")
        let en = near.map { "Did you mean “\($0)”?" } ?? (known.isEmpty ? "Define it first." : "Known: \(list).")
        return Fault(
            code, Label("没有\(what.zh)“\(key)”。", en: "There is no \(what.en ?? what.zh) “\(key)”."),
            mend: Label(zh, en: en))
    }

    static func wrongFieldType(_ field: String, wanted: Label) -> Fault {
        Fault(
            .wrongFieldType,
            Label(
                "字段“\(field)”的类型不对，这里要\(wanted.zh)。",
                en: "The field “\(field)” is of the wrong type; \(wanted.en ?? wanted.zh) is needed."),
            mend: Label("换一个字段，或改它的类型。", en: "Choose another field or change its type."))
    }

    static func unstoredField(_ field: String) -> Fault {
        Fault(
            .unstoredField,
            Label("“\(field)”是计算字段，这里要存储的字段。", en: "“\(field)” is computed; a stored field is needed here."),
            mend: Label("换一个存储的字段。", en: "Choose a stored field."))
    }
}
