import SQLText
import Storage

/// A logged-in browser as the control database keeps it.
struct SessionRow: Sendable, Hashable {
    /// SHA-256 of the cookie's value.
    let digest: String
    let account: Account
    let createdAt: Int64
    var seenAt: Int64
}

extension ControlStore {
    /// Channel on which servers tell each other what to forget at once:
    /// `session:<digest>` or `account:<id>`.
    static let revocations = "yuyan_revocations"

    /// Keeps a new session.
    func insertSession(digest: String, accountID: Int64, now: Int64, ip: String?, agent: String?) async throws {
        try await database.change { connection in
            try connection.execute(
                """
                INSERT INTO session (digest, account_id, created_at, seen_at, ip, agent)
                VALUES (\(digest), \(accountID), \(now), \(now), \(ip), \(agent.map { String($0.prefix(200)) }))
                """)
        }
    }

    /// A session of an active account, however old.
    func session(digest: String) async throws -> SessionRow? {
        try await database.read { connection in
            try connection.first(
                """
                SELECT a.id, a.login, a.workspace, a.member_id, a.is_active, s.created_at, s.seen_at
                FROM session s JOIN account a ON a.id = s.account_id
                WHERE s.digest = \(digest) AND a.is_active = 1
                """
            ) {
                SessionRow(
                    digest: digest,
                    account: Account(
                        id: $0.integer(0) ?? 0, login: $0.text(1) ?? "", workspace: $0.text(2) ?? "",
                        memberID: $0.integer(3) ?? 0, isActive: true),
                    createdAt: $0.integer(5) ?? 0, seenAt: $0.integer(6) ?? 0)
            }
        }
    }

    /// Ends one session everywhere.
    func deleteSession(digest: String) async throws {
        try await database.change { connection in
            try connection.execute("DELETE FROM session WHERE digest = \(digest)")
            try connection.announce(Self.revocations, "session:\(digest)")
        }
    }

    /// Writes down when sessions were last used and drops the expired.
    func keepSessions(seen: [String: Int64], idleBefore: Int64, createdBefore: Int64) async throws {
        try await database.change { connection in
            for (digest, at) in seen {
                try connection.execute(
                    "UPDATE session SET seen_at = \(at) WHERE digest = \(digest) AND seen_at < \(at)")
            }
            try connection.execute(
                "DELETE FROM session WHERE seen_at < \(idleBefore) OR created_at < \(createdBefore)")
        }
    }
}
