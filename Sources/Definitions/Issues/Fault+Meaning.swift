internal import FormulaLanguage

/// What can be wrong with formulas and with what parts mean together.
extension Fault {
    static func badFormula(_ error: FormulaError) -> Fault {
        let zh = error.suggestion.map { "是不是“\($0)”？" } ?? "按提示的位置修改公式。"
        let en = error.suggestion.map { "Did you mean “\($0)”?" } ?? "Change the formula at the position shown."
        return Fault(
            .badFormula, Label(error.messageZh, en: error.messageEn), mend: Label(zh, en: en),
            column: error.position.lowerBound)
    }

    static func formulaCycle(_ labels: [String]) -> Fault {
        let chain = labels.joined(separator: " → ")
        return Fault(
            .formulaCycle, Label("公式字段互相引用：\(chain)。", en: "Formula fields refer to each other: \(chain)."),
            mend: Label("断开其中一处引用。", en: "Break one of the references."))
    }

    static func missingPart(_ what: Label) -> Fault {
        Fault(
            .missingPart, Label("缺少\(what.zh)。", en: "\(what.en ?? what.zh) is missing."),
            mend: Label("补上\(what.zh)。", en: "Add it."))
    }

    static func badNumber(_ value: Int, allowed: ClosedRange<Int>) -> Fault {
        let zh =
            allowed.upperBound == .max ? "不小于 \(allowed.lowerBound)" : "\(allowed.lowerBound) 到 \(allowed.upperBound)"
        let en =
            allowed.upperBound == .max
            ? "at least \(allowed.lowerBound)" : "\(allowed.lowerBound) to \(allowed.upperBound)"
        return Fault(
            .badNumber, Label("\(value) 不在允许的范围内。", en: "\(value) is out of range."),
            mend: Label("写\(zh)的数。", en: "Write a number \(en)."))
    }

    static func badRange(_ low: String, _ high: String) -> Fault {
        Fault(
            .badRange, Label("范围 \(low) – \(high) 不成立。", en: "\(low) – \(high) is not a range."),
            mend: Label("前一个要小于后一个，且不与其他重叠。", en: "The first must come before the second, without overlap."))
    }

    static func outsideRange(_ value: Int, _ range: ClosedRange<Int>) -> Fault {
        Fault(
            .badRange,
            Label(
                "默认赢单率 \(value)% 不在允许范围 \(range.lowerBound)–\(range.upperBound)% 内。",
                en: "The default \(value)% lies outside \(range.lowerBound)–\(range.upperBound)%."),
            mend: Label("调整默认值或范围。", en: "Change the default or the range."))
    }

    static func badDate(_ text: String, _ reason: Label) -> Fault {
        Fault(
            .badDate, Label("日期“\(text)”\(reason.zh)。", en: "The date “\(text)” \(reason.en ?? reason.zh)."),
            mend: Label("按 2026-05-01 的写法改正。", en: "Correct it, written like 2026-05-01."))
    }

    static func badPattern(_ text: String) -> Fault {
        Fault(
            .badPattern, Label("格式“\(text)”不可用。", en: "The pattern “\(text)” cannot be used."),
            mend: Label(
                "自动编号要含一个 {seq:位数}，可用 {yyyy} {mm} {dd}；网址要以 https:// 开头。",
                en: "An auto-number needs one {seq:digits} and may use {yyyy} {mm} {dd}; a URL begins with https://."))
    }

    static func conflict(_ message: Label, mend: Label) -> Fault {
        Fault(.conflictingParts, message, mend: mend)
    }

    static func unreachableStage(_ label: String) -> Fault {
        Fault(
            .unreachableStage, Label("没有路径能到阶段“\(label)”。", en: "No path leads to the stage “\(label)”."),
            mend: Label("在某个阶段的 transitions 里加上它。", en: "Add it to some stage's transitions."))
    }

    static func baseFieldUnbound(_ label: String) -> Fault {
        Fault(
            .baseFieldUnbound, Label("基础字段“\(label)”没有绑定。", en: "The base field “\(label)” is not bound."),
            mend: Label("在表单上绑定它，或在 waivers 里写明免填的理由。", en: "Bind it on the form, or waive it with a reason."))
    }

    static func requiredFieldUnbound(_ label: String) -> Fault {
        Fault(
            .requiredFieldUnbound, Label("必填字段“\(label)”没有来源。", en: "Nothing fills the required field “\(label)”."),
            mend: Label("给它一个值或默认值。", en: "Give it a value or a default."))
    }

    static func badEventName(_ name: String) -> Fault {
        Fault(
            .badEventName, Label("“\(name)”不是事件名。", en: "“\(name)” is not an event's name."),
            mend: Label("写成“对象.动作”，如 lead.assigned。", en: "Write it like lead.assigned."))
    }

    static func manyStages(_ count: Int) -> Fault {
        Fault(
            .manyStages, Label("有 \(count) 个阶段，建议 5–7 个。", en: "There are \(count) stages; 5 to 7 are advised."),
            mend: Label("合并相近的阶段。", en: "Merge stages that are alike."))
    }

    static func fewStages(_ count: Int) -> Fault {
        Fault(
            .fewStages, Label("只有 \(count) 个阶段，建议 5–7 个。", en: "There are only \(count) stages; 5 to 7 are advised."),
            mend: Label("把大的阶段拆开。", en: "Split large stages."))
    }

    static func unmaskedPhone(_ label: String) -> Fault {
        Fault(
            .unmaskedPhone, Label("“\(label)”没有设置脱敏。", en: "“\(label)” is not masked for anyone."),
            mend: Label("设置 mask: {style: last4}。", en: "Set mask: {style: last4}."))
    }

    static func orphanRoute() -> Fault {
        Fault(
            .orphanRoute,
            Label("最后一条分发规则有条件，其余记录会进公海。", en: "The last rule has a condition; all other records go to the pool."),
            mend: Label("若不想这样，最后加一条没有条件的规则。", en: "Add a last rule without a condition if that is not meant."))
    }
}
