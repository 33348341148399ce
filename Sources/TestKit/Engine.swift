import FormulaLanguage
import Foundation
import SQLText
public import Storage
import StoragePostgres
import StorageSQLite

/// The databases that everything is proved on.
public enum Engine: String, CaseIterable, Sendable, CustomStringConvertible {
    case sqlite
    case postgres

    /// Where PostgreSQL is, such as `host=127.0.0.1 user=postgres dbname=…`.
    public static let server = ProcessInfo.processInfo.environment["YUYAN_TEST_POSTGRES"]

    /// SQLite, and PostgreSQL where a server is named.
    public static let available: [Engine] = server == nil ? [.sqlite] : allCases

    public var description: String { rawValue }
}

/// A fresh database for one test: a file, or a schema of its own.
public struct TestSite: Sendable {
    public let engine: Engine
    /// A folder for this test, removed with the site.
    public let folder: String
    private let schema: String

    /// - Throws: an error of the file system.
    public init(_ engine: Engine) throws {
        self.engine = engine
        let name = "t_" + UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "")
        schema = name
        folder = NSTemporaryDirectory() + "/yuyan-test-\(name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// One server's database; a second call is a second server.
    ///
    /// - Throws: `StorageError`.
    public func open(connections: Int = 4) async throws -> any Database {
        switch engine {
        case .sqlite:
            try SQLiteDatabase(
                path: folder + "/workspace.sqlite", functions: FormulaFunctions.sqliteFunctions,
                readers: connections, options: SQLiteOptions(synchronous: .off))
        case .postgres:
            try await PostgresDatabase(
                connection: Engine.server ?? "", schema: schema, functions: FormulaFunctions.postgresPrelude,
                connections: connections)
        }
    }

    /// Removes everything; all databases must be closed.
    public func remove() async throws {
        try FileManager.default.removeItem(atPath: folder)
        guard engine == .postgres else { return }
        let database = try await PostgresDatabase(
            connection: Engine.server ?? "", schema: schema, connections: 1)
        let schema = schema
        try await database.migrate { try $0.execute("DROP SCHEMA \(id: schema) CASCADE") }
        try await database.close()
    }
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
