import SQLText
public import Storage

/// The control database: who may log in, to which workspace, and how.
///
/// It holds no company's data. All instants are UTC milliseconds.
public struct ControlStore: Sendable {
    /// The database under it.
    public let database: any Database

    /// A store on an opened database; call ``migrate()`` before using it.
    public init(database: any Database) {
        self.database = database
    }

    /// Brings the tables up to date.
    public func migrate() async throws {
        try await Self.migrations.run(on: database)
    }

    static let migrations = Migrations(
        "control",
        [
            Migration(1, "workspaces and accounts", workspaceAndAccounts),
            Migration(2, "sessions, tokens, attempts", sessionsTokensAttempts),
        ])

    private static let workspaceAndAccounts: [SQL] = [
        """
        CREATE TABLE workspace (
            key \(SQL.textType) PRIMARY KEY, name \(SQL.textType) NOT NULL,
            is_demo \(SQL.integerType) NOT NULL, created_at \(SQL.integerType) NOT NULL)
        """,
        """
        CREATE TABLE account (
            \(SQL.identityColumn("id")), login \(SQL.textType) NOT NULL UNIQUE,
            password \(SQL.textType) NOT NULL, workspace \(SQL.textType) NOT NULL,
            member_id \(SQL.integerType) NOT NULL, is_active \(SQL.integerType) NOT NULL,
            created_at \(SQL.integerType) NOT NULL)
        """,
        "CREATE INDEX account_workspace ON account (workspace, member_id)",
    ]

    private static let sessionsTokensAttempts: [SQL] = [
        """
        CREATE TABLE session (
            digest \(SQL.textType) PRIMARY KEY, account_id \(SQL.integerType) NOT NULL,
            created_at \(SQL.integerType) NOT NULL, seen_at \(SQL.integerType) NOT NULL,
            ip \(SQL.textType), agent \(SQL.textType))
        """,
        "CREATE INDEX session_account ON session (account_id)",
        "CREATE INDEX session_seen ON session (seen_at)",
        """
        CREATE TABLE token (
            \(SQL.identityColumn("id")), digest \(SQL.textType) NOT NULL UNIQUE,
            account_id \(SQL.integerType) NOT NULL, name \(SQL.textType) NOT NULL,
            scopes \(SQL.textType) NOT NULL, created_at \(SQL.integerType) NOT NULL,
            expires_at \(SQL.integerType))
        """,
        "CREATE INDEX token_account ON token (account_id)",
        """
        CREATE TABLE login_attempt (
            subject \(SQL.textType) PRIMARY KEY, failures \(SQL.integerType) NOT NULL,
            first_at \(SQL.integerType) NOT NULL, locked_until \(SQL.integerType) NOT NULL)
        """,
    ]
}

/// One company on this server.
public struct WorkspaceRow: Sendable, Hashable {
    /// ASCII; names its database file or schema.
    public let key: String
    /// The company's name.
    public let name: String
    /// Whether it was made by `yuyan demo`.
    public let isDemo: Bool
}

extension ControlStore {
    /// Every workspace, oldest first.
    public func workspaces() async throws -> [WorkspaceRow] {
        try await database.read { connection in
            try connection.rows("SELECT key, name, is_demo FROM workspace ORDER BY created_at, key", Self.workspace)
        }
    }

    /// One workspace, or nil.
    public func workspace(_ key: String) async throws -> WorkspaceRow? {
        try await database.read { connection in
            try connection.first("SELECT key, name, is_demo FROM workspace WHERE key = \(key)", Self.workspace)
        }
    }

    /// Enters a workspace; a known key keeps its row.
    func insertWorkspace(key: String, name: String, isDemo: Bool, now: Int64) async throws {
        try await database.change { connection in
            try connection.execute(
                """
                INSERT INTO workspace (key, name, is_demo, created_at)
                VALUES (\(key), \(name), \(isDemo), \(now)) ON CONFLICT (key) DO NOTHING
                """)
        }
    }

    private static func workspace(_ row: any Row) -> WorkspaceRow {
        WorkspaceRow(key: row.text(0) ?? "", name: row.text(1) ?? "", isDemo: row.integer(2) == 1)
    }
}
