import SQLText
import Storage

/// Commits several callers' changes together.
///
/// No savepoint stands around a change: most changes succeed, and a change
/// that fails usually fails before it writes, which harms nobody. Only if one
/// fails after a write is the batch rolled back and run once more, with a
/// savepoint around each.
struct SQLiteBatch {
    /// What happened, for the statistics.
    struct Tally {
        var commits = 0
        var changes = 0
        var retries = 0
    }

    /// A batch is closed when its bodies took this long, so that nobody
    /// waits long for a commit.
    private static let patience: Duration = .milliseconds(20)

    private typealias Settled = (change: PendingChange, error: (any Error)?)

    let connection: SQLiteConnection
    /// Called with what to announce, after the commit.
    let deliver: ([Announcement]) -> Void
    /// Called before callers go on, so that what they see includes them.
    let record: (Tally) -> Void

    /// Runs members from the front and settles them.
    ///
    /// - Returns: how many.
    func run(_ members: ArraySlice<PendingChange>) -> Int {
        guard begin(members) else { return members.count }
        let clock = ContinuousClock()
        let deadline = clock.now + Self.patience
        var settled: [Settled] = []
        for change in members {
            if !settled.isEmpty, clock.now > deadline { break }
            let error = attempt(change)
            settled.append((change, error))
            if let error, connection.hasWritten || !connection.handle.isInTransaction {
                connection.rollback()
                if settled.count == 1 { fail(settled, error) } else { replay(settled.map(\.change)) }
                return settled.count
            }
        }
        commit(settled)
        return settled.count
    }

    /// The same members once more; each one's failure undoes only itself.
    private func replay(_ members: [PendingChange]) {
        record(Tally(retries: members.count))
        guard begin(members[...]) else { return }
        var settled: [Settled] = []
        for change in members {
            var error: (any Error)?
            do {
                try connection.savepoint { if let failed = attempt(change) { throw failed } }
            } catch let failed {
                error = failed
            }
            settled.append((change, error))
            guard connection.handle.isInTransaction else {
                // SQLite gave the whole transaction up: disk or memory.
                connection.rollback()
                return runApart(members)
            }
        }
        commit(settled)
    }

    /// Each with a commit of its own.
    private func runApart(_ members: [PendingChange]) {
        record(Tally(retries: members.count))
        for change in members { _ = run([change]) }
    }

    private func begin(_ members: ArraySlice<PendingChange>) -> Bool {
        do {
            connection.beginMember()
            try connection.control("BEGIN IMMEDIATE")
            return true
        } catch {
            for change in members { change.fail(error) }
            return false
        }
    }

    private func attempt(_ change: PendingChange) -> (any Error)? {
        connection.beginMember()
        let announced = connection.announcements.count
        do {
            try change.run(on: connection)
            try connection.throwFailure()
            return nil
        } catch {
            connection.announcements.removeLast(connection.announcements.count - announced)
            return error
        }
    }

    private func commit(_ settled: [Settled]) {
        do {
            try connection.control("COMMIT")
        } catch {
            return commitFailed(settled, error)
        }
        let announcements = connection.announcements
        connection.announcements = []
        record(Tally(commits: 1, changes: settled.count { $0.error == nil }))
        for (change, error) in settled {
            if let error { change.fail(error) } else { change.succeed() }
        }
        deliver(announcements)
    }

    /// A deferred foreign key shows only now and does not say whose it is, so
    /// everybody gets a commit of their own; anything else is the disk.
    private func commitFailed(_ settled: [Settled], _ error: any Error) {
        connection.rollback()
        if settled.count > 1, (error as? StorageError)?.code == .constraintViolation {
            runApart(settled.map(\.change))
        } else {
            fail(settled, error)
        }
    }

    private func fail(_ settled: [Settled], _ error: any Error) {
        record(Tally())
        for (change, _) in settled { change.fail(error) }
    }
}
