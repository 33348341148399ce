import CPostgres
import Foundation
import SQLText
import Storage
import Synchronization

/// Where a workspace is and how to reach it.
struct PostgresAddress: Sendable {
    let connection: String
    let schema: String
    let options: PostgresOptions

    /// Opens a connection, successfully or not. The administrator's own
    /// words, a list or a URI, stand last and so win.
    func open(as application: String) -> OpaquePointer? {
        let seconds = "\(max(1, options.connectTimeout.milliseconds / 1_000))"
        let settings = [
            ("connect_timeout", seconds), ("fallback_application_name", application), ("dbname", connection),
        ]
        let texts = settings.flatMap { [strdup($0.0), strdup($0.1)] }
        defer { for text in texts { free(text) } }
        let keywords = stride(from: 0, to: texts.count, by: 2).map { texts[$0].map { UnsafePointer($0) } } + [nil]
        let values = stride(from: 1, to: texts.count, by: 2).map { texts[$0].map { UnsafePointer($0) } } + [nil]
        return PQconnectdbParams(keywords, values, 1)
    }

    /// What every connection is told first. The check interval ends queries
    /// whose client was killed; otherwise they run on, and hold horizons.
    var greeting: String {
        let path = SQL(identifier: schema).statement(for: .postgres).text
        return """
            SET search_path TO \(path); SET client_encoding TO 'UTF8'; SET TimeZone TO 'UTC';
            SET DateStyle TO 'ISO'; SET bytea_output TO 'hex'; SET extra_float_digits TO 1;
            SET client_min_messages TO warning; SET jit TO off; SET standard_conforming_strings TO on;
            SET client_connection_check_interval TO '5s'
            """
    }
}

/// One server connection, owned by one thread, opened when it is needed.
final class PostgresSession: WorkerSession {
    let address: PostgresAddress
    let interrupt: @Sendable () -> Void
    private let canceller: Canceller
    private var connection: OpaquePointer?
    private var statements = PostgresStatements()

    init(_ address: PostgresAddress) {
        self.address = address
        let canceller = Canceller()
        self.canceller = canceller
        interrupt = { canceller.cancel() }
    }

    deinit {
        disconnect()
    }

    func clearInterrupt() { canceller.clear() }

    /// Makes sure there is a connection, as far as libpq knows.
    ///
    /// - Throws: ``PostgresFailure`` to reconnect.
    func connect() throws {
        if let connection, PQstatus(connection) == CONNECTION_OK {
            if statements.isFull { try forgetStatements() }
            return
        }
        disconnect()
        let fresh = address.open(as: "yuyan")
        guard PQstatus(fresh) == CONNECTION_OK else {
            let message = PQerrorMessage(fresh).map { String(cString: $0) } ?? "no memory"
            PQfinish(fresh)
            throw PostgresFailure(remedy: .reconnect, error: StorageError(code: .unavailable, detail: message))
        }
        connection = fresh
        PQsetNoticeProcessor(fresh, { _, _ in }, nil)
        canceller.connection(fresh)
        do {
            try command(address.greeting)
        } catch {
            disconnect()
            throw error
        }
    }

    /// Drops the connection, if there is one.
    func disconnect() {
        canceller.connection(nil)
        PQfinish(connection)
        connection = nil
        statements.removeAll()
    }

    /// Forgets what is prepared, after a table has changed.
    func forgetStatements() throws {
        statements.removeAll()
        try command("DEALLOCATE ALL")
    }

    /// Whether a transaction is open, failed or not.
    var isInTransaction: Bool {
        let status = PQtransactionStatus(connection)
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE
    }

    /// Runs a command of the driver itself.
    @discardableResult
    func command(_ text: String) throws -> PostgresResult {
        try checked(PQexec(connection, text), text)
    }

    /// Runs a statement with its values, kept prepared for the next time.
    func run(_ sql: SQL, isPrepared: Bool) throws -> PostgresResult {
        guard !canceller.isRequested else {
            throw PostgresFailure(remedy: .none, error: StorageError(code: .unavailable, detail: "cancelled"))
        }
        let parameters = try PostgresParameters(sql)
        guard isPrepared else {
            let text = sql.statement(for: .postgres).text
            try refuseTransactionWords(in: text)
            let result = parameters.withPointers { count, values, lengths, formats in
                PQexecParams(connection, text, count, parameters.types, values, lengths, formats, 0)
            }
            return try checked(result, text)
        }
        let statement = try prepared(sql, parameters.types)
        let result = parameters.withPointers { count, values, lengths, formats in
            PQexecPrepared(connection, statement.name, count, values, lengths, formats, 0)
        }
        return try checked(result, statement.text)
    }

    private func prepared(_ sql: SQL, _ types: [Oid]) throws -> PostgresStatements.Prepared {
        let shape = StatementShape(sql, for: .postgres)
        if let known = statements.find(shape, types) { return known }
        let plan = statements.plan(sql, shape, types)
        try refuseTransactionWords(in: plan.text)
        _ = try checked(PQprepare(connection, plan.name, plan.text, Int32(types.count), plan.types), plan.text)
        statements.keep(plan, shape)
        return plan
    }

    private func refuseTransactionWords(in text: String) throws {
        do {
            try TransactionWords.refuse(in: text)
        } catch let error as StorageError {
            throw PostgresFailure(remedy: .none, error: error)
        }
    }

    private func checked(_ pointer: OpaquePointer?, _ text: String) throws -> PostgresResult {
        let result = pointer.map(PostgresResult.init)
        let status = PQresultStatus(pointer)
        if let result, status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK { return result }
        throw PostgresFailure(result: pointer, connection: connection, statement: text)
    }
}

/// Cancels the running statement from another thread, and further ones.
private final class Canceller: Sendable {
    private struct State: @unchecked Sendable {
        // libpq documents PQcancel as safe in any thread; the handle itself
        // is guarded by the lock around this state.
        var handle: OpaquePointer?
        var isRequested = false
    }

    private let state = Mutex(State())

    var isRequested: Bool { state.withLock { $0.isRequested } }

    func connection(_ connection: OpaquePointer?) {
        nonisolated(unsafe) let fresh = connection.flatMap { PQgetCancel($0) }
        state.withLock { state in
            PQfreeCancel(state.handle)
            state.handle = fresh
        }
    }

    func cancel() {
        state.withLock { state in
            state.isRequested = true
            guard let handle = state.handle else { return }
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
                _ = PQcancel(handle, buffer.baseAddress, 256)
            }
        }
    }

    func clear() { state.withLock { $0.isRequested = false } }
}
