import Definitions
import FormulaLanguage
import SQLText
import Storage

/// One published set.
struct DefinitionSet: Sendable {
    let number: Int
    let note: String
    let documents: [Definition]
    /// How often each calendar has been published, by key.
    let calendars: [String: Int]
}

/// Published sets in their table.
enum SchemaStore {
    static func insert(_ set: DefinitionSet, in change: Change) throws {
        let calendars = JSONValue.object(set.calendars.mapValues { .int(Int64($0)) })
        try change.connection.execute(
            """
            INSERT INTO definition_set (number, published_at, published_by, note, documents, calendars)
            VALUES (\(set.number), \(change.now.milliseconds), \(change.actor.text), \(set.note),
                \(Definition.text(set.documents, as: .json)), \(calendars.text))
            """)
    }

    /// - Parameter number: nil for the newest.
    static func load(_ connection: any Connection, number: Int?) throws -> DefinitionSet? {
        let condition: SQL = number.map { "WHERE number = \($0)" } ?? "ORDER BY number DESC LIMIT 1"
        return try connection.first("SELECT number, note, documents, calendars FROM definition_set \(condition)") { row in
            let calendars = try row.text(3).map { try JSONValue(parsing: $0) }?.object ?? [:]
            return DefinitionSet(
                number: Int(row.integer(0) ?? 0), note: row.text(1) ?? "",
                documents: try Definition.read(row.text(2) ?? "[]", as: .json).definitions,
                calendars: calendars.compactMapValues { $0.int.map { Int($0) } })
        }
    }

    /// The newest set compiled; an empty schema before the first.
    static func schema(_ connection: any Connection) throws -> Schema {
        guard let set = try load(connection, number: nil) else { return try Schema.compile([], number: 0) }
        return try Schema.compile(set.documents, number: set.number, calendarVersions: set.calendars)
    }

    /// The columns of the tables that records are kept in.
    static func columns(_ connection: any Connection) throws -> [String: Set<String>] {
        let rows = try connection.rows(
            .choice(
                sqlite: """
                    SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table'
                    """,
                postgres: """
                    SELECT table_name::text, column_name::text FROM information_schema.columns
                    WHERE table_schema = current_schema()
                    """)
        ) { ($0.text(0) ?? "", $0.text(1) ?? "") }
        return Dictionary(grouping: rows, by: \.0).mapValues { Set($0.map(\.1)) }
    }
}
