import Definitions
import Foundation
import FormulaLanguage
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Records
import SQLText
import Storage
import StoragePostgres
import StorageSQLite
import Testing

@testable import HTTPAPI

/// The databases that every test of the house runs on.
enum TestEngine: String, Sendable, CaseIterable, CustomTestStringConvertible {
    case sqlite, postgres

    /// PostgreSQL only where a server for tests is at hand.
    static let available: [TestEngine] = connection == nil ? [.sqlite] : [.sqlite, .postgres]

    static let connection = ProcessInfo.processInfo.environment["YUYAN_TEST_POSTGRES"]

    var testDescription: String { rawValue }
}

/// Fresh databases in a folder or schemas of their own.
struct TestPremises: Premises {
    let engine: TestEngine
    let root: String
    let prefix: String

    init(_ engine: TestEngine) throws {
        self.engine = engine
        prefix = "t" + UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "").prefix(12)
        root = NSTemporaryDirectory() + "/yuyan-http-" + prefix
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    func controlDatabase() async throws -> any Database { try await database("control") }
    func workspaceDatabase(_ key: String) async throws -> any Database { try await database("w_" + key) }
    func filesDirectory(_ key: String) -> String { "\(root)/files-\(key)" }
    var scratchDirectory: String { root }

    private func database(_ name: String) async throws -> any Database {
        guard engine == .postgres, let connection = TestEngine.connection else {
            return try SQLiteDatabase(
                path: "\(root)/\(name).sqlite", functions: FormulaFunctions.sqliteFunctions, readers: 2,
                options: SQLiteOptions(synchronous: .off))
        }
        return try await PostgresDatabase(
            connection: connection, schema: "\(prefix)_\(name)", functions: FormulaFunctions.postgresPrelude,
            connections: 3)
    }

    /// Takes away what the test has left.
    func clear(_ schemas: [String]) async {
        try? FileManager.default.removeItem(atPath: root)
        guard engine == .postgres, let connection = TestEngine.connection,
            let database = try? await PostgresDatabase(connection: connection, schema: prefix + "_control", connections: 1)
        else { return }
        for schema in schemas + ["control"] {
            _ = try? await database.migrate { connection in
                try connection.execute("DROP SCHEMA IF EXISTS \(id: "\(self.prefix)_\(schema)") CASCADE")
            }
        }
        try? await database.close()
    }
}

/// A booted application with a company, three people and a fixed clock.
struct House: Sendable {
    static let start = Instant(milliseconds: 1_792_375_200_000)
    static let password = "correct-horse-9"

    let registry: WorkspaceRegistry
    let clock: ManualTime
    let client: any TestClientProtocol

    /// Boots the application, runs a test against it, and clears up.
    static func open(
        _ engine: TestEngine = .sqlite, live: Bool = false, workspaces: [String] = ["main"],
        options: ServerOptions = House.options, _ test: @escaping @Sendable (House) async throws -> Void
    ) async throws {
        let premises = try TestPremises(engine)
        let clock = ManualTime(start)
        let registry = try await WorkspaceRegistry.open(premises, time: clock)
        do {
            for key in workspaces { try await found(key, in: registry) }
            var logger = Logger(label: "test")
            logger.logLevel = ProcessInfo.processInfo.environment["YUYAN_TEST_LOG"] == nil ? .critical : .debug
            let application = try buildApplication(
                registry: registry, options: options, clock: clock, logger: logger)
            try await application.test(live ? .live : .router) { client in
                try await test(House(registry: registry, clock: clock, client: client))
            }
        } catch {
            await registry.close()
            await premises.clear(workspaces.map { "w_" + $0 })
            throw error
        }
        await registry.close()
        await premises.clear(workspaces.map { "w_" + $0 })
    }

    static var options: ServerOptions {
        var options = ServerOptions()
        options.passwordCost = .cheap
        options.hasManualClock = true
        return options
    }

    private static func found(_ key: String, in registry: WorkspaceRegistry) async throws {
        let hosted = try await registry.create(key: key, name: "雨燕科技 \(key)")
        let workspace = hosted.workspace
        let source = try Definition.read(SampleCompany.definitions, document: "sample")
        try await workspace.publish(source.definitions, note: "test", by: .system)
        let unit = try await workspace.upsertUnit(OrgUnit(key: "east", name: "东区"))
        for (name, role) in [("admin", "admin"), ("boss", "manager"), ("amy", "rep"), ("bob", "rep")] {
            let member = try await workspace.upsertMember(
                Member(name: name, pinyin: name, role: role, orgUnitID: unit.id))
            _ = try await registry.control.addAccount(
                login: "\(name)@\(key)", password: password, workspace: key, memberID: member.id,
                now: start.milliseconds, cost: .cheap)
        }
    }

    /// The workspace under test.
    func workspace(_ key: String = "main") async throws -> Workspace {
        try await registry.hosted(key).workspace
    }

    /// A member by name.
    func member(_ name: String, in key: String = "main") async throws -> Member {
        try #require(try await workspace(key).directory.members.first { $0.name == name })
    }
}
