import SQLText
import Storage

/// What bodies see of a PostgreSQL connection.
final class PostgresConnection: Connection {
    enum Mode {
        case read
        case change
        case migrate
    }

    let dialect = Dialect.postgres
    /// How many statements ran.
    private(set) var statementCount = 0
    /// The refusal that this transaction cannot get past.
    private(set) var failure: PostgresFailure?
    private let session: PostgresSession
    private let mode: Mode
    private var depth = 0

    init(_ session: PostgresSession, mode: Mode) {
        self.session = session
        self.mode = mode
    }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int {
        try run(sql).changedRows
    }

    func insert(_ sql: SQL) throws -> Int64 {
        let result = try run(sql + " RETURNING id")
        guard result.rowCount > 0, let id = PostgresRow(result: result.pointer, index: 0).integer(0) else {
            throw StorageError(code: .statement, detail: "no row was inserted")
        }
        return id
    }

    func forEachRow(_ sql: SQL, _ each: (any Row) throws -> Bool) throws {
        let result = try run(sql)
        for index in 0..<result.rowCount {
            guard try each(PostgresRow(result: result.pointer, index: index)) else { return }
        }
    }

    func announce(_ channel: String, _ payload: String) throws {
        guard mode != .read else { throw StorageError(code: .readOnly, detail: "announcing in a read") }
        let announcement = try Announcement(channel: channel, payload: payload)
        // One server channel per workspace; notifications know no schema.
        let message = announcement.channel + "\n" + announcement.payload
        try execute("SELECT pg_notify(\(session.address.schema), \(message))")
    }

    @discardableResult
    func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        let name = depth
        let isTransaction = mode == .migrate && name == 0
        try control(isTransaction ? "BEGIN" : "SAVEPOINT s\(name)")
        depth += 1
        defer { depth -= 1 }
        do {
            let value = try body()
            try throwFailure()
            try control(isTransaction ? "COMMIT" : "RELEASE SAVEPOINT s\(name)")
            return value
        } catch {
            try undoSavepoint(name, isTransaction)
            throw error
        }
    }

    /// Fails a body that swallowed the refusal of a statement.
    func throwFailure() throws {
        if let failure { throw failure.error }
    }

    /// Only a plain refusal can be undone here; a conflict or a lost
    /// connection concerns the whole transaction.
    private func undoSavepoint(_ name: Int, _ isTransaction: Bool) throws {
        if let failure, failure.remedy != .none, !isTransaction { throw failure.error }
        failure = nil
        guard session.isInTransaction else { return }
        try control(isTransaction ? "ROLLBACK" : "ROLLBACK TO SAVEPOINT s\(name); RELEASE SAVEPOINT s\(name)")
    }

    private func control(_ text: String) throws {
        try noting { _ = try session.command(text) }
    }

    private func run(_ sql: SQL) throws -> PostgresResult {
        statementCount += 1
        return try noting { try session.run(sql, isPrepared: mode != .migrate) }
    }

    /// Remembers what the server refused and tells it in Storage's words.
    private func noting<Value>(_ body: () throws -> Value) throws -> Value {
        try throwFailure()
        do {
            return try body()
        } catch let refusal as PostgresFailure {
            if mode != .migrate || depth > 0 { failure = refusal }
            throw refusal.error
        }
    }
}
