/// How a PostgreSQL workspace is reached.
public struct PostgresOptions: Sendable, Hashable {
    /// How often one change or read is tried when it conflicts or loses its
    /// connection before its commit. Default: 20;
    /// from the fourth on, changes that conflict take turns.
    public var attempts: Int
    /// How long a migration waits for a lock that other changes hold before
    /// it fails with a conflict; nobody can work meanwhile. Default: 5 s.
    /// A body that may wait longer, as `CREATE INDEX CONCURRENTLY` does for
    /// old transactions, starts with `SET lock_timeout TO …`.
    public var lockTimeout: Duration
    /// How long a migration waits for another server's. Default: 60 s.
    public var migrationTimeout: Duration
    /// How long one attempt to connect may take. Default: 5 s.
    public var connectTimeout: Duration

    /// Options that differ from the defaults where named.
    public init(
        attempts: Int = 20, lockTimeout: Duration = .seconds(5), migrationTimeout: Duration = .seconds(60),
        connectTimeout: Duration = .seconds(5)
    ) {
        self.attempts = attempts
        self.lockTimeout = lockTimeout
        self.migrationTimeout = migrationTimeout
        self.connectTimeout = connectTimeout
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 { Int64(self / .milliseconds(1)) }
}
