import FormulaLanguage

/// A small schema: opportunities of customers, with touches.
struct SampleScope: FormulaScope {
    var selfObject = "opportunity"
    var renamed: [String: String] = [:]
    var stages = ["first": "初步接触", "talk": "商务谈判", "signed": "合同已签"]

    let objects = [
        ObjectInfo(key: "opportunity", label: "商机", table: "o_opportunity"),
        ObjectInfo(key: "customer", label: "客户", table: "o_customer"),
        ObjectInfo(key: "touch", label: "触达", table: "o_touch"),
        ObjectInfo(key: "user", label: "用户", table: "o_user"),
    ]

    let variables = [VariableInfo(key: "old", label: "旧值", type: .number)]

    func object(named name: String) -> ObjectInfo? {
        objects.first { $0.key == name || $0.label == name }
    }

    func field(named name: String, of object: String) -> FieldInfo? {
        fields(of: object).first { $0.label == name } ?? fields(of: object).first { $0.key == name }
    }

    func fields(of object: String) -> [FieldInfo] {
        let fields =
            switch object {
            case "opportunity": opportunity
            case "customer": customer
            case "touch": touch
            default: [FieldInfo(key: "name", label: "姓名", column: "f_name", type: .text, storage: .text)]
            }
        return fields.map { field in
            var copy = field
            copy.label = renamed[field.key] ?? field.label
            return copy
        }
    }

    private func number(_ key: String, _ label: String, _ scale: Int) -> FieldInfo {
        FieldInfo(key: key, label: label, column: "f_\(key)", type: .number, storage: .scaled(scale))
    }

    private func text(_ key: String, _ label: String, _ options: [String: String] = [:]) -> FieldInfo {
        FieldInfo(key: key, label: label, column: "f_\(key)", type: .text, storage: .text, optionLabels: options)
    }

    private func reference(_ key: String, _ label: String, _ object: String) -> FieldInfo {
        FieldInfo(
            key: key, label: label, column: "f_\(key)", type: .reference(object: object),
            storage: .reference(object: object))
    }

    private func other(_ key: String, _ label: String, _ type: ValueType, _ storage: ColumnStorage) -> FieldInfo {
        FieldInfo(key: key, label: label, column: "f_\(key)", type: type, storage: storage)
    }

    private var opportunity: [FieldInfo] {
        [
            number("amount", "金额", 2), number("quantity", "数量", 0), number("discount", "折扣", 4),
            number("precise", "预计 成本（元）", 6), text("note", "备注"), text("name", "名称"),
            other("active", "有效", .boolean, .boolean01), other("won", "已赢单", .boolean, .boolean01),
            other("signed", "签约日期", .date, .dateText), other("next", "下次跟进", .date, .dateText),
            other("created", "创建时间", .instant, .instantMillis), other("replied", "响应时间", .instant, .instantMillis),
            text("stage", "阶段", stages), reference("customer", "客户", "customer"), reference("owner", "负责人", "user"),
            FieldInfo(
                key: "tags", label: "标签", column: "", type: .list(.text), storage: .multi(table: "o_tags"),
                optionLabels: ["vip": "重点", "renew": "续约", "new": "新客"]),
        ]
    }

    private var customer: [FieldInfo] {
        [
            text("name", "名称"), text("industry", "行业", ["make": "制造", "teach": "教育"]), number("size", "规模", 0),
            other("founded", "成立日期", .date, .dateText), reference("owner", "负责人", "user"),
        ]
    }

    private var touch: [FieldInfo] {
        [
            reference("opportunity", "商机", "opportunity"), other("valid", "有效", .boolean, .boolean01),
            number("minutes", "时长", 1), number("cost", "费用", 2), other("at", "时间", .instant, .instantMillis),
            other("day", "日期", .date, .dateText), text("kind", "类型"),
        ]
    }
}
