import Definitions
import FormulaLanguage
import Records
import SQLText
import Storage

/// How far a sweep has come along its column, kept so that what was looked
/// at is not looked at again and again.
///
/// The sweep walks in the order of (time, id) and goes on where it stopped.
/// It starts over once a day and after a publication, because conditions may
/// hold now that did not hold then.
struct SweepMark: Sendable, Hashable {
    var sinceAt: Int64
    var recordID: Int64
    var schemaNumber: Int
    var day: String

    static func start(schema: Int, day: String) -> SweepMark {
        SweepMark(sinceAt: .min, recordID: 0, schemaNumber: schema, day: day)
    }

    /// The place to go on from today under this schema.
    static func load(_ name: String, _ reading: Reading) throws -> SweepMark {
        let day = reading.zone.date(of: reading.now).description
        let kept = try reading.connection.first(
            "SELECT since_at, record_id, schema_number, day FROM sweep_mark WHERE name = \(name)"
        ) { row in
            SweepMark(
                sinceAt: row.integer(0) ?? .min, recordID: row.integer(1) ?? 0,
                schemaNumber: Int(row.integer(2) ?? 0), day: row.text(3) ?? "")
        }
        guard let kept, kept.day == day, kept.schemaNumber >= reading.schema.number else {
            return start(schema: reading.schema.number, day: day)
        }
        return kept
    }

    func save(_ name: String, in change: Change) throws {
        try change.connection.execute(
            """
            INSERT INTO sweep_mark (name, since_at, record_id, schema_number, day)
            VALUES (\(name), \(sinceAt), \(recordID), \(schemaNumber), \(day))
            ON CONFLICT (name) DO UPDATE SET
              since_at = excluded.since_at, record_id = excluded.record_id,
              schema_number = excluded.schema_number, day = excluded.day
            """)
    }
}
