public import FormulaLanguage
import Records
import Storage

extension Engine {
    /// The longest pause between two looks; sweeps depend on it.
    static let longestPause: Int64 = 15_000
    /// The pause after a failure of the database.
    static let pauseAfterFailure: Int64 = 2_000

    /// Works until the task is cancelled: wakes when the next timer is due,
    /// when a server announces something, and every 15 seconds.
    ///
    /// - Parameter onError: is told of each tick that failed; the engine
    ///   goes on after a pause.
    public func run(onError: @escaping @Sendable (any Error) -> Void = { _ in }) async {
        let bell = Bell()
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await _ in self.workspace.database.announcements(on: Timers.channel) { bell.ring() }
            }
            while !Task.isCancelled {
                let pause: Int64
                do {
                    try await tick()
                    pause = try await pauseUntilDue()
                } catch {
                    onError(error)
                    pause = Self.pauseAfterFailure
                }
                await bell.wait(atMost: .milliseconds(pause))
            }
            group.cancelAll()
        }
    }

    private func pauseUntilDue() async throws -> Int64 {
        guard let due = try await nextDue() else { return Self.longestPause }
        return min(max(due.milliseconds - workspace.time.now().milliseconds, 0), Self.longestPause)
    }

    /// Moves a settable clock forward, stopping wherever something is due
    /// and at least every hour, so that everything happens at its time.
    ///
    /// - Parameters:
    ///   - target: where the clock ends up.
    ///   - set: moves the clock that ``Workspace/time`` reads.
    @discardableResult
    public func advance(to target: Instant, set: @Sendable (Instant) -> Void) async throws -> TickReport {
        var report = try await tick()
        while workspace.time.now() < target {
            let now = workspace.time.now()
            let span = target.milliseconds - now.milliseconds
            var next = now.adding(milliseconds: max(3_600_000, span / 500))
            if let due = try await nextDue(), due > now { next = min(next, due) }
            set(min(next, target))
            report += try await tick()
        }
        return report
    }
}

extension TickReport {
    static func += (left: inout TickReport, right: TickReport) {
        left.timers += right.timers
        left.swept += right.swept
        left.followed += right.followed
        left.delivered += right.delivered
    }
}
