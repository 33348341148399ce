import Records

extension RecordError.Issue {
    static func unknownMetric(_ key: String) -> RecordError.Issue {
        RecordError.Issue(
            code: "metric.unknown", zh: "没有指标“\(key.prefix(60))”", en: "There is no metric \"\(key.prefix(60))\"",
            mendZh: "请刷新页面后重试", mendEn: "Reload the page and try again")
    }

    static func invalidMetric(_ key: String) -> RecordError.Issue {
        RecordError.Issue(
            code: "metric.invalid", zh: "指标“\(key.prefix(60))”的定义不完整，暂时无法计算",
            en: "The definition of metric \"\(key.prefix(60))\" is incomplete", mendZh: "请管理员检查指标定义",
            mendEn: "An administrator should check its definition")
    }

    static let hiddenMetric = RecordError.Issue(
        code: "metric.hidden", zh: "该指标包含您无权查看的内容", en: "The metric contains something you may not see",
        mendZh: "如需查看，请联系管理员", mendEn: "Ask an administrator if you need it")

    static func unknownBoard(_ key: String) -> RecordError.Issue {
        RecordError.Issue(
            code: "board.unknown", zh: "看板不存在，或您没有查看权限", en: "The board does not exist, or you may not see it",
            mendZh: "请从看板列表中选择", mendEn: "Choose one from the list of boards")
    }

    static func unknownGroup(_ text: String) -> RecordError.Issue {
        RecordError.Issue(
            code: "metric.group", field: "group", zh: "不能按“\(text.prefix(60))”分组",
            en: "Cannot group by \"\(text.prefix(60))\"")
    }

    static let unknownFilter = RecordError.Issue(
        code: "metric.filter", zh: "筛选条件不正确", en: "The filter is not valid", mendZh: "请重新选择筛选条件",
        mendEn: "Choose the filter again")
}
