import FormulaLanguage
import SQLText
import Storage

/// Events between their table and ``Event``.
enum EventStore {
    static let columns: SQL = """
        id, kind, object, record_id, actor, occurred_at, received_at, owner_id, org_unit_id, depth, cause_id,
        schema_number, payload
        """

    static func event(_ row: any Row) throws -> Event {
        Event(
            id: row.integer(0) ?? 0, kind: row.text(1) ?? "", object: row.text(2) ?? "",
            recordID: row.integer(3) ?? 0, actor: row.text(4).flatMap(Actor.init(text:)) ?? .system,
            occurredAt: Instant(milliseconds: row.integer(5) ?? 0),
            receivedAt: Instant(milliseconds: row.integer(6) ?? 0), ownerID: row.integer(7),
            orgUnitID: row.integer(8), depth: Int(row.integer(9) ?? 0), causeID: row.integer(10),
            schemaNumber: Int(row.integer(11) ?? 0),
            payload: try row.text(12).map { try JSONValue(parsing: $0) } ?? .object([:]))
    }
}

extension Reading {
    /// The events on a record, oldest first.
    ///
    /// - Parameter kinds: nil for all.
    public func events(on object: String, _ id: Int64, kinds: [String]? = nil) throws -> [Event] {
        let filter: SQL = kinds.map { " AND kind IN (\(values: $0))" } ?? ""
        return try connection.rows(
            """
            SELECT \(EventStore.columns) FROM event
            WHERE object = \(object) AND record_id = \(id)\(filter) ORDER BY id
            """, EventStore.event)
    }

    /// One event; nil where there is none.
    public func event(_ id: Int64) throws -> Event? {
        try connection.first("SELECT \(EventStore.columns) FROM event WHERE id = \(id)", EventStore.event)
    }
}
