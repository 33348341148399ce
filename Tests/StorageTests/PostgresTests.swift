import SQLText
import Storage
import StoragePostgres
import Synchronization
import Testing

@Suite("PostgreSQL may go away and come back", .enabled(if: Engine.server != nil), .timeLimit(.minutes(20)))
struct PostgresTests {
    @Test func anIdleConnectionIsReplaced() async throws {
        try await withPostgres { database, _ in
            try await database.change { try $0.execute(Sample.insert("before")) }
            let killer = try await Site(.postgres).openPostgres(connections: 1)
            let pids = try await database.read { try $0.integer("SELECT pg_backend_pid()") }
            try await killer.change { try $0.exists("SELECT pg_terminate_backend(CAST(\(pids) AS INTEGER), 5000)") }
            try await remove(killer)
            try await database.change { try $0.execute(Sample.insert("after")) }
            #expect(try await Sample.names(database) == ["after", "before"])
        }
    }

    @Test func aChangeLostBeforeItsCommitIsRunAgain() async throws {
        try await withPostgres { database, _ in
            let attempts = Mutex(0)
            try await database.change { connection in
                try connection.execute(Sample.insert("once"))
                let isFirst = attempts.withLock { attempts in
                    attempts += 1
                    return attempts == 1
                }
                if isFirst { try connection.execute("SELECT pg_terminate_backend(pg_backend_pid())") }
            }
            #expect(attempts.withLock { $0 } == 2)
            #expect(try await Sample.names(database) == ["once"])
            #expect(database.statistics.retries == 1)
        }
    }

    /// Nobody can know whether it was committed, so nobody may do it again.
    @Test func aChangeLostDuringItsCommitIsNotRunAgain() async throws {
        let tables: [SQL] = [
            Sample.table,
            """
            CREATE FUNCTION hang_up() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$
            """,
            """
            CREATE CONSTRAINT TRIGGER lead_hang_up AFTER INSERT ON lead DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION hang_up()
            """,
        ]
        try await withPostgres(tables: tables) { database, _ in
            let attempts = Mutex(0)
            let error = await storageError {
                try await database.change { connection in
                    attempts.withLock { $0 += 1 }
                    try connection.execute(Sample.insert("lost"))
                }
            }
            #expect(error?.code == .unavailable)
            #expect(attempts.withLock { $0 } == 1)
            let names = try await Sample.names(database)
            #expect(names.isEmpty)
        }
    }

    @Test func anUnreachableServerIsToldInTime() async throws {
        let error = await storageError {
            try await PostgresDatabase(
                connection: "host=127.0.0.1 port=1 user=nobody dbname=nothing", schema: "none",
                options: PostgresOptions(attempts: 2))
        }
        #expect(error?.code == .unavailable)
    }

    @Test func theListenerReconnects() async throws {
        try await withPostgres { database, site in
            let stream = database.announcements(on: "c")
            let schema = database.schema
            let ended = try await database.change { connection in
                try connection.integer(
                    """
                    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                    WHERE application_name = 'yuyan-listener' AND query LIKE '%' || \(schema) || '%'
                    """)
            }
            #expect(ended == 1)
            // Until it listens again announcements are lost, so say it until it hears.
            let heard = Mutex(false)
            async let listening: Void = {
                for await payload in stream where payload == "back" {
                    heard.withLock { $0 = true }
                    return
                }
            }()
            try await eventually("the listener hears again") {
                try await database.change { try $0.announce("c", "back") }
                return heard.withLock { $0 }
            }
            await listening
        }
    }

    @Test func aMigrationGivesUpOnALockedTable() async throws {
        try await withPostgres { database, site in
            let hasty = try await site.openPostgres(
                connections: 1, PostgresOptions(lockTimeout: .milliseconds(50)))
            let door = Door()
            let holding = Task {
                try await database.change { connection in
                    try connection.execute(Sample.insert("held"))
                    door.pass()
                }
            }
            try await eventually("the change holds its lock") { door.isReached }
            let error = await storageError {
                try await hasty.migrate { try $0.execute("ALTER TABLE lead ADD COLUMN more BIGINT") }
            }
            #expect(error?.code == .conflict)
            door.open()
            _ = try await holding.value
            try await hasty.migrate { try $0.execute("ALTER TABLE lead ADD COLUMN more BIGINT") }
            try await hasty.close()
        }
    }

    /// `CREATE INDEX CONCURRENTLY` cannot stand in a transaction, and another
    /// server that waits for its turn must not block it.
    @Test func anIndexIsBuiltBesideTheWork() async throws {
        try await withPostgres { database, site in
            let other = try await site.openPostgres(connections: 1)
            async let one: Int = database.migrate { try $0.execute("CREATE INDEX CONCURRENTLY one ON lead (name)") }
            async let two: Int = other.migrate { try $0.execute("CREATE INDEX CONCURRENTLY two ON lead (amount)") }
            _ = try await (one, two)
            let count = try await other.read {
                try $0.integer(
                    """
                    SELECT count(*) FROM pg_indexes
                    WHERE indexname IN ('one', 'two') AND schemaname = current_schema()
                    """
                )
            }
            #expect(count == 2)
            try await other.close()
        }
    }

    /// A position that was once seen with a type keeps it, so patterns of
    /// NULL do not multiply statements.
    @Test func fewStatementsServeManyPatternsOfNull() async throws {
        try await withPostgres { database, _ in
            let prepared = try await database.change { connection in
                for mask in 0..<64 {
                    let values = (0..<6).map { mask >> $0 & 1 == 1 ? SQLValue.integer(1) : .null }
                    try connection.execute(
                        "INSERT INTO lead (amount) SELECT coalesce(\(values: values), 0)"
                    )
                }
                return try connection.integer(
                    "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'INSERT INTO lead (amount)%'")
            }
            #expect(prepared ?? 99 <= 8)
        }
    }

    private func remove(_ database: PostgresDatabase) async throws {
        let schema = database.schema
        try await database.migrate { try $0.execute("DROP SCHEMA \(id: schema)") }
        try await database.close()
    }

    private func withPostgres(
        tables: [SQL] = [Sample.table], _ body: (PostgresDatabase, Site) async throws -> Void
    ) async throws {
        try await withDatabase(.postgres, tables: tables) { database, site in
            try await body(#require(database as? PostgresDatabase), site)
        }
    }
}
