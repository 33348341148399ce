import Crypto
import SQLText
import Storage

/// What a check of the audit found.
public struct AuditReport: Sendable, Hashable {
    /// One place where the chain does not hold.
    public struct Fault: Sendable, Hashable {
        /// What is wrong there.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// A line no longer fits its own digest.
            case alteredLine = "altered_line"
            /// Lines were added to, taken from or exchanged within a seal.
            case alteredSeal = "altered_seal"
            /// A seal is missing or does not follow the one before.
            case brokenChain = "broken_chain"
        }

        public let kind: Kind
        /// The line, or the seal's number.
        public let id: Int64
    }

    /// Lines checked, and how many of them no seal covers yet.
    public var lines = 0
    public var unsealed = 0
    public var seals = 0
    /// The digest of the last seal. Kept outside the database, it proves
    /// that nobody rewrote the whole chain.
    public var head = ""
    public var faults: [Fault] = []

    /// Whether nothing was tampered with.
    public var isIntact: Bool { faults.isEmpty }
}

/// Chains audit lines without making changes wait for each other.
///
/// A change only appends lines with digests of their own. A follower later
/// seals what has settled, in commit order: one row per batch whose digest
/// covers the digest of the seal before and of every line. See
/// docs/adr/0004-records.md.
enum AuditChain {
    private struct Seal {
        let number: Int64
        let from: (xid: Int64, id: Int64)
        let to: (xid: Int64, id: Int64)
        let rows: Int64
        let digest: String
        let previous: String

        init(_ row: any Row) {
            number = row.integer(0) ?? 0
            from = (row.integer(1) ?? 0, row.integer(2) ?? 0)
            to = (row.integer(3) ?? 0, row.integer(4) ?? 0)
            rows = row.integer(5) ?? 0
            digest = row.text(6) ?? ""
            previous = row.text(7) ?? ""
        }

        static let columns: SQL = "number, from_xid, from_id, to_xid, to_id, rows, digest, previous_digest"
    }

    /// Seals up to `limit` lines; returns how many.
    static func seal(_ connection: any Connection, at milliseconds: Int64, limit: Int) throws -> Int {
        let last = try connection.first(
            "SELECT \(Seal.columns) FROM audit_seal ORDER BY number DESC LIMIT 1", Seal.init)
        let from = last?.to ?? (xid: 0, id: 0)
        var to = from
        var hash = SHA256()
        let previous = last?.digest ?? ""
        hash.update(data: Array(previous.utf8))
        var count = 0
        try connection.forEachRow(
            """
            SELECT xid, id, digest FROM audit WHERE \(CommitOrder.after(xid: from.xid, id: from.id))
            AND \(CommitOrder.settled) ORDER BY \(CommitOrder.ascending) LIMIT \(limit)
            """
        ) { row in
            to = (row.integer(0) ?? 0, row.integer(1) ?? 0)
            hash.update(data: Array("\u{1F}\(to.xid).\(to.id).\(row.text(2) ?? "")".utf8))
            count += 1
            return true
        }
        guard count > 0 else { return 0 }
        // Another server may have sealed the same lines; then it is done.
        try connection.execute(
            """
            INSERT INTO audit_seal (\(Seal.columns), sealed_at)
            VALUES (\((last?.number ?? 0) + 1), \(from.xid), \(from.id), \(to.xid), \(to.id), \(count),
                \(AuditDigest.hex(hash.finalize())), \(previous), \(milliseconds))
            ON CONFLICT (number) DO NOTHING
            """)
        return count
    }

    /// Reads everything and compares.
    static func verify(_ connection: any Connection) throws -> AuditReport {
        var report = AuditReport()
        var end = (xid: Int64(0), id: Int64(0))
        var number: Int64 = 0
        let seals = try connection.rows("SELECT \(Seal.columns) FROM audit_seal ORDER BY number", Seal.init)
        for seal in seals {
            number += 1
            report.seals += 1
            if seal.number != number || seal.previous != report.head || seal.from != end {
                report.faults.append(.init(kind: .brokenChain, id: seal.number))
                number = seal.number
            }
            try verify(seal, connection, &report)
            report.head = seal.digest
            end = seal.to
        }
        try connection.forEachRow(
            """
            SELECT \(AuditRow.columns) FROM audit WHERE \(CommitOrder.after(xid: end.xid, id: end.id))
            ORDER BY \(CommitOrder.ascending)
            """
        ) { row in
            report.unsealed += 1
            check(AuditRow(row), &report)
            return true
        }
        return report
    }

    private static func verify(_ seal: Seal, _ connection: any Connection, _ report: inout AuditReport) throws {
        var hash = SHA256()
        hash.update(data: Array(seal.previous.utf8))
        var count: Int64 = 0
        let upTo = SQL.choice(
            sqlite: "id <= \(seal.to.id)", postgres: "(xid, id) <= (\(seal.to.xid), \(seal.to.id))")
        try connection.forEachRow(
            """
            SELECT \(AuditRow.columns), xid FROM audit
            WHERE \(CommitOrder.after(xid: seal.from.xid, id: seal.from.id)) AND \(upTo)
            ORDER BY \(CommitOrder.ascending)
            """
        ) { row in
            let line = AuditRow(row)
            hash.update(data: Array("\u{1F}\(row.integer(10) ?? 0).\(line.id).\(line.digest)".utf8))
            count += 1
            check(line, &report)
            return true
        }
        if count != seal.rows || AuditDigest.hex(hash.finalize()) != seal.digest {
            report.faults.append(.init(kind: .alteredSeal, id: seal.number))
        }
    }

    private static func check(_ line: AuditRow, _ report: inout AuditReport) {
        report.lines += 1
        if !line.isIntact { report.faults.append(.init(kind: .alteredLine, id: line.id)) }
    }
}
