import FormulaLanguage
import SQLText
import Storage

/// How far a follower has come.
public struct FollowerStatus: Sendable, Hashable {
    public let name: String
    /// Events that have committed and that it has not handled yet.
    public let lag: Int
    /// Events it gave up on; see the `follower_error` table.
    public let parked: Int
    /// The error of the event it is trying now; nil where all goes well.
    public let lastError: String?
}

extension Workspace {
    /// How often an event is tried before it is parked.
    public static let followerTries = 5

    /// Lets every follower handle what has committed since its last pass,
    /// and seals the audit.
    ///
    /// May run on several servers at once: a follower works on one of them.
    ///
    /// - Parameter limit: events per follower in this pass.
    /// - Returns: how many events were handled or parked, over all followers.
    /// - Throws: ``StorageError``. What a follower throws is kept with its
    ///   event and does not end the pass.
    @discardableResult
    public func runFollowers(limit: Int = 500) async throws -> Int {
        var handled = 0
        for follower in followers { handled += try await run(follower, limit: limit) }
        let now = time.now().milliseconds
        _ = try await database.change { try AuditChain.seal($0, at: now, limit: 2000) }
        return handled
    }

    /// Batches of one commit each; after an error the events go one by one
    /// up to the one that fails.
    private func run(_ follower: any Follower, limit: Int) async throws -> Int {
        var handled = 0
        while handled < limit {
            let size = min(50, limit - handled)
            do {
                let step = try await step(follower, limit: size)
                if step.looked == 0 { return handled }
                handled += step.handled
            } catch let failure as FollowerFailure {
                handled += try await stepAlone(follower, upTo: failure.eventID, limit: size)
                guard try await note(failure, of: follower) else { return handled }
                handled += 1
            }
        }
        return handled
    }

    /// Handles the events before the one that failed, so that they need not
    /// wait for it.
    private func stepAlone(_ follower: any Follower, upTo eventID: Int64, limit: Int) async throws -> Int {
        do {
            return try await step(follower, limit: limit, stopBefore: eventID).handled
        } catch is FollowerFailure {
            return 0
        }
    }

    private func step(
        _ follower: any Follower, limit: Int, stopBefore: Int64? = nil
    ) async throws -> (handled: Int, looked: Int) {
        try await database.change { connection in
            guard let cursor = try FollowerCursor.claim(follower.name, connection) else { return (0, 0) }
            let batch = try cursor.next(connection, kinds: follower.kinds, limit: limit)
            var last = stopBefore == nil ? batch.end : nil
            var count = 0
            for item in batch.items {
                if item.event.id == stopBefore { break }
                try self.handle(item.event, follower, connection)
                if stopBefore != nil { last = item.place }
                count += 1
            }
            if let last { try cursor.move(to: last, at: self.time.now().milliseconds, connection) }
            return (count, batch.looked)
        }
    }

    private func handle(_ event: Event, _ follower: any Follower, _ connection: any Connection) throws {
        do {
            let change = try makeChange(
                connection, .system, ChangeOptions(depth: event.depth + 1, causeID: event.id, occurredAt: nil))
            try follower.handle(event, in: change)
            try change.finish()
        } catch let error as StorageError {
            // The database's own refusal may be a conflict, which the driver
            // repeats; it must arrive there unchanged.
            if error.code == .conflict { throw error }
            throw FollowerFailure(eventID: event.id, error: error)
        } catch {
            throw FollowerFailure(eventID: event.id, error: error)
        }
    }

    /// Keeps the error; parks the event after its last try.
    ///
    /// - Returns: whether the event was parked, so that others can follow.
    private func note(_ failure: FollowerFailure, of follower: any Follower) async throws -> Bool {
        let now = time.now().milliseconds
        let text = String(failure.text.prefix(2000))
        return try await database.change { connection in
            let attempts =
                try connection.integer(
                    """
                    INSERT INTO follower_error (name, event_id, attempts, last_error, failed_at)
                    VALUES (\(follower.name), \(failure.eventID), 1, \(text), \(now))
                    ON CONFLICT (name, event_id) DO UPDATE SET attempts = follower_error.attempts + 1,
                        last_error = excluded.last_error, failed_at = excluded.failed_at
                    RETURNING attempts
                    """) ?? 1
            guard attempts >= Int64(Workspace.followerTries) else { return false }
            try connection.execute(
                """
                UPDATE follower_error SET parked_at = \(now)
                WHERE name = \(follower.name) AND event_id = \(failure.eventID)
                """)
            guard let cursor = try FollowerCursor.claim(follower.name, connection),
                let place = try FollowerCursor.place(of: failure.eventID, connection)
            else { return false }
            try cursor.move(to: place, at: now, connection)
            return true
        }
    }

    /// How far each follower has come, for health and metrics.
    public func followerStatus() async throws -> [FollowerStatus] {
        let names = followers.map { (name: $0.name, kinds: $0.kinds) }
        return try await database.read { connection in
            try names.map { follower in
                let place = try FollowerCursor.load(follower.name, connection)?.place ?? .start
                let filter: SQL = follower.kinds.map { " AND kind IN (\(values: $0.sorted()))" } ?? ""
                let lag = try connection.integer(
                    "SELECT COUNT(*) FROM event WHERE \(CommitOrder.after(xid: place.xid, id: place.id))\(filter)")
                let parked = try connection.integer(
                    "SELECT COUNT(*) FROM follower_error WHERE name = \(follower.name) AND parked_at IS NOT NULL")
                let error = try connection.text(
                    """
                    SELECT last_error FROM follower_error WHERE name = \(follower.name) AND parked_at IS NULL
                    AND event_id > \(place.id) ORDER BY failed_at DESC LIMIT 1
                    """)
                return FollowerStatus(name: follower.name, lag: Int(lag ?? 0), parked: Int(parked ?? 0), lastError: error)
            }
        }
    }
}

/// An event that a follower could not handle.
private struct FollowerFailure: Error {
    let eventID: Int64
    let text: String

    init(eventID: Int64, error: any Error) {
        self.eventID = eventID
        text = String(describing: error)
    }
}
