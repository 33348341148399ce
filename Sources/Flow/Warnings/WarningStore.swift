import Definitions
import FormulaLanguage
import Records
import SQLText
import Storage

/// Reads and writes which warnings stand on which records.
enum WarningStore {
    /// Open marks of some records of an object, by record.
    static func open(_ object: String, _ ids: [Int64], in connection: any Connection) throws -> [Int64: Set<String>] {
        guard !ids.isEmpty else { return [:] }
        let rows = try connection.rows(
            """
            SELECT record_id, warning FROM warning_mark
            WHERE object = \(object) AND record_id IN (\(values: ids)) AND cleared_at IS NULL
            """
        ) { ($0.integer(0) ?? 0, $0.text(1) ?? "") }
        return Dictionary(rows.map { ($0, [$1]) }, uniquingKeysWith: { $0.union($1) })
    }

    /// When somebody new began to watch over some records, by record.
    static func starts(_ object: String, _ ids: [Int64], in connection: any Connection) throws -> [Int64: Instant] {
        guard !ids.isEmpty else { return [:] }
        let rows = try connection.rows(
            "SELECT record_id, started_at FROM watch_start WHERE object = \(object) AND record_id IN (\(values: ids))"
        ) { ($0.integer(0) ?? 0, Instant(milliseconds: $0.integer(1) ?? 0)) }
        return Dictionary(rows, uniquingKeysWith: { max($0, $1) })
    }

    static func raise(_ warning: WarningDefinition, on record: Record, in change: Change) throws {
        try change.connection.execute(
            """
            INSERT INTO warning_mark (object, record_id, warning, level, raised_at, reason)
            VALUES (\(record.object.key), \(record.id), \(warning.key), \(warning.level.rawValue),
              \(change.now.milliseconds), \(WarningText.reason(warning).zh))
            ON CONFLICT (object, record_id, warning) DO UPDATE SET
              level = excluded.level, raised_at = excluded.raised_at, reason = excluded.reason,
              cleared_at = NULL, acknowledged = 0
            """)
    }

    static func clear(_ warning: String, on record: Record, in change: Change) throws {
        try change.connection.execute(
            """
            UPDATE warning_mark SET cleared_at = \(change.now.milliseconds)
            WHERE object = \(record.object.key) AND record_id = \(record.id) AND warning = \(warning)
            """)
    }

    static func start(_ record: Record, in change: Change) throws {
        try change.connection.execute(
            """
            INSERT INTO watch_start (object, record_id, started_at)
            VALUES (\(record.object.key), \(record.id), \(change.now.milliseconds))
            ON CONFLICT (object, record_id) DO UPDATE SET started_at = excluded.started_at
            """)
    }

    /// Colours the record. Straight into its row: a warning is not an edit,
    /// so it leaves version, author and field history alone and nobody's
    /// open form becomes stale.
    static func colour(_ record: Record, _ board: WarningBoard, in change: Change) throws {
        try change.connection.execute(
            """
            UPDATE \(id: record.object.table)
            SET warning = \((board.level?.rawValue).sqlValue), warning_reason = \((board.reason?.zh).sqlValue)
            WHERE id = \(record.id)
            """)
        try change.tell(
            record.ownerID.map { [$0] } ?? [],
            LiveMessage(kind: "record", payload: ["object": .string(record.object.key), "id": .int(record.id)]))
    }
}
