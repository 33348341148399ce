import Definitions
import FormulaLanguage
import Records
import SQLText
import Storage

/// One record on its way to another stage, inside a change.
struct StageMover {
    let change: Change
    let process: ProcessModel
    let record: Record
    let input: MoveInput
    let requester: Int64?

    private var fields: StageFields { StageFields(process: process.definition, object: record.object) }
    private var path: StagePath { StagePath(process: process.definition) }

    func report(to stage: String, byFact: Bool = false) throws -> GateReport {
        try GateLoader(
            reading: change.reading, process: process, record: record, input: input, requester: requester
        ).report(to: stage, byFact: byFact)
    }

    /// Notes that a move was refused and what it lacked.
    func refuse(_ report: GateReport, approval: Int64? = nil) throws {
        var payload: [String: JSONValue] = [
            "process": .string(process.definition.key), "to": .string(report.stage),
            "missing": .array(
                report.missing.map { ["code": .string($0.code), "text": .string($0.text.zh), "text_en": .string($0.text.english)] }),
        ]
        if let approval { payload["approval"] = .int(approval) }
        try change.emit("stage.refused", on: record.object.key, record.id, payload: .object(payload))
    }

    /// Asks for an approval; one that waits for the same stage is kept.
    func askApproval(_ requirement: ApprovalRequirement, stage: String) throws -> Int64? {
        let waiting = try Approvals.list(record.object.key, record.id, in: change.connection)
            .filter { $0.state == .waiting && $0.process == process.definition.key }
        if let same = waiting.first(where: { $0.stage == stage }) { return same.id }
        let policy = ApproverPolicy(directory: change.directory, roles: change.schema.roles)
        guard let choice = policy.choose(requirement, owner: record.ownerID, requester: requester) else { return nil }
        for old in waiting { try Approvals.withdraw(old, because: "改为申请其他阶段", in: change) }
        let id = try insert(choice, stage: stage)
        guard let approval = try ApprovalStore.one(id, in: change.connection) else { return id }
        try ApprovalNews(change: change, approval: approval).requested()
        return id
    }

    private func insert(_ choice: ApproverPolicy.Choice, stage: String) throws -> Int64 {
        let probability = input.values[StageFields.probability]?.decimal?.scaled(to: 4)
        let input: JSONValue = [
            "from": .optional(fields.stage(of: record)), "obstacle": .optional(input.obstacle),
            "reason": .optional(input.reason), "note": .optional(input.note),
            "win_probability": .optional(probability), "approver_reason": .string(choice.reason.rawValue),
        ]
        return try change.connection.insert(
            """
            INSERT INTO approval
              (process, object, record_id, stage, requested_by, approver_id, approver_role, state, input,
              schema_number, created_at)
            VALUES (\(process.definition.key), \(record.object.key), \(record.id), \(stage), \(requester.sqlValue),
              \(choice.approver), \(choice.role.sqlValue), 'waiting', \(input.text), \(change.schema.number),
              \(change.now.milliseconds))
            """)
    }

    /// Writes the stage with everything that belongs to it.
    @discardableResult
    func enter(_ key: String, approval: Int64? = nil, cause: String? = nil) throws -> Record {
        guard let stage = path.stage(key) else { return record }
        let from = fields.stage(of: record)
        let values = fields.values(
            entering: stage, at: change.now, obstacle: input.obstacle,
            probability: input.values[StageFields.probability])
        let moved = try StagePermit.grant(in: change) {
            try change.update(record.object.key, record.id, values, system: true)
        }
        try change.emit(
            "stage.entered", on: record.object.key, record.id,
            payload: .object(enteredPayload(from: from, to: key, approval: approval, cause: cause)))
        try Approvals.withdrawAll(record.object.key, record.id, process: process.definition.key, in: change)
        try ObstacleFollowUp(change: change, record: moved, obstacle: input.obstacle, stage: stage).run()
        return moved
    }

    private func enteredPayload(
        from: String?, to: String, approval: Int64?, cause: String?
    ) -> [String: JSONValue] {
        var payload: [String: JSONValue] = [
            "process": .string(process.definition.key), "from": .optional(from), "to": .string(to),
        ]
        if let obstacle = input.obstacle { payload["obstacle"] = .string(obstacle) }
        if let reason = input.reason { payload["reason"] = .string(reason) }
        if let note = input.note { payload["note"] = .string(note) }
        if let approval { payload["approval"] = .int(approval) }
        if let cause { payload["cause"] = .string(cause) }
        if let days = daysInStage { payload["days"] = .number(days) }
        return payload
    }

    /// Working days in the stage that is left, to one decimal.
    private var daysInStage: Double? {
        guard let entered = record.instant(StageFields.enteredAt),
            let calendar = change.schema.calendar(process.definition.calendar)
        else { return nil }
        let days = WorkingTime(calendar: calendar, zone: change.zone).workingDays(from: entered, to: change.now)
        return (days * 10).rounded() / 10
    }
}

/// Lets the stage machine, and nothing else, write the stage field.
enum StagePermit {
    private static let key = "flow.stage"

    static func isGranted(in change: Change) -> Bool { change.scratch[key] != nil }

    static func grant<Value>(in change: Change, _ body: () throws -> Value) rethrows -> Value {
        change.scratch[key] = true
        defer { change.scratch[key] = nil }
        return try body()
    }
}
