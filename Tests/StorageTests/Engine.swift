import Foundation
import SQLText
import Storage
import StoragePostgres
import StorageSQLite
import Synchronization
import Testing

/// The databases that the contract is proved on.
enum Engine: String, CaseIterable, CustomTestStringConvertible {
    case sqlite
    case postgres

    /// Where PostgreSQL is, such as `host=127.0.0.1 user=postgres dbname=…`.
    static let server = ProcessInfo.processInfo.environment["YUYAN_TEST_POSTGRES"]

    /// PostgreSQL only where a server is named; the suite then says so.
    static let available: [Engine] = server == nil ? [.sqlite] : allCases

    var testDescription: String { rawValue }
}

/// Lets a few tests at a time use PostgreSQL, whose connections are counted.
actor Turnstile {
    static let postgres = Turnstile(places: 6)

    private var places: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(places: Int) { self.places = places }

    func enter() async {
        if places > 0 {
            places -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func leave() {
        if waiting.isEmpty { places += 1 } else { waiting.removeFirst().resume() }
    }
}

/// Makes and removes the database of one test.
struct Site: Sendable {
    let engine: Engine
    private let folder: URL
    private let schema: String

    init(_ engine: Engine) throws {
        self.engine = engine
        let name = "t_" + UUID().uuidString.lowercased().replacing("-", with: "")
        schema = name
        folder = URL.temporaryDirectory.appending(path: "yuyan-storage-\(name)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// The SQLite file.
    var path: String { folder.appending(path: "workspace.sqlite").path }

    /// One server on the database; a second call is a second server.
    func open() async throws -> any Database {
        switch engine {
        case .sqlite: try openSQLite()
        case .postgres: try await openPostgres()
        }
    }

    func openSQLite(_ options: SQLiteOptions = SQLiteOptions(), functions: [ScalarFunction] = []) throws
        -> SQLiteDatabase
    {
        try SQLiteDatabase(path: path, functions: functions, options: options)
    }

    func openPostgres(connections: Int = 4, _ options: PostgresOptions = PostgresOptions()) async throws
        -> PostgresDatabase
    {
        try await PostgresDatabase(
            connection: Engine.server ?? "", schema: schema, connections: connections, options: options)
    }

    func remove() async throws {
        try FileManager.default.removeItem(at: folder)
        guard engine == .postgres else { return }
        let database = try await openPostgres(connections: 1)
        let schema = schema
        try await database.migrate { try $0.execute("DROP SCHEMA \(id: schema) CASCADE") }
        try await database.close()
    }
}

/// Runs a test on one fresh database.
func withDatabase(
    _ engine: Engine, tables: [SQL] = [Sample.table], _ body: (any Database, Site) async throws -> Void
) async throws {
    if engine == .postgres { await Turnstile.postgres.enter() }
    let result: Result<Void, any Error>
    do {
        result = .success(try await withFreshDatabase(engine, tables, body))
    } catch {
        result = .failure(error)
    }
    if engine == .postgres { await Turnstile.postgres.leave() }
    try result.get()
}

private func withFreshDatabase(
    _ engine: Engine, _ tables: [SQL], _ body: (any Database, Site) async throws -> Void
) async throws {
    let site = try Site(engine)
    let database = try await site.open()
    try await database.migrate { connection in
        for table in tables { try connection.execute(table) }
    }
    let result: Result<Void, any Error>
    do {
        result = .success(try await body(database, site))
    } catch {
        result = .failure(error)
    }
    try await database.close()
    try await site.remove()
    try result.get()
}

/// Runs a test with two servers on one database.
func withTwoServers(
    _ engine: Engine, tables: [SQL] = [Sample.table], _ body: (any Database, any Database) async throws -> Void
) async throws {
    try await withDatabase(engine, tables: tables) { first, site in
        let second = try await site.open()
        do {
            try await body(first, second)
        } catch {
            try await second.close()
            throw error
        }
        try await second.close()
    }
}

/// A table to play with.
enum Sample {
    static let table: SQL = """
        CREATE TABLE lead (
            \(SQL.identityColumn()), \(SQL.textColumn("name")), \(SQL.integerColumn("amount")) NOT NULL DEFAULT 0)
        """

    static func insert(_ name: String, _ amount: Int = 0) -> SQL {
        "INSERT INTO lead (name, amount) VALUES (\(name), \(amount))"
    }

    static let count: SQL = "SELECT count(*) FROM lead"

    static func names(_ database: any Database) async throws -> [String] {
        try await database.read { try $0.rows("SELECT name FROM lead ORDER BY name") { $0.text(0) ?? "" } }
    }
}

/// Something a test throws on purpose.
struct Refusal: Error, Equatable {
    var word = "no"
}

/// Waits until a condition holds, without a clock's pauses.
func eventually(
    _ what: Comment, within limit: Duration = .seconds(180), sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else {
            Issue.record(what, sourceLocation: sourceLocation)
            return
        }
        await Task.yield()
    }
}

/// A door that a body on a driver's thread waits at.
final class Door: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let reached = Mutex(false)

    /// Whether somebody has come to it.
    var isReached: Bool { reached.withLock { $0 } }

    /// Waits until it opens; blocks the driver's thread, as a slow body would.
    func pass() {
        reached.withLock { $0 = true }
        _ = semaphore.wait(timeout: .now() + 30)
    }

    func open() { semaphore.signal() }
}

/// The storage error that a body throws, or nil.
func storageError<Value>(_ body: () async throws -> Value) async -> StorageError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? StorageError
    }
}

/// A generator whose series is known from its seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
