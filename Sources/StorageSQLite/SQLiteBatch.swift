import SQLText
import Storage

/// Commits several callers' changes together.
///
/// No savepoint stands around a change: most changes succeed, and a change
/// that fails usually fails before it writes, which harms nobody. Only if one
/// fails after a write is the batch rolled back and run once more, with a
/// savepoint around each.
struct SQLiteBatch {
    /// What one batch did, for the statistics.
    struct Tally {
        /// Members that were settled, from the front.
        var members = 0
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

    /// Runs members from the front and settles them.
    func run(_ members: ArraySlice<PendingChange>) -> Tally {
        guard begin(members) else { return Tally(members: members.count) }
        let clock = ContinuousClock()
        let deadline = clock.now + Self.patience
        var settled: [Settled] = []
        for change in members {
            if !settled.isEmpty, clock.now > deadline { break }
            let error = attempt(change)
            settled.append((change, error))
            if error != nil, connection.hasWritten || !connection.handle.isInTransaction {
                connection.rollback()
                return settled.count == 1 ? fail(settled) : replay(settled.map(\.change))
            }
        }
        return commit(settled)
    }

    /// The same members once more; each one's failure undoes only itself.
    private func replay(_ members: [PendingChange]) -> Tally {
        guard begin(members[...]) else { return Tally(members: members.count) }
        var settled: [Settled] = []
        for change in members {
            var error: (any Error)?
            do {
                try connection.savepoint { if let failed = attempt(change) { throw failed } }
            } catch let failed {
                error = failed
            }
            settled.append((change, error))
            if let error, !connection.handle.isInTransaction {
                // SQLite gave the whole transaction up: disk or memory.
                connection.rollback()
                return fail(members.map { ($0, error) }, retries: settled.count)
            }
        }
        var tally = commit(settled)
        tally.retries += members.count
        return tally
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
            guard connection.handle.isInTransaction else {
                throw StorageError(code: .statement, detail: "the change ended its transaction")
            }
            return nil
        } catch {
            connection.announcements.removeLast(connection.announcements.count - announced)
            return error
        }
    }

    private func commit(_ settled: [Settled]) -> Tally {
        do {
            try connection.control("COMMIT")
        } catch {
            return commitFailed(settled, error)
        }
        let announcements = connection.announcements
        connection.announcements = []
        for (change, error) in settled {
            if let error { change.fail(error) } else { change.succeed() }
        }
        deliver(announcements)
        let changes = settled.count { $0.error == nil }
        return Tally(members: settled.count, commits: 1, changes: changes)
    }

    /// A deferred foreign key shows only now and does not say whose it is, so
    /// everybody gets a commit of their own; anything else is the disk.
    private func commitFailed(_ settled: [Settled], _ error: any Error) -> Tally {
        connection.rollback()
        guard settled.count > 1, (error as? StorageError)?.code == .constraintViolation else {
            return fail(settled.map { ($0.change, error) })
        }
        var tally = Tally(retries: settled.count)
        for (change, _) in settled {
            let one = run([change])
            tally.members += 1
            tally.commits += one.commits
            tally.changes += one.changes
        }
        return tally
    }

    private func fail(_ settled: [Settled], retries: Int = 0) -> Tally {
        for (change, error) in settled {
            change.fail(error ?? StorageError(code: .unavailable, detail: "the batch was given up"))
        }
        return Tally(members: settled.count, retries: retries)
    }
}
