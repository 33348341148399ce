internal import Definitions
internal import FormulaLanguage
internal import Records
internal import SQLText
internal import Storage

/// Computes scores of records and keeps their explanation.
enum ScoreStore {
    /// A record's score as of the change.
    static func sheet(_ model: ScoreModel, for record: Record, in change: Change) throws -> ScoreSheet {
        let behaviours = record.id == 0 ? [] : try behaviours(of: record, model.definition, in: change)
        return try ScoreSheet.make(model.definition, behaviours: behaviours, now: change.now) { indicator in
            guard let condition = model.conditions[indicator.key] else { return false }
            return try change.holds(condition, on: record)
        }
    }

    private static func behaviours(
        of record: Record, _ definition: ScoreDefinition, in change: Change
    ) throws -> [Behaviour] {
        let kinds = Set(definition.indicators.compactMap(\.event))
        guard !kinds.isEmpty else { return [] }
        return try change.connection.rows(
            """
            SELECT kind, occurred_at, payload FROM event
            WHERE object = \(record.object.key) AND record_id = \(record.id) AND kind IN (\(values: kinds.sorted()))
            """
        ) { row in
            Behaviour(
                kind: row.text(0) ?? "", occurredAt: Instant(milliseconds: row.integer(1) ?? 0),
                payload: texts(of: row.text(2) ?? "{}"))
        }
    }

    private static func texts(of payload: String) -> [String: String] {
        guard let members = try? JSONValue(parsing: payload).object else { return [:] }
        return members.compactMapValues { $0.string ?? $0.int.map(String.init) }
    }

    /// Keeps the explanation, in place of the one before.
    static func save(_ sheet: ScoreSheet, _ model: ScoreModel, recordID: Int64, in change: Change) throws {
        let definition = model.definition
        try change.connection.execute(
            """
            INSERT INTO score_result (object, record_id, score, total, grade, schema_number, lines, computed_at)
            VALUES (\(definition.object), \(recordID), \(definition.key), \(sheet.total), \(sheet.grade),
                \(change.schema.number), \(sheet.json.text), \(change.now.milliseconds))
            ON CONFLICT (object, record_id, score) DO UPDATE SET
                total = excluded.total, grade = excluded.grade, schema_number = excluded.schema_number,
                lines = excluded.lines, computed_at = excluded.computed_at
            """)
    }
}

extension ScoreSheet {
    /// The lines as they are stored: `[{"k":"pricing","p":15,"n":1,"c":true}]`.
    var json: JSONValue {
        .array(
            lines.map { line in
                var members: [String: JSONValue] = ["k": .string(line.key), "p": .int(Int64(line.points))]
                if let count = line.count { members["n"] = .int(Int64(count)) }
                if line.capped { members["c"] = true }
                return .object(members)
            })
    }
}
