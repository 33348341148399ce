import Definitions
import FormulaLanguage
public import Records

/// Moves records through the stages of their process (P3, P4, F2, F3).
///
/// Nothing else writes the stage: a plain update of the field is refused.
public enum StageMachine {
    /// What a stage asks for and what is there already, for the tick list.
    ///
    /// - Throws: ``RecordError`` where there is no such record or process.
    public static func check(
        _ object: String, _ id: Int64, to stage: String, input: MoveInput = MoveInput(), in reading: Reading,
        requester: Int64? = nil
    ) throws -> GateReport {
        let process = try process(of: object, reading.schema)
        let record = try reading.record(object, id)
        return try GateLoader(
            reading: reading, process: process, record: record, input: input, requester: requester
        ).report(to: stage)
    }

    /// The same inside a change, asked by its actor.
    public static func check(
        _ object: String, _ id: Int64, to stage: String, input: MoveInput = MoveInput(), in change: Change
    ) throws -> GateReport {
        try check(object, id, to: stage, input: input, in: change.reading, requester: change.actor.userID)
    }

    /// Moves a record, asks for an approval, or notes why not.
    ///
    /// A refusal is returned, not thrown: the change commits and the event
    /// `stage.refused` with it. Fields given with the move are kept either
    /// way, so that nobody types them twice.
    ///
    /// - Throws: ``RecordError`` where the record is out of reach or a given
    ///   value does not hold; then nothing is written.
    public static func move(
        _ object: String, _ id: Int64, to stage: String, input: MoveInput = MoveInput(), in change: Change
    ) throws -> MoveOutcome {
        let process = try process(of: object, change.schema)
        var record = try change.record(object, id)
        try requireWrite(record, change)
        let values = input.values.filter { !ownFields(process).contains($0.key) }
        if !values.isEmpty { record = try change.update(object, id, values) }
        let mover = StageMover(
            change: change, process: process, record: record, input: input, requester: change.actor.userID)
        let report = try mover.report(to: stage)
        guard report.isMet else { return try refuse(report, mover) }
        if report.needsApproval, let requirement = process.stage(stage)?.gate.approval {
            guard let approval = try mover.askApproval(requirement, stage: stage) else {
                return try refuse(report.adding(.nobodyApproves), mover)
            }
            return .awaitingApproval(approval)
        }
        try mover.enter(stage)
        try ExternalMoves(change: change).catchUp(object, id, process)
        return .moved
    }

    private static func refuse(_ report: GateReport, _ mover: StageMover) throws -> MoveOutcome {
        try mover.refuse(report)
        return .refused(report)
    }

    private static func ownFields(_ process: ProcessModel) -> Set<String> {
        [process.definition.field, StageFields.probability, StageFields.enteredAt, Obstacles.field]
    }

    private static func process(of object: String, _ schema: Schema) throws -> ProcessModel {
        guard let process = schema.process(of: object) else {
            throw RecordError.invalid("stage.no_process", "这类记录没有阶段流程", "Records of this kind have no stages")
        }
        return process
    }

    private static func requireWrite(_ record: Record, _ change: Change) throws {
        guard let viewer = change.viewer else { return }
        guard try change.reading.canAccess(record, as: viewer, .read) else {
            throw RecordError.notFound(record.object.key)
        }
        guard try change.reading.canAccess(record, as: viewer, .write) else {
            throw RecordError.forbidden("您只能查看这条记录,不能推进阶段", "You may see this record but not move it")
        }
    }
}

extension GateReport {
    func adding(_ item: GateItem) -> GateReport {
        var report = self
        report.items.append(item)
        return report
    }
}
