import Definitions
import FormulaLanguage
import SQLText
import Storage

extension Workspace {
    /// Reads the whole audit and compares every digest.
    public func verifyAudit() async throws -> AuditReport {
        try await database.read { try AuditChain.verify($0) }
    }
}

extension Reading {
    /// The audit of one record, newest first:
    /// `{"items":[{"id","at","actor","action","payload","digest"}],"next_cursor"}`.
    /// Contents are shown to roles that administer; others see who did what.
    ///
    /// - Throws: ``RecordError``, the same for "none" and "not yours".
    public func audit(
        _ object: String, _ id: Int64, as viewer: Viewer, before: Int64? = nil, limit: Int = 100
    ) throws -> JSONValue {
        let record = try visibleRecord(object, id, as: viewer)
        guard viewer.role.administers || record.ownerID == viewer.userID else {
            throw RecordError.forbidden("只有管理员和负责人可以查看审计", "Only administrators and the owner may see the audit")
        }
        let limit = min(max(limit, 1), 200)
        let bound: SQL = before.map { " AND id < \($0)" } ?? ""
        let rows = try connection.rows(
            """
            SELECT \(AuditRow.columns) FROM audit
            WHERE object = \(object) AND record_id = \(id)\(bound) ORDER BY id DESC LIMIT \(limit + 1)
            """, AuditRow.init)
        let items = rows.prefix(limit).map { line -> JSONValue in
            let payload = viewer.role.administers ? line.payload.flatMap { try? JSONValue(parsing: $0) } : nil
            return [
                "id": .int(line.id), "at": .int(line.at), "actor": label(of: Actor(text: line.actor) ?? .system),
                "action": .string(line.action), "payload": payload ?? .null, "digest": .string(line.digest),
            ]
        }
        let next = rows.count > limit ? rows[limit - 1].id : nil
        return ["items": .array(items), "next_cursor": next.map { .string(String($0)) } ?? .null]
    }
}
