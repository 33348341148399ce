internal import FormulaLanguage

extension SchemaCompiler {
    mutating func compile(_ score: ScoreDefinition, _ path: String) {
        let object = object(score.object, "\(path).object")
        field(score.field, of: object, "\(path).field", [.number], stored: true)
        let grade = field(score.gradeField, of: object, "\(path).grade_field", [.select], stored: true)
        filled(score.indicators.isEmpty, Label("评分项", en: "an indicator"), "\(path).indicators")
        uniqueKeys(score.indicators.map(\.key), "\(path).indicators")
        var conditions: [String: Formula] = [:]
        for (index, indicator) in score.indicators.enumerated() {
            let place = "\(path).indicators[\(index)]"
            check(indicator, place)
            conditions[indicator.key] = condition(indicator.when, on: object, "\(place).when")
        }
        checkGrades(score, grade, path)
        parts.scores.append(ScoreModel(definition: score, conditions: conditions))
    }

    private mutating func check(_ indicator: ScoreIndicator, _ path: String) {
        check(indicator.label, "\(path).label")
        number(indicator.points, -1000...1000, "\(path).points")
        number(indicator.cap, from: 1, "\(path).cap")
        number(indicator.windowDays, 1...3650, "\(path).window_days")
        number(indicator.halfLifeDays, 1...3650, "\(path).half_life_days")
        if let name = indicator.event { event(name, "\(path).event") }
        let onlyEvents = !indicator.match.isEmpty || indicator.windowDays != nil || indicator.halfLifeDays != nil
        if indicator.event == nil, indicator.when == nil {
            issues.add(.missingPart(Label("条件 when 或事件 event", en: "when or event")), path)
        } else if (indicator.event != nil && indicator.when != nil) || (indicator.event == nil && onlyEvents) {
            let message = Label("条件项与事件项不能混用。", en: "A condition and an event cannot be mixed.")
            let mend = Label("分成两项：一项写 when，一项写 event。", en: "Make two indicators: one with when, one with event.")
            issues.add(.conflict(message, mend: mend), path)
        }
    }

    private mutating func checkGrades(_ score: ScoreDefinition, _ field: FieldDraft?, _ path: String) {
        filled(score.grades.isEmpty, Label("等级", en: "a grade"), "\(path).grades")
        var seen: Set<Int> = []
        for (index, grade) in score.grades.enumerated() {
            let place = "\(path).grades[\(index)]"
            let known = field?.definition.options.map(\.key) ?? [grade.key]
            if !known.contains(grade.key) { issues.add(.unknownChoice(grade.key, known: known), "\(place).key") }
            if !seen.insert(grade.minimum).inserted {
                issues.add(.badRange("\(grade.minimum)", "\(grade.minimum)"), "\(place).minimum")
            }
        }
    }

    mutating func compile(_ route: RouteDefinition, _ path: String) {
        let object = object(route.object, "\(path).object")
        roles(route.roles, "\(path).roles")
        filled(route.roles.isEmpty, Label("候选人的角色", en: "the candidates' roles"), "\(path).roles")
        filled(route.rules.isEmpty, Label("分发规则", en: "a rule"), "\(path).rules")
        uniqueKeys(route.rules.map(\.key), "\(path).rules")
        check(route.guards, "\(path).guards")
        var conditions: [String: Formula] = [:]
        for (index, rule) in route.rules.enumerated() {
            check(rule.label, "\(path).rules[\(index)].label")
            conditions[rule.key] = condition(rule.when, on: object, "\(path).rules[\(index)].when")
        }
        if route.rules.last?.when != nil {
            issues.remark(.orphanRoute(), "\(path).rules[\(route.rules.count - 1)].when")
        }
        parts.routes.append(RouteModel(definition: route, conditions: conditions))
    }

    private mutating func check(_ guards: RouteGuards, _ path: String) {
        number(guards.pendingBelow, from: 1, "\(path).pending_below")
        number(guards.perDay, from: 1, "\(path).per_day")
        number(guards.cooldownHours, 1...8760, "\(path).cooldown_hours")
        number(guards.loadRateBelowPercent, 1...1000, "\(path).load_rate_below_percent")
        number(guards.capacityDays, 1...90, "\(path).capacity_days")
        number(guards.capacityFloor, from: 1, "\(path).capacity_floor")
    }

    mutating func compile(_ sla: SLADefinition, _ path: String) {
        let object = object(sla.object, "\(path).object")
        event(sla.starts, "\(path).starts")
        event(sla.metBy, "\(path).met_by")
        calendar(sla.calendar, "\(path).calendar")
        number(sla.hardMinutes, 1...1_000_000, "\(path).hard_minutes")
        if let key = sla.dueField { field(key, of: object, "\(path).due_field", [.datetime], stored: true) }
        if let key = sla.durationField { field(key, of: object, "\(path).duration_field", [.number], stored: true) }
        filled(sla.tiers.isEmpty, Label("时限档", en: "a tier"), "\(path).tiers")
        var tiers: [(when: Formula?, targetMinutes: Int)] = []
        for (index, tier) in sla.tiers.enumerated() {
            let place = "\(path).tiers[\(index)]"
            number(tier.targetMinutes, 1...max(1, sla.hardMinutes), "\(place).target_minutes")
            let isLast = index == sla.tiers.count - 1
            if (tier.when == nil) != isLast {
                let message = Label("只有最后一档没有条件。", en: "Only the last tier has no condition.")
                let mend = Label("给前面各档写 when，最后一档不写。", en: "Give every tier but the last a condition.")
                issues.add(.conflict(message, mend: mend), "\(place).when")
            }
            tiers.append((condition(tier.when, on: object, "\(place).when"), tier.targetMinutes))
        }
        parts.slas.append(SLAModel(definition: sla, tiers: tiers))
    }
}
