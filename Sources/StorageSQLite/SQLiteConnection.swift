import GRDBSQLite
import SQLText
import Storage

/// What bodies see of a SQLite connection.
final class SQLiteConnection: Connection {
    enum Mode {
        case read
        case change
        case migrate
    }

    let dialect = Dialect.sqlite
    let handle: SQLiteHandle
    var mode: Mode
    /// What is to be announced after the commit.
    var announcements: [Announcement] = []
    /// How many statements ran.
    private(set) var statementCount = 0
    /// The refused statement that this change cannot get past.
    private(set) var failure: StorageError?
    private let cache: SQLiteStatementCache
    private var depth = 0
    private var changesBefore: Int64 = 0
    private var changedSchema = false

    init(_ handle: SQLiteHandle, mode: Mode, statements: Int) {
        self.handle = handle
        self.mode = mode
        cache = SQLiteStatementCache(handle, limit: statements)
    }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int {
        try using(sql) { statement in
            let before = handle.totalChanges
            while try step(statement) {}
            if statement.isSchemaChange { changedSchema = true }
            return handle.totalChanges == before ? 0 : Int(sqlite3_changes64(handle.pointer))
        }
    }

    func insert(_ sql: SQL) throws -> Int64 {
        guard try execute(sql) > 0 else { throw StorageError(code: .statement, detail: "no row was inserted") }
        return sqlite3_last_insert_rowid(handle.pointer)
    }

    func forEachRow(_ sql: SQL, _ each: (any Row) throws -> Bool) throws {
        try using(sql) { statement in
            let row = SQLiteRow(statement: statement.pointer)
            while try step(statement), try each(row) {}
        }
    }

    func announce(_ channel: String, _ payload: String) throws {
        guard mode != .read else { throw StorageError(code: .readOnly, detail: "announcing in a read") }
        announcements.append(try Announcement(channel: channel, payload: payload))
    }

    @discardableResult
    func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        if let failure { throw failure }
        let announced = announcements.count
        let name = depth
        try control(mode == .migrate && depth == 0 ? "BEGIN IMMEDIATE" : "SAVEPOINT s\(unsafe: "\(name)")")
        depth += 1
        defer { depth -= 1 }
        do {
            let value = try body()
            try throwFailure()
            try control(mode == .migrate && name == 0 ? "COMMIT" : "RELEASE s\(unsafe: "\(name)")")
            return value
        } catch {
            announcements.removeLast(announcements.count - announced)
            undoSavepoint(name)
            throw error
        }
    }

    /// Starts counting for the next member of a batch, or the next body.
    func beginMember() {
        failure = nil
        changedSchema = false
        changesBefore = handle.totalChanges
    }

    /// Whether the current member has written anything yet.
    var hasWritten: Bool { changedSchema || handle.totalChanges != changesBefore }

    /// Fails a body that swallowed the refusal of a statement.
    func throwFailure() throws {
        if let failure { throw failure }
    }

    /// Runs a statement of the driver itself, not counted.
    func control(_ sql: SQL) throws {
        let statement = try cache.statement(for: sql)
        defer { statement.reset() }
        while try statement.step() {}
    }

    /// Rolls back whatever is open; SQLite may have done so already.
    func rollback() {
        announcements = []
        if handle.isInTransaction { try? control("ROLLBACK") }
    }

    /// Lets go of every statement and closes the file.
    func close() {
        cache.removeAll()
        handle.close()
    }

    private func undoSavepoint(_ name: Int) {
        // A full disk rolls everything back, so there is nothing to undo.
        guard handle.isInTransaction else { return }
        if mode == .migrate && name == 0 {
            try? control("ROLLBACK")
        } else {
            try? control("ROLLBACK TO s\(unsafe: "\(name)")")
            try? control("RELEASE s\(unsafe: "\(name)")")
        }
        failure = nil
    }

    private func using<Value>(_ sql: SQL, _ body: (SQLiteStatement) throws -> Value) throws -> Value {
        if let failure { throw failure }
        let statement = try noting { try cache.statement(for: sql) }
        if statement.isTransactionControl { try noting { try TransactionWords.refuse(in: statement.text) } }
        statement.isBusy = true
        defer {
            statement.reset()
            statement.isBusy = false
        }
        var index: Int32 = 0
        try sql.forEachValue(for: .sqlite) { value in
            index += 1
            try statement.bind(value, at: index)
        }
        statementCount += 1
        return try body(statement)
    }

    private func step(_ statement: SQLiteStatement) throws -> Bool {
        try noting { try statement.step() }
    }

    /// Remembers what SQLite refused. PostgreSQL would not go on after that,
    /// so neither does this driver.
    private func noting<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as StorageError {
            if mode != .migrate || depth > 0 { failure = error }
            throw error
        }
    }
}
