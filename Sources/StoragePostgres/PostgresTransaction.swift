import Foundation
import Storage

/// Runs a body in a transaction, again if the server asks for it.
struct PostgresTransaction {
    /// What came of it, for the statistics.
    struct Tally {
        var commits = 0
        var changes = 0
        var retries = 0
        var statements = 0
    }

    private enum Outcome<Value> {
        case done(Value)
        case failed(any Error)
        /// Nothing was committed, that is certain, and it may go better now.
        case again(PostgresFailure)
    }

    let session: PostgresSession
    let mode: PostgresConnection.Mode

    /// - Throws: what `body` throws, or a ``StorageError``.
    func run<Value>(_ tally: inout Tally, _ body: (any Connection) throws -> Value) throws -> Value {
        var attempt = 1
        while true {
            let hasTurn = mode == .change && attempt > Self.patientAttempts && takeTurn()
            let outcome = runOnce(&tally, body)
            if hasTurn { endTurn() }
            switch outcome {
            case .done(let value): return value
            case .failed(let error): throw error
            case .again(let failure):
                // Preparing again helps the first time or never.
                let limit = failure.remedy == .prepareAgain ? 2 : session.address.options.attempts
                guard attempt < limit else { throw failure.error }
                tally.retries += 1
                prepare(for: attempt, after: failure)
                attempt += 1
            }
        }
    }

    /// After so many conflicts a change queues with the others that starve.
    private static let patientAttempts = 3

    /// Waits for the one place among starving changes of this workspace, on
    /// all servers, before the transaction takes its snapshot: a hot row then
    /// costs a wait instead of one more conflict.
    private func takeTurn() -> Bool {
        do {
            try session.connect()
            try session.command("SELECT pg_advisory_lock(8216, hashtext(current_schema()))")
            return true
        } catch {
            // Without the turn the attempt is what it was before.
            return false
        }
    }

    private func endTurn() {
        do {
            try session.command("SELECT pg_advisory_unlock(8216, hashtext(current_schema()))")
        } catch {
            session.disconnect()
        }
    }

    private func runOnce<Value>(_ tally: inout Tally, _ body: (any Connection) throws -> Value) -> Outcome<Value> {
        let connection = PostgresConnection(session, mode: mode)
        defer { tally.statements += connection.statementCount }
        let value: Value
        do {
            try session.connect()
            try session.command(beginning)
            value = try body(connection)
            try connection.throwFailure()
        } catch {
            rollback()
            // The body may have wrapped or replaced the error, so the
            // connection's own memory decides.
            if let failure = connection.failure ?? error as? PostgresFailure {
                if failure.remedy != .none { return .again(failure) }
                return .failed(error is PostgresFailure ? failure.error : error)
            }
            return .failed(error)
        }
        return commit(value, &tally)
    }

    private func commit<Value>(_ value: Value, _ tally: inout Tally) -> Outcome<Value> {
        do {
            try session.command("COMMIT")
            tally.commits += 1
            tally.changes += 1
            return .done(value)
        } catch let failure as PostgresFailure {
            rollback()
            guard failure.remedy != .reconnect else {
                // It may have committed. Doing it again could do it twice.
                let detail = "lost during commit, outcome unknown: \(failure.error.detail)"
                return .failed(StorageError(code: .unavailable, detail: detail))
            }
            return failure.remedy == .none ? .failed(failure.error) : .again(failure)
        } catch {
            return .failed(error)
        }
    }

    private var beginning: String {
        mode == .read
            ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN ISOLATION LEVEL SERIALIZABLE"
    }

    private func rollback() {
        guard session.isInTransaction else { return }
        do { try session.command("ROLLBACK") } catch { session.disconnect() }
    }

    /// Waits a random while, longer from attempt to attempt, so that rivals
    /// do not meet again at once.
    private func prepare(for attempt: Int, after failure: PostgresFailure) {
        switch failure.remedy {
        case .prepareAgain:
            do { try session.forgetStatements() } catch { session.disconnect() }
        case .reconnect:
            session.disconnect()
            Thread.sleep(forTimeInterval: .random(in: 0.05...0.1) * Double(attempt))
        case .repeatTransaction, .none:
            Thread.sleep(forTimeInterval: .random(in: 0.0005...0.002) * Double(1 << min(attempt, 9)))
        }
    }
}
