internal import FormulaLanguage

extension SchemaCompiler {
    mutating func compile(_ metric: MetricDefinition, _ path: String) {
        var object: ObjectDraft?
        if metric.kind == .ratio {
            checkRatio(metric, path)
        } else {
            filled(metric.object == nil, Label("对象 object", en: "object"), "\(path).object")
            object = metric.object.flatMap { self.object($0, "\(path).object") }
            checkAggregate(metric, object, path)
        }
        if let time = metric.time { field(time, of: object, "\(path).time", [.date, .datetime], stored: true) }
        let filter = condition(metric.filter, on: object, "\(path).filter")
        let success = condition(metric.success, on: object, "\(path).success")
        let expression = formula(metric.expression, on: object, "\(path).expression", expecting: .number)
        parts.metrics.append(
            MetricModel(definition: metric, filter: filter, success: success, expression: expression))
    }

    private mutating func checkRatio(_ metric: MetricDefinition, _ path: String) {
        for (key, member) in [(metric.numerator, "numerator"), (metric.denominator, "denominator")] {
            guard let key else {
                issues.add(.missingPart(Label(member, en: member)), "\(path).\(member)")
                continue
            }
            self.metric(key, "\(path).\(member)")
            let isRatio = definitions.contains { other in
                if case .metric(let value) = other { return value.key == key && value.kind == .ratio }
                return false
            }
            if isRatio || key == metric.key {
                let message = Label("比率不能再除以比率。", en: "A ratio cannot be made of ratios.")
                issues.add(.conflict(message, mend: Label("换成普通指标。", en: "Use simple metrics.")), "\(path).\(member)")
            }
        }
    }

    private mutating func checkAggregate(_ metric: MetricDefinition, _ object: ObjectDraft?, _ path: String) {
        let needsValue = metric.kind == .median || (metric.kind == .simple && metric.aggregate != .count)
        if needsValue, metric.field == nil, metric.expression == nil {
            issues.add(.missingPart(Label("要汇总的字段 field", en: "field")), "\(path).field")
        }
        if metric.field != nil, metric.expression != nil {
            let message = Label("field 与 expression 只能写一个。", en: "Give either field or expression.")
            issues.add(.conflict(message, mend: Label("留下其中一个。", en: "Keep one of them.")), "\(path).expression")
        }
        if let key = metric.field { field(key, of: object, "\(path).field", [.number, .money, .percent]) }
        if metric.kind == .conversion, metric.success == nil {
            issues.add(.missingPart(Label("成功条件 success", en: "success")), "\(path).success")
        }
        if metric.kind != .conversion, metric.success != nil {
            let message = Label("只有转化率有成功条件。", en: "Only a conversion has a success condition.")
            issues.add(.conflict(message, mend: Label("删掉 success。", en: "Remove success.")), "\(path).success")
        }
    }

    mutating func compile(_ board: BoardDefinition, _ path: String) {
        roles(board.roles, "\(path).roles")
        filled(board.widgets.isEmpty, Label("组件", en: "a widget"), "\(path).widgets")
        uniqueKeys(board.widgets.map(\.key), "\(path).widgets")
        for (index, widget) in board.widgets.enumerated() {
            let place = "\(path).widgets[\(index)]"
            check(widget.label, "\(place).label")
            number(widget.width, 1...12, "\(place).width")
            filled(widget.metrics.isEmpty, Label("指标", en: "a metric"), "\(place).metrics")
            for (number, key) in widget.metrics.enumerated() { metric(key, "\(place).metrics[\(number)]") }
            checkGroup(widget, place)
        }
        parts.boards.append(board)
    }

    private mutating func checkGroup(_ widget: WidgetDefinition, _ path: String) {
        guard let group = widget.groupBy else { return }
        for key in widget.metrics {
            for object in objects(of: key) {
                field(group, of: object, "\(path).group_by", [.select, .user, .department, .region, .reference])
            }
        }
    }

    /// What a metric counts; both sides of a ratio.
    private func objects(of metric: String) -> [ObjectDraft] {
        for case .metric(let value) in definitions where value.key == metric {
            if let object = value.object { return drafts[object].map { [$0] } ?? [] }
            return [value.numerator, value.denominator].compactMap { $0 }.filter { $0 != metric }.flatMap { part in
                definitions.compactMap { other in
                    guard case .metric(let value) = other, value.key == part else { return nil }
                    return value.object.flatMap { drafts[$0] }
                }
            }
        }
        return []
    }
}
