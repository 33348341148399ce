import Foundation
import SQLText
import Storage

/// Somebody who can log in.
public struct Account: Sendable, Hashable {
    public let id: Int64
    /// Lower case; unique on the server.
    public let login: String
    /// The workspace it belongs to.
    public let workspace: String
    /// The member of that workspace it acts as.
    public let memberID: Int64
    public let isActive: Bool
}

/// Why an account could not be made.
public enum AccountError: Error, Sendable, Hashable {
    /// Another account has this log-in.
    case loginTaken
    /// 1 to 64 letters, digits and `._@-`, please.
    case badLogin
    /// At least 8 and at most 200 characters, please.
    case badPassword
}

extension ControlStore {
    /// How a log-in is compared: NFC, lower case, no space around it.
    static func normalised(login: String) -> String {
        login.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping.lowercased()
    }

    /// Makes an account.
    ///
    /// - Throws: ``AccountError``, `StorageError`.
    @discardableResult
    public func addAccount(
        login: String, password: String, workspace: String, memberID: Int64, now: Int64
    ) async throws -> Int64 {
        try await addAccount(
            login: login, password: password, workspace: workspace, memberID: memberID, now: now, cost: .standard)
    }

    func addAccount(
        login: String, password: String, workspace: String, memberID: Int64, now: Int64, cost: PasswordHash.Cost
    ) async throws -> Int64 {
        let login = Self.normalised(login: login)
        guard (1...64).contains(login.unicodeScalars.count), login.unicodeScalars.allSatisfy(Self.fitsLogin) else {
            throw AccountError.badLogin
        }
        let hash = try Self.hash(password, cost: cost)
        return try await database.change { connection in
            if try connection.exists("SELECT 1 FROM account WHERE login = \(login)") { throw AccountError.loginTaken }
            return try connection.insert(
                """
                INSERT INTO account (login, password, workspace, member_id, is_active, created_at)
                VALUES (\(login), \(hash), \(workspace), \(memberID), 1, \(now))
                """)
        }
    }

    /// Sets a new password, ends the account's sessions and unlocks it.
    ///
    /// - Returns: false where there is no such account.
    public func setPassword(login: String, password: String) async throws -> Bool {
        let login = Self.normalised(login: login)
        let hash = try Self.hash(password, cost: .standard)
        return try await database.change { connection in
            guard let id = try connection.integer("SELECT id FROM account WHERE login = \(login)") else { return false }
            try connection.execute("UPDATE account SET password = \(hash) WHERE id = \(id)")
            try connection.execute("DELETE FROM session WHERE account_id = \(id)")
            try connection.execute("DELETE FROM login_attempt WHERE subject = \("login:" + login)")
            try connection.announce(Self.revocations, "account:\(id)")
            return true
        }
    }

    /// Every account, by workspace and log-in.
    public func accounts() async throws -> [Account] {
        try await database.read { connection in
            try connection.rows(
                "SELECT id, login, workspace, member_id, is_active FROM account ORDER BY workspace, login"
            ) {
                Account(
                    id: $0.integer(0) ?? 0, login: $0.text(1) ?? "", workspace: $0.text(2) ?? "",
                    memberID: $0.integer(3) ?? 0, isActive: $0.integer(4) == 1)
            }
        }
    }

    /// An account with its password's stored text.
    func account(login: String) async throws -> (account: Account, password: String)? {
        try await database.read { connection in
            try connection.first(
                "SELECT id, login, workspace, member_id, is_active, password FROM account WHERE login = \(login)"
            ) {
                (
                    Account(
                        id: $0.integer(0) ?? 0, login: $0.text(1) ?? "", workspace: $0.text(2) ?? "",
                        memberID: $0.integer(3) ?? 0, isActive: $0.integer(4) == 1),
                    $0.text(5) ?? ""
                )
            }
        }
    }

    private static func hash(_ password: String, cost: PasswordHash.Cost) throws -> String {
        guard (8...200).contains(password.unicodeScalars.count) else { throw AccountError.badPassword }
        return try PasswordHash(password: password, cost: cost).stored
    }

    private static func fitsLogin(_ scalar: Unicode.Scalar) -> Bool {
        CharacterSet.alphanumerics.contains(scalar) || "._@-".unicodeScalars.contains(scalar)
    }
}
