import Crypto
import Definitions
import FormulaLanguage
import SQLText
import Storage

/// One line of the audit, until the change ends.
struct AuditEntry {
    let action: String
    let object: String
    let recordID: Int64
    let payload: JSONValue
}

/// What stands in the `audit` table.
///
/// The payload with personal data has a salted digest of its own, so that it
/// can be erased while the line still proves that it was there: without the
/// salt nobody can try out telephone numbers against the digest.
struct AuditRow {
    let id: Int64
    let at: Int64
    let actor: String
    let action: String
    let object: String
    let recordID: Int64
    let payloadDigest: String
    let digest: String
    let salt: String?
    let payload: String?

    static let columns: SQL = "id, at, actor, action, object, record_id, payload_digest, digest, salt, payload"

    init(_ row: any Row) {
        id = row.integer(0) ?? 0
        at = row.integer(1) ?? 0
        actor = row.text(2) ?? ""
        action = row.text(3) ?? ""
        object = row.text(4) ?? ""
        recordID = row.integer(5) ?? 0
        payloadDigest = row.text(6) ?? ""
        digest = row.text(7) ?? ""
        salt = row.text(8)
        payload = row.text(9)
    }

    /// Whether the digests still fit what they are about.
    var isIntact: Bool {
        if let payload {
            guard let salt, AuditDigest.payload(payload, salt: salt) == payloadDigest else { return false }
        }
        return digest
            == AuditDigest.line(
                at: at, actor: actor, action: action, object: object, recordID: recordID, payloadDigest: payloadDigest)
    }
}

enum AuditDigest {
    static func payload(_ text: String, salt: String) -> String {
        hex(SHA256.hash(data: Array((salt + "\u{1F}" + text).utf8)))
    }

    static func line(
        at: Int64, actor: String, action: String, object: String, recordID: Int64, payloadDigest: String
    ) -> String {
        let parts = [String(at), actor, action, object, String(recordID), payloadDigest]
        return hex(SHA256.hash(data: Array(parts.joined(separator: "\u{1F}").utf8)))
    }

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var result: [UInt8] = []
        result.reserveCapacity(64)
        for byte in bytes {
            result.append(digits[Int(byte >> 4)])
            result.append(digits[Int(byte & 15)])
        }
        return String(decoding: result, as: UTF8.self)
    }

    static func salt() -> String {
        var generator = SystemRandomNumberGenerator()
        // Two words rather than sixteen bytes: each draw asks the kernel.
        let words = [generator.next() as UInt64, generator.next() as UInt64]
        return hex(words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } })
    }
}

extension Change {
    /// Adds a line to the audit: who did what to which record, with what.
    public func audit(_ action: String, object: String, id: Int64, payload: JSONValue) throws {
        pendingAudit.append(AuditEntry(action: action, object: object, recordID: id, payload: payload))
    }

    /// One statement for all lines of the change.
    func flushAudit() throws {
        let at = now.milliseconds
        let by = actor.text
        for chunk in pendingAudit.chunked(by: 100) {
            let rows = chunk.map { entry in
                let salt = AuditDigest.salt()
                let payload = entry.payload.text
                let payloadDigest = AuditDigest.payload(payload, salt: salt)
                let digest = AuditDigest.line(
                    at: at, actor: by, action: entry.action, object: entry.object, recordID: entry.recordID,
                    payloadDigest: payloadDigest)
                return """
                    (\(CommitOrder.current), \(at), \(by), \(entry.action), \(entry.object), \(entry.recordID), \
                    \(payloadDigest), \(digest), \(salt), \(payload))
                    """ as SQL
            }
            try connection.execute(
                """
                INSERT INTO audit (xid, at, actor, action, object, record_id, payload_digest, digest, salt, payload)
                VALUES \(rows.joined(separator: ", "))
                """)
        }
        pendingAudit = []
    }

    /// Every filled field of a new record.
    func snapshot(_ record: Record, _ plan: ObjectPlan) -> JSONValue {
        var values: [String: JSONValue] = [:]
        for (position, field) in plan.object.fields.enumerated() {
            guard field.formula == nil, !ObjectPlan.keptColumns.contains(field.column) else { continue }
            if let text = ValueCodec.text(record.values[position]) { values[field.key] = .string(text) }
        }
        return .object(values)
    }

    /// Old and new value of each field that differs.
    func difference(_ before: Record, _ after: Record, _ fields: [String], _ plan: ObjectPlan) -> JSONValue {
        .object(
            Dictionary(
                fields.map { field in
                    (
                        field,
                        [.optional(ValueCodec.text(before[field])), .optional(ValueCodec.text(after[field]))] as JSONValue
                    )
                }, uniquingKeysWith: { first, _ in first }))
    }

    /// Erases what the audit knows of a record's contents; the lines and
    /// their digests stay, so the chain still holds.
    public func eraseAuditPayloads(of object: String, _ id: Int64) throws {
        try connection.execute(
            "UPDATE audit SET payload = NULL, salt = NULL WHERE object = \(object) AND record_id = \(id)")
    }
}
