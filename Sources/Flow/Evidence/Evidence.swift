import Definitions
public import FormulaLanguage
public import Records
import SQLText
public import Storage

/// Files that prove what a stage asks for (P4).
public struct EvidenceRow: Sendable, Hashable {
    public let id: Int64
    /// Such as `minutes`, `quotation`, `contract`.
    public let kind: String
    /// The stage the record was in.
    public let stage: String?
    public let fileID: Int64
    public let fileName: String
    public let note: String?
    public let addedBy: Actor
    public let addedAt: Instant
}

/// Adds and lists evidence.
public enum Evidence {
    /// Puts a file forward for a record.
    ///
    /// - Throws: ``RecordError``: `notFound` for a record out of reach,
    ///   `invalid` where there is no such file or no kind.
    @discardableResult
    public static func add(
        _ object: String, _ id: Int64, kind: String, fileID: Int64, note: String? = nil, in change: Change
    ) throws -> Int64 {
        let record = try change.record(object, id)
        guard let name = try change.connection.text("SELECT name FROM file WHERE id = \(fileID)") else {
            throw RecordError.invalid(
                "evidence.no_file", "文件不存在,请重新上传", "The file does not exist; upload it again", field: "file_id")
        }
        guard !kind.isEmpty, kind.utf8.count <= 60 else {
            throw RecordError.invalid("evidence.no_kind", "请选择凭证类型", "Choose what it proves", field: "kind")
        }
        let stage = change.schema.process(of: object).flatMap { record.text($0.definition.field) }
        let evidence = try change.connection.insert(
            """
            INSERT INTO evidence (object, record_id, kind, stage, file_id, note, added_by, added_at)
            VALUES (\(object), \(id), \(kind), \(stage.sqlValue), \(fileID), \(note.sqlValue),
              \(change.actor.text), \(change.now.milliseconds))
            """)
        try change.emit(
            "evidence.added", on: object, id,
            payload: [
                "evidence": .int(evidence), "kind": .string(kind), "file": .int(fileID), "name": .string(name),
            ])
        return evidence
    }

    /// A record's evidence, newest first.
    public static func list(_ object: String, _ id: Int64, in connection: any Connection) throws -> [EvidenceRow] {
        try connection.rows(
            """
            SELECT e.id, e.kind, e.stage, e.file_id, f.name, e.note, e.added_by, e.added_at
            FROM evidence AS e LEFT JOIN file AS f ON f.id = e.file_id
            WHERE e.object = \(object) AND e.record_id = \(id) ORDER BY e.id DESC
            """
        ) { row in
            EvidenceRow(
                id: row.integer(0) ?? 0, kind: row.text(1) ?? "", stage: row.text(2), fileID: row.integer(3) ?? 0,
                fileName: row.text(4) ?? "", note: row.text(5), addedBy: Actor(text: row.text(6) ?? "") ?? .system,
                addedAt: Instant(milliseconds: row.integer(7) ?? 0))
        }
    }

    /// Different files per kind; the same file twice is one proof.
    static func counts(_ object: String, _ id: Int64, in connection: any Connection) throws -> [String: Int] {
        let pairs = try connection.rows(
            """
            SELECT kind, COUNT(DISTINCT file_id) FROM evidence
            WHERE object = \(object) AND record_id = \(id) GROUP BY kind
            """
        ) { ($0.text(0) ?? "", Int($0.integer(1) ?? 0)) }
        return Dictionary(pairs, uniquingKeysWith: +)
    }
}
