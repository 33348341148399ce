import SQLText
import Storage

/// What a bearer token may be used for.
enum TokenScope: String, Sendable, Hashable, CaseIterable {
    /// Reading only.
    case read
    /// Reading and writing records.
    case write
    /// Also what only administrators may do, if its owner is one.
    case admin
}

/// A bearer token without its secret.
struct TokenRow: Sendable, Hashable {
    let id: Int64
    let name: String
    let scopes: Set<TokenScope>
    let createdAt: Int64
    let expiresAt: Int64?
}

extension ControlStore {
    /// Keeps a new token and returns its id.
    func insertToken(
        digest: String, accountID: Int64, name: String, scopes: Set<TokenScope>, now: Int64, expiresAt: Int64?
    ) async throws -> Int64 {
        let scopes = scopes.map(\.rawValue).sorted().joined(separator: " ")
        return try await database.change { connection in
            try connection.insert(
                """
                INSERT INTO token (digest, account_id, name, scopes, created_at, expires_at)
                VALUES (\(digest), \(accountID), \(name), \(scopes), \(now), \(expiresAt))
                """)
        }
    }

    /// An account's tokens, newest first.
    func tokens(accountID: Int64) async throws -> [TokenRow] {
        try await database.read { connection in
            try connection.rows(
                """
                SELECT id, name, scopes, created_at, expires_at FROM token
                WHERE account_id = \(accountID) ORDER BY id DESC LIMIT 200
                """
            ) {
                TokenRow(
                    id: $0.integer(0) ?? 0, name: $0.text(1) ?? "", scopes: Self.scopes($0.text(2)),
                    createdAt: $0.integer(3) ?? 0, expiresAt: $0.integer(4))
            }
        }
    }

    /// The account and scopes of a token that has not expired.
    func token(digest: String, now: Int64) async throws -> (account: Account, scopes: Set<TokenScope>)? {
        try await database.read { connection in
            try connection.first(
                """
                SELECT a.id, a.login, a.workspace, a.member_id, t.scopes
                FROM token t JOIN account a ON a.id = t.account_id
                WHERE t.digest = \(digest) AND a.is_active = 1 AND (t.expires_at IS NULL OR t.expires_at > \(now))
                """
            ) {
                (
                    Account(
                        id: $0.integer(0) ?? 0, login: $0.text(1) ?? "", workspace: $0.text(2) ?? "",
                        memberID: $0.integer(3) ?? 0, isActive: true),
                    Self.scopes($0.text(4))
                )
            }
        }
    }

    /// Withdraws a token of this account.
    ///
    /// - Returns: false where the account has no such token.
    func deleteToken(id: Int64, accountID: Int64) async throws -> Bool {
        try await database.change { connection in
            try connection.execute("DELETE FROM token WHERE id = \(id) AND account_id = \(accountID)") > 0
        }
    }

    private static func scopes(_ text: String?) -> Set<TokenScope> {
        Set((text ?? "").split(separator: " ").compactMap { TokenScope(rawValue: String($0)) })
    }
}
