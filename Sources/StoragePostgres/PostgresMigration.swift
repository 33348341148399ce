import Foundation
import SQLText
import Storage

/// Runs a body alone among all servers of the workspace.
struct PostgresMigration {
    let session: PostgresSession

    /// - Throws: what `body` throws, or a ``StorageError``.
    func run<Value>(_ statements: inout Int, _ body: (any Connection) throws -> Value) throws -> Value {
        let connection = PostgresConnection(session, mode: .migrate)
        defer { statements += connection.statementCount }
        do {
            try lock()
            let timeout = session.address.options.lockTimeout.milliseconds
            try session.command("SET lock_timeout TO \(timeout)")
        } catch let failure as PostgresFailure {
            session.disconnect()
            throw failure.error
        }
        let result = Result { try body(connection) }
        do {
            if session.isInTransaction { try session.command("ROLLBACK") }
            try session.command("RESET lock_timeout; SELECT pg_advisory_unlock_all()")
        } catch {
            // The server frees the lock together with the connection.
            session.disconnect()
        }
        return try result.get()
    }

    /// Asks again and again instead of waiting inside the server: a waiting
    /// statement holds a snapshot, for which another server's `CREATE INDEX
    /// CONCURRENTLY` would wait in turn.
    private func lock() throws {
        let deadline = ContinuousClock.now + session.address.options.migrationTimeout
        let sql: SQL = "SELECT pg_try_advisory_lock(hashtextextended(\(session.address.schema), 8215))"
        var attempt = 0
        while true {
            attempt += 1
            do {
                try session.connect()
                let result = try session.run(sql, isPrepared: false)
                if PostgresRow(result: result.pointer, index: 0).integer(0) == 1 { return }
            } catch let failure as PostgresFailure where failure.remedy != .none && attempt < 3 {
                session.disconnect()
                continue
            }
            guard ContinuousClock.now < deadline else {
                throw PostgresFailure(
                    remedy: .none, error: StorageError(code: .conflict, detail: "another server migrates"))
            }
            Thread.sleep(forTimeInterval: .random(in: 0.01...0.03))
        }
    }
}
