import GRDBSQLite
import SQLText
import Storage

/// One open connection to a SQLite file, used by one thread at a time.
final class SQLiteHandle {
    enum Role {
        /// The only one that writes.
        case writer
        /// Opened read-only, so that a stray write is refused by SQLite.
        case reader
        /// Moves the write-ahead log into the database, nothing else.
        case checkpointer
    }

    let pointer: OpaquePointer
    private var isClosed = false

    init(path: String, role: Role, options: SQLiteOptions, functions: [ScalarFunction]) throws {
        let access = role == .reader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard let opened, code == SQLITE_OK else {
            let error = StorageError(sqlite: opened, code: code)
            sqlite3_close_v2(opened)
            throw error
        }
        pointer = opened
        // From here on `deinit` closes, also when the rest throws.
        sqlite3_busy_timeout(pointer, Int32(options.busyTimeout / .milliseconds(1)))
        try configure(role, options)
        for function in functions { try SQLiteFunction.register(function, on: pointer) }
    }

    deinit {
        close()
    }

    /// Closes the file now rather than with the last reference: the last
    /// connection to close removes the log, by then perhaps somebody else's.
    /// Statements must be finalised before; `v2` would wait for a straggler.
    func close() {
        if !isClosed { sqlite3_close_v2(pointer) }
        isClosed = true
    }

    var isInTransaction: Bool { sqlite3_get_autocommit(pointer) == 0 }

    /// Rows inserted, updated and deleted since the connection was opened.
    var totalChanges: Int64 { sqlite3_total_changes64(pointer) }

    /// Runs fixed SQL of the driver itself.
    func run(_ text: StaticString) throws { try run(text.description) }

    /// Moves what it can from the write-ahead log without blocking anybody.
    func checkpoint() {
        sqlite3_wal_checkpoint_v2(pointer, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    }

    private func run(_ text: String) throws {
        let code = sqlite3_exec(pointer, text, nil, nil, nil)
        guard code == SQLITE_OK else { throw StorageError(sqlite: pointer, code: code, statement: text) }
    }

    private func configure(_ role: Role, _ options: SQLiteOptions) throws {
        // `"lead"` for a text is a typing error that SQLite would overlook
        // and PostgreSQL would not.
        _disableDoubleQuotedStringLiterals(pointer)
        let cache = role == .writer ? options.writerCacheKiB : role == .reader ? options.readerCacheKiB : 256
        if role != .reader { try run("PRAGMA journal_mode = WAL") }
        try run(
            """
            PRAGMA synchronous = \(options.synchronous.rawValue);
            PRAGMA foreign_keys = ON;
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA cache_size = -\(cache);
            PRAGMA mmap_size = 0;
            """)
    }
}
