import GRDBSQLite
import SQLText
import Storage
import Synchronization

/// A read-only connection on its own thread.
final class SQLiteReader: WorkerSession {
    let interrupt: @Sendable () -> Void
    private let stop: SQLiteStop
    private let connection: SQLiteConnection

    init(path: String, options: SQLiteOptions, functions: [ScalarFunction]) throws {
        let handle = try SQLiteHandle(path: path, role: .reader, options: options, functions: functions)
        connection = SQLiteConnection(handle, mode: .read, statements: 256)
        let stop = SQLiteStop(handle)
        self.stop = stop
        interrupt = { stop.isRequested.store(true, ordering: .relaxed) }
    }

    func clearInterrupt() { stop.isRequested.store(false, ordering: .relaxed) }

    deinit {
        stop.detach(connection.handle)
        connection.close()
    }

    /// Runs a body on one snapshot, which begins with its first statement.
    func read<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        connection.beginMember()
        try connection.control("BEGIN")
        defer { connection.rollback() }
        let value = try body(connection)
        try connection.throwFailure()
        return value
    }
}

/// Ends the running or next statement of a connection when asked to.
///
/// `sqlite3_interrupt` only ends what runs at that instant and would miss a
/// statement about to start, so SQLite asks a flag now and then instead.
private final class SQLiteStop: Sendable {
    /// SQLite's virtual machine does this many steps in about 0.1 ms.
    private static let interval: Int32 = 10_000

    let isRequested = Atomic(false)

    init(_ handle: SQLiteHandle) {
        sqlite3_progress_handler(
            handle.pointer, Self.interval,
            { context in
                guard let context else { return 0 }
                return Unmanaged<SQLiteStop>.fromOpaque(context).takeUnretainedValue()
                    .isRequested.load(ordering: .relaxed) ? 1 : 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    func detach(_ handle: SQLiteHandle) {
        sqlite3_progress_handler(handle.pointer, 0, nil, nil)
    }
}

/// Moves the write-ahead log into the database on a thread of its own.
final class SQLiteCheckpointer: WorkerSession {
    let interrupt: @Sendable () -> Void = {}
    private let handle: SQLiteHandle

    init(path: String, options: SQLiteOptions) throws {
        handle = try SQLiteHandle(path: path, role: .checkpointer, options: options, functions: [])
    }

    func clearInterrupt() {}

    func checkpoint() { handle.checkpoint() }
}
