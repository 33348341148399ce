import Foundation
public import SQLText
public import Storage

/// A workspace in one SQLite file, in WAL mode.
///
/// Reads run on a few threads of their own and never wait for the writer.
/// Changes run on one writer thread that commits all waiting changes with
/// one flush of the disk. Several values and processes may share a file;
/// announcements reach the values of the same process only.
public final class SQLiteDatabase: Database {
    public let dialect = Dialect.sqlite

    /// Where the file is.
    public let path: String

    /// Changes that wait for the writer, for tests and health.
    package var backlog: Int { writer.backlog }

    private let readers: WorkerPool<SQLiteReader>
    private let checkpointers: WorkerPool<SQLiteCheckpointer>
    private let writer: SQLiteWriter
    private let hub = AnnouncementHub()

    /// Opens the file, or makes it in a folder that exists.
    ///
    /// - Parameters:
    ///   - path: The file. `:memory:` is not possible.
    ///   - functions: What SQL may call besides SQLite's own functions.
    ///   - readers: How many reads run at once, at most.
    ///   - options: Durability and memory.
    /// - Throws: ``StorageError``.
    public init(
        path: String, functions: [ScalarFunction] = [], readers: Int = 4, options: SQLiteOptions = SQLiteOptions()
    ) throws {
        self.path = path
        let handle = try SQLiteHandle(path: path, role: .writer, options: options, functions: functions)
        self.readers = WorkerPool(name: "yuyan.sqlite.reader", limit: readers) {
            try SQLiteReader(path: path, options: options, functions: functions)
        }
        let checkpointers = WorkerPool(name: "yuyan.sqlite.log", limit: 1) {
            try SQLiteCheckpointer(path: path, options: options)
        }
        self.checkpointers = checkpointers
        let group = SQLiteNeighbours.join(hub, path: path)
        writer = SQLiteWriter(
            checkpointPages: options.checkpointPages,
            deliver: { announcements in SQLiteNeighbours.deliver(announcements, to: group) },
            requestCheckpoint: { checkpointers.submit { $0.checkpoint() } })
        writer.start(SQLiteConnection(handle, mode: .change, statements: 512))
    }

    deinit {
        // Threads own no reference to this value, only the other way round.
        writer.retire()
        readers.retire()
        checkpointers.retire()
        hub.finish()
    }

    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        defer { stayOpen() }
        return try await readers.run(isCancellable: true) { try $0.read(body) }
    }

    @discardableResult
    public func change<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await submit(isMigration: false, body)
    }

    @discardableResult
    public func migrate<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await submit(isMigration: true, body)
    }

    public func announcements(on channel: String) -> AsyncStream<String> {
        hub.listen(on: channel)
    }

    public var statistics: DatabaseStatistics {
        var figures = writer.statistics
        figures.bytesOnDisk = ["", "-wal"].reduce(0) { $0 + size(of: path + $1) }
        return figures
    }

    public func close() async throws {
        defer { stayOpen() }
        await readers.close()
        await checkpointers.close()
        // Last: only a connection that may write can tidy the log away.
        await writer.close()
        hub.finish()
    }

    private func submit<Value: Sendable>(
        isMigration: Bool, _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        defer { stayOpen() }
        return try await withCheckedThrowingContinuation { continuation in
            let change = TypedChange(isMigration: isMigration, body: body, continuation: continuation)
            if !writer.submit(change) {
                change.fail(StorageError(code: .unavailable, detail: "database is closed"))
            }
        }
    }

    /// Keeps `deinit`, which retires the threads, from running while a call
    /// is under way: the optimiser may let go of `self` once its fields are
    /// loaded.
    private func stayOpen() { withExtendedLifetime(self) {} }

    private func size(of path: String) -> Int64 {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.int64Value ?? 0
    }
}
