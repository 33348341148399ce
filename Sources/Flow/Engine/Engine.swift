public import FormulaLanguage
public import Records
import Storage

/// Work that is found by looking rather than by a timer, such as records
/// nobody touched for 72 hours.
public protocol Sweep: Sendable {
    /// Names it in logs.
    var name: String { get }
    /// Does one bounded slice of what is due.
    ///
    /// - Returns: how much it did; 0 when nothing is due any more.
    func sweep(_ workspace: Workspace) async throws -> Int
}

/// What one ``Engine/tick()`` did.
public struct TickReport: Sendable, Hashable {
    /// Timers run.
    public var timers = 0
    /// Things done by sweeps.
    public var swept = 0
    /// Events handled by followers.
    public var followed = 0
    /// Deliveries tried.
    public var delivered = 0

    public init() {}

    /// Everything together.
    public var total: Int { timers + swept + followed + delivered }
}

/// Moves a workspace along: due timers, sweeps, followers and outbox.
///
/// Any number of engines may work on one workspace; each claims its work in
/// the database.
public final class Engine: Sendable {
    public let workspace: Workspace
    let timers: TimerQueue
    let sweeps: [any Sweep]
    let outbox: OutboxQueue
    /// Rounds of one tick; automations that never come to rest are stopped
    /// by their depth long before.
    static let maximumRounds = 10_000
    /// How often a step that met conflicts is begun anew, beyond the
    /// database's own retries.
    static let patience = 4

    /// - Parameters:
    ///   - handlers: by kind; the handlers and sweeps of this room are
    ///     always there.
    ///   - channels: ways out that are configured; effects for others wait.
    public init(
        workspace: Workspace, handlers: [any TimerHandler] = [], sweeps: [any Sweep] = [], channels: [any Channel] = []
    ) {
        self.workspace = workspace
        timers = TimerQueue(handlers: Flow.handlers() + handlers)
        self.sweeps = Flow.sweeps() + sweeps
        outbox = OutboxQueue(channels: channels)
    }

    /// Works until nothing is due.
    ///
    /// - Throws: ``StorageError`` where the database cannot be used. A timer
    ///   that fails is put back and does not fail the tick.
    @discardableResult
    public func tick() async throws -> TickReport {
        var report = TickReport()
        for _ in 0..<Self.maximumRounds {
            let before = report.total
            report.timers += try await patiently { try await self.timers.fireBatch(in: self.workspace) }
            for sweep in sweeps { report.swept += try await patiently { try await sweep.sweep(self.workspace) } }
            report.followed += try await patiently { try await self.workspace.runFollowers() }
            report.delivered += try await outbox.deliverBatch(in: workspace)
            guard report.total > before, !Task.isCancelled else { break }
        }
        return report
    }

    /// Steps of a tick write nothing when they fail, so one that lost to
    /// other servers again and again is simply begun anew.
    private func patiently(_ step: @Sendable () async throws -> Int) async throws -> Int {
        for _ in 0..<Self.patience {
            do {
                return try await step()
            } catch let error as StorageError where error.code == .conflict {
                continue
            }
        }
        return try await step()
    }

    /// When the next timer is due; nil if there is none.
    public func nextDue() async throws -> Instant? {
        try await timers.nextDue(in: workspace)
    }
}
