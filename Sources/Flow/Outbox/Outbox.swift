public import FormulaLanguage
public import Records
import SQLText
import Storage

/// Effects outside the database: at least once, always with the same key,
/// so that the other side can drop a repetition (rule 7).
public enum Outbox {
    /// Puts an effect into the change; it leaves after the commit.
    ///
    /// - Parameter key: names the effect in the workspace; a second one with
    ///   the same key is the same effect and changes nothing.
    public static func enqueue(
        channel: String, key: String, payload: JSONValue, notBefore: Instant? = nil, in change: Change
    ) throws {
        let next = max(change.now, notBefore ?? change.now)
        try change.connection.execute(
            """
            INSERT INTO outbox (channel, effect_key, payload, state, attempts, next_at, created_at)
            VALUES (\(channel), \(key), \(payload.text), 'waiting', 0, \(next.milliseconds), \(change.now.milliseconds))
            ON CONFLICT (effect_key) DO NOTHING
            """)
        try Timers.wake(change)
    }
}

/// One effect on its way.
public struct OutboxRow: Sendable, Hashable {
    public let id: Int64
    public let channel: String
    /// The same in every attempt.
    public let key: String
    public let payload: JSONValue
    /// Attempts made before this one.
    public let attempts: Int
}

/// What came of one attempt.
public enum Delivery: Sendable, Hashable {
    case ok
    /// Try again, not before so many milliseconds; nil leaves the schedule
    /// to the outbox (30 s, doubling, at most 6 h, twelve times).
    case retry(afterMilliseconds: Int64?, reason: String)
    /// It will never work.
    case permanent(reason: String)
}

/// A way out of the system.
public protocol Channel: Sendable {
    /// Names it in the outbox, such as `webhook`.
    var name: String { get }
    /// Makes one attempt. May be called again with the same key.
    func deliver(_ row: OutboxRow) async -> Delivery
}
