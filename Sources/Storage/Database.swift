public import SQLText

/// What a database must do for the product.
///
/// One value stands for one workspace (or the control database). Bodies run
/// synchronously on the driver's own thread and must not wait for anything
/// else. Everything a body returns leaves the driver as a Sendable value.
public protocol Database: Sendable {
    /// The SQL family to write for.
    var dialect: Dialect { get }

    /// Reads one consistent snapshot. Writing fails with
    /// ``StorageError/Code/readOnly``. The body may be run again after a
    /// lost connection; cancelling the calling task interrupts it.
    ///
    /// - Throws: what `body` throws, a ``StorageError``, or
    ///   `CancellationError`.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value

    /// Runs one change and returns after it is durable on disk.
    ///
    /// All of `body` commits or none of it. Changes of other callers may
    /// share the commit; none can see or undo this one. The body may be run
    /// again after a serialisation conflict or a failed neighbour, so it must
    /// not touch anything outside the connection. It must finish even if the
    /// calling task is cancelled meanwhile.
    ///
    /// - Throws: what `body` throws (nothing is written then), or a
    ///   ``StorageError``.
    @discardableResult
    func change<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value

    /// Runs statements that cannot stand in a transaction with others
    /// (schema changes). Excludes other changes on SQLite and other
    /// migrations everywhere, also those of other servers.
    ///
    /// Each statement commits by itself. What must happen together stands in
    /// ``Connection/savepoint(_:)``, whose outermost level is a transaction
    /// here; it also saves a disk flush per statement. Never run again by
    /// itself.
    ///
    /// - Throws: what `body` throws, or a ``StorageError``
    ///   (``StorageError/Code/conflict`` if a lock could not be had in time).
    @discardableResult
    func migrate<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value

    /// Payloads announced by ``Connection/announce(_:_:)`` on a channel, by
    /// this or another server on the same database, after their commit. At
    /// most 7,900 bytes each; nothing is replayed for a late listener.
    func announcements(on channel: String) -> AsyncStream<String>

    /// Figures for health and metrics.
    var statistics: DatabaseStatistics { get }

    /// Finishes running changes and closes every connection.
    func close() async throws
}

/// Counters since the database was opened.
public struct DatabaseStatistics: Sendable, Hashable {
    /// Commits made on disk; fewer than changes when they were grouped.
    public var commits: Int
    /// Changes that succeeded.
    public var changes: Int
    /// Changes run again after a conflict or a failed neighbour.
    public var retries: Int
    /// Statements run inside changes.
    public var statements: Int
    /// Bytes of the database on disk, or nil where the server keeps them.
    public var bytesOnDisk: Int64?

    public init(commits: Int = 0, changes: Int = 0, retries: Int = 0, statements: Int = 0, bytesOnDisk: Int64? = nil) {
        self.commits = commits
        self.changes = changes
        self.retries = retries
        self.statements = statements
        self.bytesOnDisk = bytesOnDisk
    }
}
