public import SQLText
public import Storage
import Synchronization

/// A workspace in one schema of a PostgreSQL database.
///
/// Any number of servers may share it. libpq blocks, so it runs on a few
/// threads that each own a connection, opened when there is work for it; one
/// more connection listens for announcements.
public final class PostgresDatabase: Database {
    public let dialect = Dialect.postgres

    /// The schema of the workspace.
    public let schema: String

    private let workers: WorkerPool<PostgresSession>
    private let listener: PostgresListener
    private let hub = AnnouncementHub()
    private let figures = Mutex(DatabaseStatistics())

    /// Opens a workspace; its schema is made if it does not exist.
    ///
    /// - Parameters:
    ///   - connection: A libpq connection string, such as
    ///     `host=… port=… user=… dbname=…`, or URI.
    ///   - schema: The workspace's schema, at most 63 bytes.
    ///   - functions: Statements that install the SQL functions under the
    ///     names that SQLite's driver registers; run at every start.
    ///   - connections: How many bodies run at once, at most.
    ///   - options: Patience and retries.
    /// - Throws: ``StorageError``.
    public init(
        connection: String, schema: String, functions: [SQL] = [], connections: Int = 8,
        options: PostgresOptions = PostgresOptions()
    ) async throws {
        guard (1...63).contains(schema.utf8.count), !schema.utf8.contains(0) else {
            throw StorageError(code: .unfitValue, detail: "a schema's name has 1 to 63 bytes")
        }
        self.schema = schema
        let address = PostgresAddress(connection: connection, schema: schema, options: options)
        workers = WorkerPool(name: "yuyan.postgres", limit: connections) { PostgresSession(address) }
        listener = PostgresListener(address, hub)
        do {
            try await install(functions)
            try await listener.start()
        } catch {
            listener.retire()
            await workers.close()
            throw error
        }
    }

    deinit {
        // Threads own no reference to this value, only the other way round.
        workers.retire()
        listener.retire()
        hub.finish()
    }

    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        defer { stayOpen() }
        return try await workers.run(isCancellable: true) { session in
            var tally = PostgresTransaction.Tally()
            return try PostgresTransaction(session: session, mode: .read).run(&tally, body)
        }
    }

    @discardableResult
    public func change<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        defer { stayOpen() }
        return try await workers.run(isCancellable: false) { session in
            var tally = PostgresTransaction.Tally()
            defer { self.record(tally) }
            return try PostgresTransaction(session: session, mode: .change).run(&tally, body)
        }
    }

    @discardableResult
    public func migrate<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        defer { stayOpen() }
        return try await workers.run(isCancellable: false) { session in
            var tally = PostgresTransaction.Tally()
            defer { self.record(tally) }
            return try PostgresMigration(session: session).run(&tally.statements, body)
        }
    }

    public func announcements(on channel: String) -> AsyncStream<String> {
        hub.listen(on: channel)
    }

    public var statistics: DatabaseStatistics { figures.withLock { $0 } }

    public func close() async throws {
        defer { stayOpen() }
        await workers.close()
        await listener.close()
        hub.finish()
    }

    /// Keeps `deinit`, which retires the threads, from running while a call
    /// is under way: the optimiser may let go of `self` once its fields are
    /// loaded.
    private func stayOpen() { withExtendedLifetime(self) {} }

    private func install(_ functions: [SQL]) async throws {
        let schema = schema
        try await migrate { connection in
            // Asked first: making a schema needs a right that a server which
            // only uses one does without.
            let exists = try connection.exists("SELECT 1 FROM pg_namespace WHERE nspname = \(schema)")
            if !exists { try connection.execute("CREATE SCHEMA IF NOT EXISTS \(id: schema)") }
            for function in functions { try connection.execute(function) }
        }
    }

    private func record(_ tally: PostgresTransaction.Tally) {
        figures.withLock { figures in
            figures.commits += tally.commits
            figures.changes += tally.changes
            figures.retries += tally.retries
            figures.statements += tally.statements
        }
    }
}
