public import FormulaLanguage
public import Records
import SQLText
import Storage

/// Where an approval stands.
public enum ApprovalState: String, Sendable, Hashable, CaseIterable, Codable {
    case waiting, approved, refused, withdrawn
}

/// One request to enter a stage.
public struct ApprovalRow: Sendable, Hashable {
    public let id: Int64
    public let process: String
    public let object: String
    public let recordID: Int64
    /// The stage to be entered.
    public let stage: String
    public let requestedBy: Int64?
    public let approverID: Int64
    /// Members with this role may decide as well.
    public let approverRole: String?
    public let state: ApprovalState
    /// The move as it was asked for, with `from` and `approver_reason`.
    public let input: JSONValue
    public let comment: String?
    /// The version of the definitions it began with.
    public let schemaNumber: Int
    public let createdAt: Instant
    public let decidedAt: Instant?
    public let decidedBy: Int64?

    /// The move as it was asked for.
    var move: MoveInput {
        MoveInput(
            obstacle: input["obstacle"]?.string, reason: input["reason"]?.string,
            values: probability.map { [StageFields.probability: .number($0)] } ?? [:], note: input["note"]?.string)
    }

    private var probability: ExactNumber? {
        input["win_probability"]?.int.map { ExactNumber(scaled: $0, scale: 4) }
    }
}

/// Reads and writes approvals.
enum ApprovalStore {
    private static let select: SQL = """
        SELECT id, process, object, record_id, stage, requested_by, approver_id, approver_role, state, input, comment,
          schema_number, created_at, decided_at, decided_by
        FROM approval
        """

    static func rows(_ condition: SQL, in connection: any Connection) throws -> [ApprovalRow] {
        try connection.rows(select + " WHERE " + condition, row)
    }

    static func one(_ id: Int64, in connection: any Connection) throws -> ApprovalRow? {
        try rows("id = \(id)", in: connection).first
    }

    /// Ends a waiting approval.
    ///
    /// - Returns: false where somebody else was faster.
    static func close(_ id: Int64, _ state: ApprovalState, comment: String?, in change: Change) throws -> Bool {
        try change.connection.execute(
            """
            UPDATE approval SET
              state = \(state.rawValue), comment = \(comment.sqlValue), decided_at = \(change.now.milliseconds),
              decided_by = \(change.actor.userID.sqlValue)
            WHERE id = \(id) AND state = 'waiting'
            """) == 1
    }

    private static func row(_ row: any Row) throws -> ApprovalRow {
        ApprovalRow(
            id: row.integer(0) ?? 0, process: row.text(1) ?? "", object: row.text(2) ?? "",
            recordID: row.integer(3) ?? 0, stage: row.text(4) ?? "", requestedBy: row.integer(5),
            approverID: row.integer(6) ?? 0, approverRole: row.text(7),
            state: ApprovalState(rawValue: row.text(8) ?? "") ?? .withdrawn,
            input: try JSONValue(parsing: row.text(9) ?? "{}"), comment: row.text(10),
            schemaNumber: Int(row.integer(11) ?? 0), createdAt: Instant(milliseconds: row.integer(12) ?? 0),
            decidedAt: row.integer(13).map { Instant(milliseconds: $0) }, decidedBy: row.integer(14))
    }
}
