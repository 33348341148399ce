import Definitions
import FormulaLanguage
import Records

/// Moves that only a fact from outside makes (F3).
struct ExternalMoves {
    let change: Change

    /// A fact was noted on a record: enter the stage that waits for it.
    func received(_ event: String, _ object: String, _ id: Int64) throws {
        guard let process = change.schema.process(of: object), let record = try change.standing(object, id),
            let from = record.text(process.definition.field)
        else { return }
        let path = StagePath(process: process.definition)
        guard let stage = path.stage(openedBy: event, from: from) else { return }
        let mover = StageMover(change: change, process: process, record: record, input: MoveInput(), requester: nil)
        let report = try mover.report(to: stage.key, byFact: true)
        guard report.isMet else {
            try mover.refuse(report)
            return try tellOwner(record, stage, report)
        }
        try mover.enter(stage.key, cause: event)
    }

    /// After a move by hand: a fact that came early opens the next stage.
    func catchUp(_ object: String, _ id: Int64, _ process: ProcessModel) throws {
        let record = try change.reading.record(object, id)
        let path = StagePath(process: process.definition)
        guard let from = record.text(process.definition.field) else { return }
        let waiting = process.definition.stages.compactMap { $0.gate.externalEvent?.event }
            .filter { path.stage(openedBy: $0, from: from) != nil }
        guard !waiting.isEmpty else { return }
        let loader = GateLoader(
            reading: change.reading, process: process, record: record, input: MoveInput(), requester: nil)
        for event in try loader.happened(waiting).sorted() { try received(event, object, id) }
    }

    private func tellOwner(_ record: Record, _ stage: StageDefinition, _ report: GateReport) throws {
        let zh = report.missing.map(\.text.zh).joined(separator: ";")
        let en = report.missing.map(\.text.english).joined(separator: "; ")
        try Notifications.send(
            .init(
                kind: "stage.refused", urgency: .today,
                title: Label(
                    "\(record.title) 可以进入“\(stage.label.zh)”,还差几项",
                    en: "\(record.title) could enter \"\(stage.label.english)\" but lacks something"),
                body: Label(zh, en: en), object: record.object.key, recordID: record.id,
                dedupeKey: "stage:\(record.object.key):\(record.id)"),
            to: record.ownerID.map { [$0] } ?? [], in: change)
    }
}
