internal import FormulaLanguage

extension SchemaCompiler {
    mutating func compile(_ process: ProcessDefinition, _ path: String) {
        let object = object(process.object, "\(path).object")
        let field = field(process.field, of: object, "\(path).field", [.select], stored: true)
        calendar(process.calendar, "\(path).calendar")
        if parts.processes.contains(where: { $0.definition.object == process.object }) {
            let message = Label("一个对象只能有一个阶段流程。", en: "An object can have one process only.")
            issues.add(.conflict(message, mend: Label("删掉其中一个。", en: "Remove one of them.")), "\(path).object")
        }
        checkStages(process, field, path)
        var conditions: [String: [(formula: Formula, message: Label)]] = [:]
        var approvals: [String: Formula] = [:]
        for (index, stage) in process.stages.enumerated() {
            let place = "\(path).stages[\(index)]"
            check(stage, process, place)
            conditions[stage.key] = gate(stage.gate, object, "\(place).gate")
            approvals[stage.key] = condition(stage.gate.approval?.when, on: object, "\(place).gate.approval.when")
        }
        parts.processes.append(ProcessModel(definition: process, conditions: conditions, approvalWhen: approvals))
    }

    private mutating func checkStages(_ process: ProcessDefinition, _ field: FieldDraft?, _ path: String) {
        let stages = process.stages
        filled(stages.count < 2, Label("至少两个阶段", en: "at least two stages"), "\(path).stages")
        uniqueKeys(stages.map(\.key), "\(path).stages")
        uniqueLabels(stages.map(\.label), "\(path).stages")
        if stages.count > 7 { issues.remark(.manyStages(stages.count), "\(path).stages") }
        if (2..<5).contains(stages.count) { issues.remark(.fewStages(stages.count), "\(path).stages") }
        if let field, Set(field.definition.options.map(\.key)) != Set(stages.map(\.key)) {
            let message = Label(
                "字段“\(field.definition.label.zh)”的选项与阶段不一致。", en: "The field's options are not the stages.")
            let mend = Label("删掉字段的选项，系统会用阶段作选项。", en: "Remove the options; the stages serve as options.")
            issues.add(.conflict(message, mend: mend), "\(path).field")
        }
        for index in unreachable(process) {
            issues.add(.unreachableStage(stages[index].label.zh), "\(path).stages[\(index)]")
        }
    }

    /// Stages that no allowed move leads to; the first is where records begin.
    private func unreachable(_ process: ProcessDefinition) -> [Int] {
        var reached: Set<String> = []
        var open = process.stages.prefix(1).map(\.key)
        while let key = open.popLast() {
            guard reached.insert(key).inserted else { continue }
            open.append(contentsOf: process.moves(from: key, back: false))
        }
        return process.stages.indices.filter { !reached.contains(process.stages[$0].key) }
    }

    private mutating func check(_ stage: StageDefinition, _ process: ProcessDefinition, _ path: String) {
        number(stage.probability, 0...100, "\(path).probability")
        if let range = stage.probabilityRange {
            number(range.lowerBound, 0...100, "\(path).probability_range")
            number(range.upperBound, 0...100, "\(path).probability_range")
            if !range.contains(stage.probability) {
                issues.add(.outsideRange(stage.probability, range), "\(path).probability")
            }
        }
        number(stage.slaWorkingDays, 1...1000, "\(path).sla_working_days")
        let known = process.stages.map(\.key)
        for (index, key) in (stage.transitions ?? []).enumerated() where !known.contains(key) {
            issues.add(.unknownStage(key, known: known), "\(path).transitions[\(index)]")
        }
    }

    private mutating func gate(
        _ gate: GateDefinition, _ object: ObjectDraft?, _ path: String
    ) -> [(formula: Formula, message: Label)] {
        for (index, key) in gate.requiredFields.enumerated() {
            field(key, of: object, "\(path).required_fields[\(index)]")
        }
        uniqueKeys(gate.evidence.map(\.kind), "\(path).evidence", "kind")
        for (index, evidence) in gate.evidence.enumerated() {
            number(evidence.count, 1...20, "\(path).evidence[\(index)].count")
        }
        for (index, earlier) in gate.earlierEvents.enumerated() {
            event(earlier.event, "\(path).earlier_events[\(index)].event")
        }
        if let external = gate.externalEvent { event(external.event, "\(path).external_event.event") }
        if let approval = gate.approval {
            if let key = approval.role { role(key, "\(path).approval.role") }
            filled(
                approval.approver == .role && approval.role == nil, Label("审批角色", en: "the approver's role"),
                "\(path).approval.role")
        }
        var conditions: [(formula: Formula, message: Label)] = []
        for (index, validation) in gate.conditions.enumerated() {
            let place = "\(path).conditions[\(index)].formula"
            if let formula = condition(validation.formula, on: object, place) {
                conditions.append((formula, validation.message))
            }
        }
        return conditions
    }
}

extension ProcessDefinition {
    /// Keys of the stages that may follow a stage, by its own transitions or
    /// by the process' rules, in the order of the process.
    public func reachable(from key: String) -> [String] {
        moves(from: key, back: allowsBack)
    }

    func moves(from key: String, back: Bool) -> [String] {
        guard let index = stages.firstIndex(where: { $0.key == key }) else { return [] }
        if let transitions = stages[index].transitions { return transitions }
        return stages.indices.filter { other in
            if other == index { return false }
            if stages[other].category == .lost { return stages[index].category == .open }
            // Lost stages stand aside: the next one is the next that is not.
            if other < index { return back }
            if allowsSkipping { return true }
            return !stages[(index + 1)..<other].contains { $0.category != .lost }
        }.map { stages[$0].key }
    }
}
