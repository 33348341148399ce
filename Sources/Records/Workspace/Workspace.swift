public import Definitions
public import FormulaLanguage
import SQLText
public import Storage
import Synchronization

/// One company: its records, its people and its published definitions.
///
/// Any number of servers may open the same workspace. What one of them
/// publishes or changes in the directory reaches the others by the
/// database's announcements.
public final class Workspace: Sendable {
    public let key: String
    public let name: String
    public let database: any Database
    public let time: any TimeSource
    public let zone: WorkspaceZone
    public let files: FileStore
    public let live: LiveHub

    let reactions: [any Reaction]
    let followers: [any Follower]
    let timelines: TimelineBook
    private let state: Mutex<State>
    private let listening: Mutex<[Task<Void, Never>]>

    struct State: Sendable {
        var runtime: Runtime
        var directory: Directory
        /// The reload whose answer ``directory`` is.
        var directoryTurn = 0
        /// Reloads begun so far.
        var turns = 0
    }

    private init(
        key: String, name: String, database: any Database, files: FileStore, time: any TimeSource,
        zone: WorkspaceZone, reactions: [any Reaction], followers: [any Follower], timelines: TimelineBook,
        state: State
    ) {
        self.key = key
        self.name = name
        self.database = database
        self.files = files
        self.time = time
        self.zone = zone
        self.reactions = reactions
        self.followers = followers
        self.timelines = timelines
        self.state = Mutex(state)
        live = LiveHub()
        listening = Mutex([])
    }

    /// Opens a workspace: brings its tables up to date and compiles what is
    /// published.
    ///
    /// - Parameters:
    ///   - files: the folder that keeps uploaded files.
    ///   - migrations: of the rooms above; this room's come first.
    ///   - reactions: in the order in which they take part.
    ///   - timeline: how the rooms' events read.
    /// - Throws: ``StorageError``, or `DefinitionError` where what is
    ///   published no longer compiles.
    public static func open(
        key: String, name: String, database: any Database, files: String, time: any TimeSource = SystemTime(),
        zone: WorkspaceZone = .shanghai, migrations: [RoomMigrations] = [], reactions: [any Reaction] = [],
        followers: [any Follower] = [], timeline: [any TimelineText] = []
    ) async throws -> Workspace {
        let now = time.now().milliseconds
        try await database.migrate { connection in
            for room in [RecordsTables.migrations] + migrations { try room.run(on: connection, at: now) }
        }
        let state = try await database.read { try loadState($0) }
        let workspace = Workspace(
            key: key, name: name, database: database, files: try FileStore(root: files), time: time, zone: zone,
            reactions: reactions, followers: [SearchFollower()] + followers,
            timelines: TimelineBook([RecordTimeline()] + timeline), state: state)
        workspace.listen()
        return workspace
    }

    /// What is published now.
    public var schema: Schema { runtime.schema }

    /// Everybody and every unit now.
    public var directory: Directory { state.withLock { $0.directory } }

    var runtime: Runtime { state.withLock { $0.runtime } }
    var current: State { state.withLock { $0 } }

    /// A member with the rights of their role.
    ///
    /// - Throws: ``RecordError`` for somebody unknown or gone.
    public func viewer(_ userID: Int64) throws -> Viewer {
        try current.viewer(userID)
    }

    /// Runs one change and returns after it is on disk.
    ///
    /// The body may run more than once, so it must touch nothing but the
    /// change.
    ///
    /// - Throws: what the body throws, ``RecordError`` or ``StorageError``;
    ///   nothing is written then.
    @discardableResult
    public func change<Value: Sendable>(
        by actor: Actor, options: ChangeOptions = ChangeOptions(),
        _ body: @escaping @Sendable (Change) throws -> Value
    ) async throws -> Value {
        do {
            return try await attempt(by: actor, options, body)
        } catch let error as StorageError where error.isRepeatedRequest {
            // The same client key or idempotency key arrived twice at once;
            // the other one has committed, so now its result is found.
            return try await attempt(by: actor, options, body)
        }
    }

    private func attempt<Value: Sendable>(
        by actor: Actor, _ options: ChangeOptions, _ body: @escaping @Sendable (Change) throws -> Value
    ) async throws -> Value {
        let (value, changedDirectory) = try await database.change { connection in
            let change = try self.makeChange(connection, actor, options)
            let value = try body(change)
            try change.finish()
            return (value, change.changedDirectory)
        }
        if changedDirectory { try await reloadDirectory() }
        return value
    }

    func makeChange(_ connection: any Connection, _ actor: Actor, _ options: ChangeOptions) throws -> Change {
        let state = current
        return Change(
            reading: reading(connection, state), actor: actor, viewer: try actor.userID.map { try state.viewer($0) },
            reactions: reactions, options: options)
    }

    /// Looks at one consistent state.
    ///
    /// - Throws: what the body throws, ``RecordError`` or ``StorageError``.
    public func read<Value: Sendable>(_ body: @escaping @Sendable (Reading) throws -> Value) async throws -> Value {
        try await database.read { connection in try body(self.reading(connection, self.current)) }
    }

    private func reading(_ connection: any Connection, _ state: State) -> Reading {
        Reading(
            connection: connection, runtime: state.runtime, directory: state.directory, now: time.now(), zone: zone,
            timelines: timelines)
    }

    /// Ends live pages and stops listening; the database stays open.
    public func close() async {
        let tasks = listening.withLock { tasks in
            defer { tasks = [] }
            return tasks
        }
        for task in tasks { task.cancel() }
        live.close()
        for task in tasks { await task.value }
    }

    func nextDirectoryTurn() -> Int {
        state.withLock { state in
            state.turns += 1
            return state.turns
        }
    }

    func adopt(_ change: (inout State) -> Void) {
        state.withLock { change(&$0) }
    }

    /// The two tasks of a workspace that no request owns; they end with
    /// ``close()`` or with the database.
    private func listen() {
        let live = live
        let messages = database.announcements(on: LiveWire.channel)
        let news = database.announcements(on: WorkspaceWire.channel)
        let deliver = Task {
            for await text in messages {
                if let (message, users) = LiveWire.decode(text) { live.deliver(message, to: users) }
            }
        }
        let follow = Task { [weak self] in
            for await text in news { await self?.hear(text) }
        }
        listening.withLock { $0 = [deliver, follow] }
    }
}

extension Workspace.State {
    func viewer(_ userID: Int64) throws -> Viewer {
        guard let member = directory.member(userID), member.isActive, let role = runtime.schema.role(member.role) else {
            throw RecordError.forbidden("您的账号在此工作区不可用", "Your account is not usable in this workspace")
        }
        return Viewer(member: member, role: role, directory: directory)
    }
}

extension StorageError {
    /// A key that makes requests repeatable was taken by a rival.
    fileprivate var isRepeatedRequest: Bool {
        guard code == .uniqueViolation else { return false }
        return detail == "client_key_pkey" || detail == "idempotency_pkey" || detail.hasSuffix("_client_key")
    }
}
