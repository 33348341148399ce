import Definitions
import FormulaLanguage
public import Records

/// Keeps the stage in the hands of the stage machine.
struct StageReaction: Reaction {
    func willSave(_ draft: inout Draft, in change: Change) throws {
        guard let process = change.schema.process(of: draft.object.key)?.definition, !StagePermit.isGranted(in: change) else {
            return
        }
        if let before = draft.before {
            try checkUpdate(draft, before, process, change)
        } else {
            try begin(&draft, process, change)
        }
    }

    private func checkUpdate(_ draft: Draft, _ before: Record, _ process: ProcessDefinition, _ change: Change) throws {
        if let stage = draft.values[process.field], stage != before[process.field] {
            throw RecordError(.gate, GateItem.directWrite(nil).issue(field: process.field))
        }
        try checkProbability(draft, before.text(process.field), process)
    }

    private func checkProbability(_ draft: Draft, _ stage: String?, _ process: ProcessDefinition) throws {
        let fields = StageFields(process: process, object: draft.object)
        guard let stage = process.stages.first(where: { $0.key == stage }),
            let refusal = outOfRange(draft, stage, fields)
        else { return }
        throw RecordError(.invalid, refusal.issue(field: StageFields.probability))
    }

    private func outOfRange(_ draft: Draft, _ stage: StageDefinition, _ fields: StageFields) -> GateItem? {
        guard let given = draft.values[StageFields.probability].flatMap(fields.percent),
            let range = stage.probabilityRange
        else { return nil }
        return Probability.refusal(given, range: range, stage: stage)
    }

    /// A new record begins in the first stage. The system and an import may
    /// begin elsewhere, but nobody begins where only a fact leads (F3).
    private func begin(_ draft: inout Draft, _ process: ProcessDefinition, _ change: Change) throws {
        guard let first = process.stages.first else { return }
        let given = draft.values[process.field]?.plainText
        let stage = process.stages.first { $0.key == given } ?? first
        if change.actor != .system, let requirement = stage.gate.externalEvent {
            throw RecordError(.gate, GateItem.externalOnly(stage, requirement).issue(field: process.field))
        }
        if stage.key != first.key, !mayBeginAnywhere(change.actor) {
            throw RecordError(.gate, GateItem.beginsAt(first).issue(field: process.field))
        }
        let fields = StageFields(process: process, object: draft.object)
        var filled = draft.values.filter { !$0.value.isBlank }
        if mayBeginAnywhere(change.actor), outOfRange(draft, stage, fields) != nil {
            // A field's own default, made for the first stage.
            filled[StageFields.probability] = nil
        }
        if filled[StageFields.probability] != nil { try checkProbability(draft, stage.key, process) }
        let defaults = fields.values(
            entering: stage, at: change.now, obstacle: nil, probability: filled[StageFields.probability])
        for (key, value) in defaults where filled[key] == nil { draft.values[key] = value }
    }

    private func mayBeginAnywhere(_ actor: Actor) -> Bool {
        switch actor {
        case .system, .importer: true
        case .user, .form: false
        }
    }

    func didSave(_ mutation: Mutation, in change: Change) throws {
        guard mutation.kind == .created, let process = change.schema.process(of: mutation.after.object.key) else {
            return
        }
        guard let stage = mutation.after.text(process.definition.field) else { return }
        try change.emit(
            "stage.entered", on: mutation.after.object.key, mutation.after.id,
            payload: ["process": .string(process.definition.key), "from": .null, "to": .string(stage)])
    }

    func didEmit(_ event: Event, in change: Change) throws {
        guard let process = change.schema.process(of: event.object)?.definition else { return }
        guard process.stages.contains(where: { $0.gate.externalEvent?.event == event.kind }) else { return }
        try ExternalMoves(change: change).received(event.kind, event.object, event.recordID)
    }
}

extension GateItem {
    static var nobodyApproves: GateItem {
        GateItem(
            code: "approval.nobody", text: Label("没有可以审批的人", en: "There is nobody to approve it"),
            mend: Label("请管理员为您设置主管", en: "Ask an administrator to name your manager"), met: false)
    }

    /// The item as an issue of an error.
    public func issue(field other: String? = nil) -> RecordError.Issue {
        RecordError.Issue(
            code: code, field: field ?? other, zh: text.zh, en: text.english, mendZh: mend.zh, mendEn: mend.english)
    }
}
