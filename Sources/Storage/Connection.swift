public import SQLText

/// A database connection inside ``Database/read(_:)`` or
/// ``Database/change(_:)``; it must not leave the body.
public protocol Connection: AnyObject {
    /// The SQL family to write for.
    var dialect: Dialect { get }

    /// Runs one statement; text with a second statement is refused.
    ///
    /// A statement that the database refuses takes the whole change with it,
    /// on both databases: further statements fail with the same error, and
    /// so does the change even if its body swallows it. What may fail and be
    /// survived belongs into ``savepoint(_:)`` or `ON CONFLICT`.
    ///
    /// - Returns: how many rows it inserted, updated or deleted.
    /// - Throws: ``StorageError``.
    @discardableResult
    func execute(_ sql: SQL) throws -> Int

    /// Runs an `INSERT` into a table whose key column is `id` and returns
    /// the new id (SQLite: last row id; PostgreSQL: `RETURNING id` is added).
    ///
    /// - Throws: ``StorageError``, also when no row was inserted.
    func insert(_ sql: SQL) throws -> Int64

    /// Calls `each` for every row until it returns false. `each` may run
    /// statements of its own. PostgreSQL fetches the whole result first, so
    /// long lists are read in pages.
    ///
    /// - Throws: ``StorageError``, or what `each` throws.
    func forEachRow(_ sql: SQL, _ each: (any Row) throws -> Bool) throws

    /// Sends a payload to every listener of the channel once this change has
    /// committed.
    ///
    /// - Throws: ``StorageError/Code/unfitValue`` above 7,900 bytes of
    ///   payload or 63 of channel, ``StorageError/Code/readOnly`` in a read.
    func announce(_ channel: String, _ payload: String) throws

    /// Runs a body that may fail after it has written, without losing the
    /// rest of this change. Costs about as much as several inserts. The
    /// outermost one inside ``Database/migrate(_:)`` is a transaction.
    @discardableResult
    func savepoint<Value>(_ body: () throws -> Value) throws -> Value
}

/// One row of a result, valid only while its callback runs.
public protocol Row {
    /// The number of columns.
    var count: Int { get }
    /// Whether a column is NULL.
    func isNull(_ column: Int) -> Bool
    /// A column as an integer; nil for NULL.
    func integer(_ column: Int) -> Int64?
    /// A column as a floating point number; nil for NULL.
    func real(_ column: Int) -> Double?
    /// A column as text; nil for NULL. Exact decimals arrive as text.
    func text(_ column: Int) -> String?
    /// A column as bytes; nil for NULL.
    func blob(_ column: Int) -> [UInt8]?
    /// A column as the database typed it.
    func value(_ column: Int) -> SQLValue
    /// The column's UTF-8 text in place, without a copy; nil for NULL.
    func withText<Result>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result?
}

extension Connection {
    /// All rows, mapped.
    public func rows<Value>(_ sql: SQL, _ map: (any Row) throws -> Value) throws -> [Value] {
        var result: [Value] = []
        try forEachRow(sql) {
            result.append(try map($0))
            return true
        }
        return result
    }

    /// The first row, mapped; nil if there is none.
    public func first<Value>(_ sql: SQL, _ map: (any Row) throws -> Value) throws -> Value? {
        var result: Value?
        try forEachRow(sql) {
            result = try map($0)
            return false
        }
        return result
    }

    /// The first column of the first row as an integer.
    public func integer(_ sql: SQL) throws -> Int64? {
        try first(sql) { $0.integer(0) } ?? nil
    }

    /// The first column of the first row as text.
    public func text(_ sql: SQL) throws -> String? {
        try first(sql) { $0.text(0) } ?? nil
    }

    /// Whether the query has a row.
    public func exists(_ sql: SQL) throws -> Bool {
        try first(sql) { _ in true } ?? false
    }
}
