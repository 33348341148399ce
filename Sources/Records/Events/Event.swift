public import FormulaLanguage

/// A fact about a record; appended, never changed.
public struct Event: Sendable, Hashable {
    public let id: Int64
    /// Past tense, `object.verb`, such as `lead.assigned`.
    public let kind: String
    /// What it is about; the timeline shows it there.
    public let object: String
    public let recordID: Int64
    public let actor: Actor
    /// When it happened, by the account of whoever reported it.
    public let occurredAt: Instant
    /// When the system learned of it.
    public let receivedAt: Instant
    /// Whom the record belonged to then.
    public let ownerID: Int64?
    public let orgUnitID: Int64?
    /// How many automations lie between a person's act and this.
    public let depth: Int
    /// The event that caused it.
    public let causeID: Int64?
    /// The schema it was decided under.
    public let schemaNumber: Int
    public let payload: JSONValue
}

/// Takes part in changes, inside their transaction, in the order in which
/// reactions were registered.
public protocol Reaction: Sendable {
    /// Before a record is validated and written; may set values.
    func willSave(_ draft: inout Draft, in change: Change) throws
    /// After a record was written.
    func didSave(_ mutation: Mutation, in change: Change) throws
    /// After an event was appended.
    func didEmit(_ event: Event, in change: Change) throws
}

extension Reaction {
    public func willSave(_ draft: inout Draft, in change: Change) throws {}
    public func didSave(_ mutation: Mutation, in change: Change) throws {}
    public func didEmit(_ event: Event, in change: Change) throws {}
}

/// Handles every event once, after its commit, in commit order.
///
/// The cursor moves in the same transaction as what the handler writes. A
/// handler that throws is tried again in the next passes; after five tries
/// the event is parked with its error and the follower goes on.
public protocol Follower: Sendable {
    /// Names the cursor; must never change.
    var name: String { get }
    /// Kinds it wants; nil for all.
    var kinds: Set<String>? { get }
    /// Handles one event, as the system.
    func handle(_ event: Event, in change: Change) throws
}

extension Follower {
    public var kinds: Set<String>? { nil }
}
