public import Flow
public import FormulaLanguage
import Foundation
public import Records
public import Storage
import Synchronization

/// Where databases and files lie; the command line knows, tests have their
/// own.
public protocol Premises: Sendable {
    /// The control database, opened.
    func controlDatabase() async throws -> any Database
    /// A workspace's database, made where it is missing.
    func workspaceDatabase(_ key: String) async throws -> any Database
    /// The folder of a workspace's files.
    func filesDirectory(_ key: String) -> String
    /// A folder that must be writable for the server to work.
    var scratchDirectory: String { get }
}

/// A workspace that is open on this server, with what keeps it moving.
public struct HostedWorkspace: Sendable {
    /// Its row in the control database.
    public let row: WorkspaceRow
    /// The company's data.
    public let workspace: Workspace
    /// Timers, sweeps and followers.
    public let engine: Engine
}

/// The workspaces of this server, each opened when it is first needed.
public final class WorkspaceRegistry: Sendable {
    private typealias Waiting = CheckedContinuation<HostedWorkspace, any Error>

    private enum Claim {
        case open(HostedWorkspace)
        case opening
        case mine
    }

    private struct State {
        var open: [String: HostedWorkspace] = [:]
        /// Who waits for a workspace that is being opened, by key.
        var waiting: [String: [Waiting]] = [:]

        mutating func claim(_ key: String) -> Claim {
            if let known = open[key] { return .open(known) }
            if waiting[key] != nil { return .opening }
            waiting[key] = []
            return .mine
        }
    }

    /// Accounts and workspaces.
    public let control: ControlStore
    /// The clock of every workspace here.
    public let time: any TimeSource
    private let premises: any Premises
    private let zone: WorkspaceZone
    private let state = Mutex(State())

    private init(control: ControlStore, premises: any Premises, time: any TimeSource, zone: WorkspaceZone) {
        self.control = control
        self.premises = premises
        self.time = time
        self.zone = zone
    }

    /// Opens the control database and brings it up to date.
    public static func open(
        _ premises: any Premises, time: any TimeSource = SystemTime(), zone: WorkspaceZone = .shanghai
    ) async throws -> WorkspaceRegistry {
        let control = ControlStore(database: try await premises.controlDatabase())
        try await control.migrate()
        return WorkspaceRegistry(control: control, premises: premises, time: time, zone: zone)
    }

    /// Enters a new workspace, or opens the one that has the key.
    public func create(key: String, name: String, isDemo: Bool = false) async throws -> HostedWorkspace {
        guard Shape.Pattern.key.fits(key) else { throw WorkspaceError.badKey }
        try await control.insertWorkspace(key: key, name: name, isDemo: isDemo, now: SystemTime().now().milliseconds)
        return try await hosted(key)
    }

    /// A workspace of this server.
    ///
    /// - Throws: ``WorkspaceError/unknown`` or what opening it throws.
    public func hosted(_ key: String) async throws -> HostedWorkspace {
        switch state.withLock({ $0.claim(key) }) {
        case .open(let hosted): return hosted
        case .opening: return try await opened(key)
        case .mine: break
        }
        let result: Result<HostedWorkspace, any Error>
        do { result = .success(try await make(key)) } catch { result = .failure(error) }
        let waiting = state.withLock { state in
            if case .success(let hosted) = result { state.open[key] = hosted }
            return state.waiting.removeValue(forKey: key) ?? []
        }
        for continuation in waiting { continuation.resume(with: result) }
        return try result.get()
    }

    /// The workspaces that are open now.
    public var openWorkspaces: [HostedWorkspace] {
        state.withLock { Array($0.open.values) }.sorted { $0.row.key < $1.row.key }
    }

    /// Whether files can still be written.
    func isDiskWritable() -> Bool {
        let path = premises.scratchDirectory + "/.health-\(getpid())"
        defer { unlink(path) }
        return FileManager.default.createFile(atPath: path, contents: Data([1]))
    }

    /// Moves a settable clock; timers that fall due on the way fire at
    /// their time.
    func advance(_ clock: ManualTime, minutes: Int64) async throws {
        let target = clock.now().adding(milliseconds: minutes * 60_000)
        for hosted in openWorkspaces {
            try await hosted.engine.advance(to: target) { clock.set($0) }
        }
        clock.set(target)
    }

    /// Waits for a workspace that somebody else is opening.
    private func opened(_ key: String) async throws -> HostedWorkspace {
        try await withCheckedThrowingContinuation { continuation in
            let settled = state.withLock { state -> Result<HostedWorkspace, any Error>? in
                if let known = state.open[key] { return .success(known) }
                guard state.waiting[key] != nil else { return .failure(WorkspaceError.unavailable) }
                state.waiting[key]?.append(continuation)
                return nil
            }
            if let settled { continuation.resume(with: settled) }
        }
    }

    private func make(_ key: String) async throws -> HostedWorkspace {
        guard let row = try await control.workspace(key) else { throw WorkspaceError.unknown }
        let workspace = try await Workspace.open(
            key: key, name: row.name, database: premises.workspaceDatabase(key), files: premises.filesDirectory(key),
            time: time, zone: zone, migrations: Rooms.migrations, reactions: Rooms.reactions,
            followers: Rooms.followers, timeline: Rooms.timeline)
        return HostedWorkspace(row: row, workspace: workspace, engine: Rooms.engine(for: workspace))
    }

    /// Closes every database.
    public func close() async {
        let open = state.withLock { state in
            defer { state.open = [:] }
            return Array(state.open.values)
        }
        for hosted in open {
            await hosted.workspace.close()
            try? await hosted.workspace.database.close()
        }
        try? await control.database.close()
    }
}

/// Why there is no such workspace.
public enum WorkspaceError: Error, Sendable, Hashable {
    /// None has this key.
    case unknown
    /// 1 to 40 lower-case letters, digits and `_`, please.
    case badKey
    /// Opening it failed just now.
    case unavailable
}
