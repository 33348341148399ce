public import FormulaLanguage
public import Records
import SQLText
import Storage

/// Things to be done at a time, kept in the workspace's database.
///
/// A timer is deleted in the same change in which its handler works, so its
/// effect happens exactly once, whatever dies in between.
public enum Timers {
    /// Channel on which servers hear that something is due soon.
    static let channel = "flow"
    /// Timers due within this time wake the engine at once.
    static let soon: Int64 = 60_000

    /// Sets a timer; one with the same key is replaced.
    ///
    /// - Parameters:
    ///   - kind: which ``TimerHandler`` is called.
    ///   - key: names the timer in the workspace.
    public static func set(
        _ kind: String, key: String, due: Instant, object: String = "", recordID: Int64 = 0,
        payload: JSONValue = .object([:]), in change: Change
    ) throws {
        try change.connection.execute(
            """
            INSERT INTO timer (due_at, kind, key, object, record_id, payload, attempts)
            VALUES (\(due.milliseconds), \(kind), \(key), \(object), \(recordID), \(payload.text), 0)
            ON CONFLICT (key) DO UPDATE SET
              due_at = excluded.due_at, kind = excluded.kind, object = excluded.object,
              record_id = excluded.record_id, payload = excluded.payload, attempts = 0, last_error = NULL
            """)
        if due.milliseconds - change.now.milliseconds < soon { try wake(change) }
    }

    /// Forgets a timer; one that is not there is forgotten already.
    public static func cancel(key: String, in change: Change) throws {
        try change.connection.execute("DELETE FROM timer WHERE key = \(key)")
    }

    /// Tells the engines of all servers to look again after the commit.
    static func wake(_ change: Change) throws {
        guard change.scratch["flow.wake"] == nil else { return }
        change.scratch["flow.wake"] = true
        try change.connection.announce(channel, "wake")
    }
}

/// One timer whose time has come.
public struct TimerRow: Sendable, Hashable {
    public let id: Int64
    public let dueAt: Instant
    public let kind: String
    public let key: String
    /// The record it is about; empty and 0 for none.
    public let object: String
    public let recordID: Int64
    public let payload: JSONValue
    /// How often it failed before.
    public let attempts: Int

    /// Whether it comes so late that people should hear of it in a digest:
    /// more than an hour, after a downtime.
    public func isCatchUp(at now: Instant) -> Bool {
        now.milliseconds - dueAt.milliseconds > Catch.upAfter
    }
}

/// When work counts as caught up rather than done in time.
enum Catch {
    static let upAfter: Int64 = 3_600_000
}

/// Does what timers of one kind are for.
public protocol TimerHandler: Sendable {
    /// The kind it serves.
    var kind: String { get }
    /// Works inside the change that deletes the timer.
    ///
    /// - Throws: anything; the timer is tried again later, longer and longer.
    func fire(_ timer: TimerRow, in change: Change) throws
}
