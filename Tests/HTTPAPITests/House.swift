import Definitions
import FormulaLanguage
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Records
import Storage
import Synchronization
import TestKit
import Testing

@testable import HTTPAPI

/// Fresh databases for one server: accounts, and one for each company.
final class TestPremises: Premises {
    private let engine: Engine
    private let control: TestSite
    private let companies = Mutex<[String: TestSite]>([:])

    init(_ engine: Engine) throws {
        self.engine = engine
        control = try TestSite(engine)
    }

    func controlDatabase() async throws -> any Database { try await control.open(connections: 2) }

    func workspaceDatabase(_ key: String) async throws -> any Database {
        let known = companies.withLock { $0[key] }
        let site = try known ?? TestSite(engine)
        companies.withLock { $0[key] = site }
        return try await site.open(connections: 3)
    }

    func filesDirectory(_ key: String) -> String { "\(control.folder)/files-\(key)" }
    var scratchDirectory: String { control.folder }

    /// Takes away what the test has left.
    func clear() async throws {
        for site in companies.withLock({ Array($0.values) }) { try await site.remove() }
        try await control.remove()
    }
}

/// Lets a few houses at a time stand on PostgreSQL, whose connections are
/// counted.
actor Gate {
    static let postgres = Gate(places: 5)

    private var places: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    private init(places: Int) { self.places = places }

    func enter() async {
        guard places == 0 else {
            places -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func leave() {
        guard !waiting.isEmpty else {
            places += 1
            return
        }
        waiting.removeFirst().resume()
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
        _ engine: Engine = .sqlite, live: Bool = false, workspaces: [String] = ["main"],
        options: ServerOptions = House.options, _ test: @escaping @Sendable (House) async throws -> Void
    ) async throws {
        if engine == .postgres { await Gate.postgres.enter() }
        let result: Result<Void, any Error>
        do { result = .success(try await run(engine, live, workspaces, options, test)) } catch {
            result = .failure(error)
        }
        if engine == .postgres { await Gate.postgres.leave() }
        try result.get()
    }

    private static func run(
        _ engine: Engine, _ live: Bool, _ workspaces: [String], _ options: ServerOptions,
        _ test: @escaping @Sendable (House) async throws -> Void
    ) async throws {
        let premises = try TestPremises(engine)
        let clock = ManualTime(start)
        let registry = try await WorkspaceRegistry.open(premises, time: clock)
        let result: Result<Void, any Error>
        do {
            for key in workspaces { try await found(key, in: registry) }
            var logger = Logger(label: "test")
            logger.logLevel = ProcessInfo.processInfo.environment["YUYAN_TEST_LOG"] == nil ? .critical : .debug
            let application = try buildApplication(registry: registry, options: options, clock: clock, logger: logger)
            try await application.test(live ? .live : .router) { client in
                try await test(House(registry: registry, clock: clock, client: client))
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await registry.close()
        try await premises.clear()
        try result.get()
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
        let source = try Definition.read(HouseCompany.definitions, document: "sample")
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
