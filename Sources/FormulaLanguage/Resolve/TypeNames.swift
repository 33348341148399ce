extension ValueType {
    /// What users call the type.
    var zh: String {
        switch self {
        case .number: "数字"
        case .text: "文本"
        case .boolean: "是否（真假）"
        case .date: "日期"
        case .instant: "日期时间"
        case .reference: "关联记录"
        case .list: "多选列表"
        case .blank: "空值"
        }
    }

    /// What users call the type, in English.
    var en: String {
        switch self {
        case .number: "a number"
        case .text: "text"
        case .boolean: "yes/no"
        case .date: "a date"
        case .instant: "a date with time"
        case .reference: "a record"
        case .list: "a list"
        case .blank: "blank"
        }
    }
}

extension FormulaError {
    static func type(
        _ node: Node, wanted: ValueType, suggestion: String? = nil
    ) -> FormulaError {
        FormulaError(
            .type, node.range, zh: "这里需要\(wanted.zh)，得到的是\(node.type.zh)",
            en: "Expected \(wanted.en), found \(node.type.en)", suggestion: suggestion)
    }
}
