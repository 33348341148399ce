import Definitions
public import Records
import SQLText
public import Storage

/// What came of a decision. Nothing here is an error: what happened is kept.
public enum DecisionOutcome: Sendable, Hashable {
    /// Approved, and the record has moved.
    case moved
    /// Declined; the record stays where it is.
    case declined
    /// Approved, but the gate is no longer met; the approval still waits.
    case gateNotMet(GateReport)
    /// The record has moved on meanwhile; the approval is withdrawn.
    case outdated
}

/// One person's yes or no before a stage is entered (P6).
public enum Approvals {
    /// Decides a waiting approval.
    ///
    /// Only its approver, a member with its role, the approver's superior
    /// or an administrator may; never the one who asked. The gate is
    /// checked once more, under the definitions the approval began with.
    ///
    /// - Throws: ``RecordError``: `notFound`, `forbidden`, or `invalid`
    ///   where it was decided before.
    @discardableResult
    public static func decide(
        _ id: Int64, accept: Bool, comment: String = "", in change: Change
    ) throws -> DecisionOutcome {
        let approval = try waiting(id, in: change)
        try ApprovalRights(change: change).requireDecision(approval)
        guard accept else {
            try close(approval, .refused, comment, in: change)
            return .declined
        }
        return try approve(approval, comment: comment, in: change)
    }

    private static func approve(
        _ approval: ApprovalRow, comment: String, in change: Change
    ) throws -> DecisionOutcome {
        let process = try SchemaHistory.process(of: approval.object, under: approval.schemaNumber, in: change)
        guard let process, let record = try change.standing(approval.object, approval.recordID),
            record.text(process.definition.field) == approval.input["from"]?.string
        else {
            try withdraw(approval, because: "记录已在其他阶段", in: change)
            return .outdated
        }
        let mover = StageMover(
            change: change, process: process, record: record, input: approval.move, requester: approval.requestedBy)
        let report = try mover.report(to: approval.stage)
        guard report.isMet else {
            try mover.refuse(report, approval: approval.id)
            try ApprovalNews(change: change, approval: approval).gateNotMet(report)
            return .gateNotMet(report)
        }
        try close(approval, .approved, comment, in: change)
        try mover.enter(approval.stage, approval: approval.id)
        return .moved
    }

    private static func close(
        _ approval: ApprovalRow, _ state: ApprovalState, _ comment: String, in change: Change
    ) throws {
        guard try ApprovalStore.close(approval.id, state, comment: comment, in: change) else { throw alreadyDecided }
        try ApprovalNews(change: change, approval: approval).decided(state == .approved, comment: comment)
    }

    /// Takes a waiting approval back; only who asked, or an administrator.
    public static func withdraw(_ id: Int64, in change: Change) throws {
        let approval = try waiting(id, in: change)
        try ApprovalRights(change: change).requireWithdrawal(approval)
        try withdraw(approval, because: "申请人撤回", in: change)
    }

    static func withdraw(_ approval: ApprovalRow, because reason: String, in change: Change) throws {
        guard try ApprovalStore.close(approval.id, .withdrawn, comment: reason, in: change) else { return }
        try ApprovalNews(change: change, approval: approval).withdrawn(reason)
    }

    /// Takes back everything that waits on a record, after it has moved.
    static func withdrawAll(_ object: String, _ id: Int64, process: String, in change: Change) throws {
        for approval in try list(object, id, in: change.connection)
        where approval.state == .waiting && approval.process == process {
            try withdraw(approval, because: "记录已在其他阶段", in: change)
        }
    }

    private static func waiting(_ id: Int64, in change: Change) throws -> ApprovalRow {
        guard let approval = try ApprovalStore.one(id, in: change.connection) else {
            throw RecordError(
                .notFound,
                .init(code: "approval.not_found", zh: "没有这条审批", en: "There is no such approval"))
        }
        guard approval.state == .waiting else { throw alreadyDecided }
        return approval
    }

    private static var alreadyDecided: RecordError {
        RecordError.invalid("approval.decided", "这条审批已经处理过", "This approval has been decided already")
    }
}

extension Approvals {
    /// What waits for a member's decision, oldest first.
    public static func waiting(for member: Member, in connection: any Connection) throws -> [ApprovalRow] {
        try ApprovalStore.rows(
            """
            state = 'waiting' AND (requested_by IS NULL OR requested_by <> \(member.id))
            AND (approver_id = \(member.id) OR approver_role = \(member.role)) ORDER BY id
            """, in: connection)
    }

    /// What a member has asked for, newest first.
    public static func requested(by user: Int64, limit: Int = 50, in connection: any Connection) throws -> [ApprovalRow] {
        try ApprovalStore.rows("requested_by = \(user) ORDER BY id DESC LIMIT \(limit)", in: connection)
    }

    /// All approvals of a record, oldest first.
    public static func list(_ object: String, _ id: Int64, in connection: any Connection) throws -> [ApprovalRow] {
        try ApprovalStore.rows("object = \(object) AND record_id = \(id) ORDER BY id", in: connection)
    }

    /// One approval; nil if there is none.
    public static func find(_ id: Int64, in connection: any Connection) throws -> ApprovalRow? {
        try ApprovalStore.one(id, in: connection)
    }
}
