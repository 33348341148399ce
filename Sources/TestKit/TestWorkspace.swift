public import Definitions
public import FormulaLanguage
public import Records
import SQLText
import Storage

/// What a test adds to a fresh workspace.
public struct TestSetup: Sendable {
    public var definitions: [Definition]
    public var migrations: [RoomMigrations]
    public var reactions: [any Reaction]
    public var followers: [any Follower]
    public var timeline: [any TimelineText]
    /// Whether the sample company's people work there.
    public var hasPeople: Bool

    public init(
        definitions: [Definition] = SampleCompany.definitions, migrations: [RoomMigrations] = [],
        reactions: [any Reaction] = [], followers: [any Follower] = [], timeline: [any TimelineText] = [],
        hasPeople: Bool = true
    ) {
        self.definitions = definitions
        self.migrations = migrations
        self.reactions = reactions
        self.followers = followers
        self.timeline = timeline
        self.hasPeople = hasPeople
    }
}

/// A fresh workspace with a clock that stands still.
public struct TestWorkspace: Sendable {
    public let workspace: Workspace
    public let time: ManualTime
    public let site: TestSite
    let setup: TestSetup

    /// Monday 2026-03-02, 10:00 in Shanghai.
    public static let start = Instant(milliseconds: 1_772_416_800_000)

    static func make(_ site: TestSite, _ setup: TestSetup) async throws -> TestWorkspace {
        let time = ManualTime(start)
        let database = try await site.open()
        let workspace = try await open(database, site, setup, time)
        if !setup.definitions.isEmpty {
            try await workspace.publish(setup.definitions, note: "test", by: .system)
        }
        if setup.hasPeople { try await SampleCompany.people(in: workspace) }
        return TestWorkspace(workspace: workspace, time: time, site: site, setup: setup)
    }

    private static func open(
        _ database: any Database, _ site: TestSite, _ setup: TestSetup, _ time: ManualTime
    ) async throws -> Workspace {
        try await Workspace.open(
            key: "test", name: "测试公司", database: database, files: site.folder + "/files", time: time,
            migrations: setup.migrations, reactions: setup.reactions, followers: setup.followers,
            timeline: setup.timeline)
    }

    /// Lets the followers handle everything that has been written so far.
    ///
    /// On PostgreSQL followers wait for every older transaction of the whole
    /// server, also for those of tests that run beside this one.
    @discardableResult
    public func runFollowers() async throws -> Int {
        try await settle()
        return try await workspace.runFollowers()
    }

    /// Waits until followers may see everything that has been written.
    public func settle() async throws {
        let overtaken: SQL = """
            SELECT 1 WHERE EXISTS (SELECT 1 FROM event WHERE NOT (\(SQL.visibleHorizon())))
            OR EXISTS (SELECT 1 FROM audit WHERE NOT (\(SQL.visibleHorizon())))
            """
        while try await workspace.database.read({ try $0.exists(overtaken) }) {
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    /// Another server on the same workspace; the test closes it with
    /// ``Records/Workspace/shutDown()``.
    public func secondServer() async throws -> Workspace {
        try await TestWorkspace.open(site.open(), site, setup, time)
    }
}

extension Workspace {
    /// Closes the workspace and its database.
    public func shutDown() async throws {
        await close()
        try await database.close()
    }
}

/// Runs a test on a fresh workspace, which is removed afterwards.
public func withWorkspace(
    _ engine: Engine, _ setup: TestSetup = TestSetup(), _ body: (TestWorkspace) async throws -> Void
) async throws {
    if engine == .postgres { await Turnstile.postgres.enter() }
    let result: Result<Void, any Error>
    do {
        let site = try TestSite(engine)
        result = await attempt(site, setup, body)
        try await site.remove()
    } catch {
        if engine == .postgres { await Turnstile.postgres.leave() }
        throw error
    }
    if engine == .postgres { await Turnstile.postgres.leave() }
    try result.get()
}

private func attempt(
    _ site: TestSite, _ setup: TestSetup, _ body: (TestWorkspace) async throws -> Void
) async -> Result<Void, any Error> {
    do {
        let test = try await TestWorkspace.make(site, setup)
        do {
            try await body(test)
            try await test.workspace.shutDown()
            return .success(())
        } catch {
            try await test.workspace.shutDown()
            return .failure(error)
        }
    } catch {
        return .failure(error)
    }
}
