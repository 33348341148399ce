import Definitions

extension Label {
    /// English where there is one, else the Chinese text.
    var english: String { en ?? zh }
}

/// What is said when the order of the stages forbids a move.
extension GateItem {
    static func unknownStage(_ key: String) -> GateItem {
        GateItem(
            code: "stage.unknown", text: Label("没有阶段“\(key)”", en: "There is no stage \"\(key)\""),
            mend: Label("请刷新页面后重选阶段", en: "Reload the page and choose again"), met: false)
    }

    static func alreadyThere(_ stage: StageDefinition) -> GateItem {
        GateItem(
            code: "stage.same",
            text: Label("已经在“\(stage.label.zh)”阶段", en: "It is in \"\(stage.label.english)\" already"),
            mend: Label("无需再次推进", en: "Nothing to do"), met: false)
    }

    static func skipped(from: StageDefinition?, to: StageDefinition, next: StageDefinition) -> GateItem {
        GateItem(
            code: "stage.skipped",
            text: Label(
                "不能跳到“\(to.label.zh)”，先进入“\(next.label.zh)”",
                en: "Cannot jump to \"\(to.label.english)\"; \"\(next.label.english)\" comes first"),
            mend: Label(
                "请先推进到“\(next.label.zh)”", en: "Move to \"\(next.label.english)\" first"),
            kind: next.key, met: false)
    }

    static func notAllowed(_ from: StageDefinition, _ to: StageDefinition, names: [Label]) -> GateItem {
        let zh = names.map { "“\($0.zh)”" }.joined(separator: "、")
        let en = names.map { "\"\($0.english)\"" }.joined(separator: ", ")
        return GateItem(
            code: "stage.not_allowed",
            text: Label(
                "从“\(from.label.zh)”不能直接进入“\(to.label.zh)”",
                en: "\"\(from.label.english)\" does not lead to \"\(to.label.english)\""),
            mend: names.isEmpty
                ? Label("“\(from.label.zh)”之后没有下一阶段", en: "Nothing follows \"\(from.label.english)\"")
                : Label("可以进入\(zh)", en: "It leads to \(en)"),
            met: false)
    }

    static func backForbidden(_ from: StageDefinition, _ to: StageDefinition) -> GateItem {
        GateItem(
            code: "stage.back_forbidden",
            text: Label(
                "本流程不允许退回“\(to.label.zh)”", en: "This process does not go back to \"\(to.label.english)\""),
            mend: Label("如需退回，请联系管理员调整流程", en: "Ask an administrator to change the process"), met: false)
    }

    static func reasonNeeded(_ to: StageDefinition) -> GateItem {
        GateItem(
            code: "stage.reason_needed",
            text: Label("退回“\(to.label.zh)”请写明原因", en: "Say why it goes back to \"\(to.label.english)\""),
            mend: Label("填写退回原因后再提交", en: "Fill in the reason and submit again"), field: "reason", met: false)
    }

    static func externalOnly(_ stage: StageDefinition, _ requirement: EventRequirement) -> GateItem {
        GateItem(
            code: "stage.external",
            text: Label(
                "“\(stage.label.zh)”由“\(requirement.label.zh)”自动进入，任何人都不能手动推进",
                en: "\"\(stage.label.english)\" is entered by \"\(requirement.label.english)\" only, never by hand"),
            mend: Label(
                "财务登记后系统会自动推进", en: "The system moves it once the fact is recorded"),
            kind: requirement.event, met: false)
    }

    static func directWrite(_ stage: StageDefinition?) -> GateItem {
        GateItem(
            code: "stage.direct",
            text: Label("阶段不能直接修改", en: "The stage cannot be edited directly"),
            mend: Label("请用“推进阶段”操作", en: "Use the stage move instead"), met: false)
    }

    static func beginsAt(_ first: StageDefinition) -> GateItem {
        GateItem(
            code: "stage.begins",
            text: Label(
                "新建时从“\(first.label.zh)”开始", en: "New records begin in \"\(first.label.english)\""),
            mend: Label("保存后再推进阶段", en: "Save first, then move on"), met: false)
    }
}
