import FormulaLanguage
import SQLText
import Storage

/// Reads and writes deadlines.
enum DeadlineStore {
    private static let select: SQL = """
        SELECT id, sla, object, record_id, owner_id, anchor_at, target_at, hard_at, state, met_at, escalated_at,
          target_minutes, hard_minutes, calendar, calendar_version, schema_number, minutes, escalated_to
        FROM deadline
        """

    /// All deadlines of a record, oldest first.
    static func all(_ object: String, _ id: Int64, in connection: any Connection) throws -> [DeadlineRow] {
        try connection.rows(
            select + " WHERE object = \(object) AND record_id = \(id) ORDER BY id", row)
    }

    static func one(_ id: Int64, in connection: any Connection) throws -> DeadlineRow? {
        try connection.first(select + " WHERE id = \(id)", row)
    }

    /// Open ones that were computed under an older schema.
    static func outdated(before schema: Int, limit: Int, in connection: any Connection) throws -> [DeadlineRow] {
        try connection.rows(
            select + " WHERE state = 'open' AND schema_number < \(schema) ORDER BY schema_number, id LIMIT \(limit)",
            row)
    }

    static func insert(_ row: DeadlineRow, in connection: any Connection) throws -> Int64 {
        let machine = row.machine
        return try connection.insert(
            """
            INSERT INTO deadline
              (sla, object, record_id, owner_id, anchor_at, target_minutes, hard_minutes, calendar, calendar_version,
              schema_number, target_at, hard_at, state)
            VALUES (\(row.sla), \(row.object), \(row.recordID), \(machine.ownerID.sqlValue),
              \(machine.anchorAt.milliseconds), \(row.targetMinutes), \(row.hardMinutes), \(row.calendar),
              \(row.calendarVersion), \(row.schemaNumber), \(machine.targetAt.milliseconds),
              \(machine.hardAt.milliseconds), \(machine.state.rawValue))
            """)
    }

    static func save(_ row: DeadlineRow, in connection: any Connection) throws {
        let machine = row.machine
        try connection.execute(
            """
            UPDATE deadline SET
              owner_id = \(machine.ownerID.sqlValue), target_minutes = \(row.targetMinutes),
              hard_minutes = \(row.hardMinutes), calendar = \(row.calendar),
              calendar_version = \(row.calendarVersion), schema_number = \(row.schemaNumber),
              target_at = \(machine.targetAt.milliseconds), hard_at = \(machine.hardAt.milliseconds),
              state = \(machine.state.rawValue), met_at = \((machine.metAt?.milliseconds).sqlValue),
              minutes = \(row.minutes.sqlValue), escalated_at = \((machine.escalatedAt?.milliseconds).sqlValue),
              escalated_to = \(row.escalatedTo.sqlValue)
            WHERE id = \(row.id)
            """)
    }

    private static func row(_ row: any Row) -> DeadlineRow {
        func instant(_ column: Int) -> Instant? { row.integer(column).map { Instant(milliseconds: $0) } }
        let zero = Instant(milliseconds: 0)
        let machine = DeadlineMachine(
            state: DeadlineState(rawValue: row.text(8) ?? "") ?? .cancelled, ownerID: row.integer(4),
            anchorAt: instant(5) ?? zero, targetAt: instant(6) ?? zero, hardAt: instant(7) ?? zero, metAt: instant(9),
            escalatedAt: instant(10))
        return DeadlineRow(
            id: row.integer(0) ?? 0, sla: row.text(1) ?? "", object: row.text(2) ?? "", recordID: row.integer(3) ?? 0,
            machine: machine, targetMinutes: Int(row.integer(11) ?? 0), hardMinutes: Int(row.integer(12) ?? 0),
            calendar: row.text(13) ?? "", calendarVersion: Int(row.integer(14) ?? 0),
            schemaNumber: Int(row.integer(15) ?? 0), minutes: row.integer(16).map { Int($0) },
            escalatedTo: row.integer(17))
    }
}
