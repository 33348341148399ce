public import Definitions
public import FormulaLanguage
import SQLText
public import Storage

/// How a change is made; the defaults are those of a person's act.
public struct ChangeOptions: Sendable {
    /// Automations between a person's act and this change.
    public var depth: Int
    /// The event that caused it.
    public var causeID: Int64?
    /// When it happened, where that is not now (offline entries, imports).
    public var occurredAt: Instant?
    /// Whether reactions run.
    public var automations: Bool

    public init(depth: Int = 0, causeID: Int64? = nil, occurredAt: Instant? = nil, automations: Bool = true) {
        self.depth = depth
        self.causeID = causeID
        self.occurredAt = occurredAt
        self.automations = automations
    }
}

/// One transaction by one actor at one time; the only way to write.
///
/// Lives inside ``Workspace/change(by:options:_:)``, on the database's own
/// thread. All rows and events of one change share one moment.
public final class Change {
    /// The most automations that may set each other off.
    public static let depthLimit = 16

    public let reading: Reading
    public let actor: Actor
    /// The actor's rights; nil for the system and forms.
    public let viewer: Viewer?
    public let occurredAt: Instant
    /// Whether reactions run.
    public let automations: Bool

    let reactions: [any Reaction]
    /// Causal depth of what happens now; grows inside reactions.
    public internal(set) var depth: Int
    /// The event being reacted to.
    public internal(set) var causeID: Int64?
    /// What a reaction's `willSave` leaves for its `didSave`, by a key of
    /// its own; forgotten when the change ends.
    public var scratch: [String: any Sendable] = [:]
    /// Client keys that were looked up and stand for no record yet.
    var freshClientKeys: Set<String> = []
    /// Rows that are written together when the change ends.
    var pendingHistory: [HistoryEntry] = []
    var pendingAudit: [AuditEntry] = []
    var pendingLive: [LiveKey: Set<Int64>] = [:]
    /// Whether members or units were changed.
    var changedDirectory = false

    public var connection: any Connection { reading.connection }
    public var schema: Schema { reading.schema }
    public var directory: Directory { reading.directory }
    public var now: Instant { reading.now }
    public var zone: WorkspaceZone { reading.zone }
    var runtime: Runtime { reading.runtime }

    struct LiveKey: Hashable {
        let message: LiveMessage
    }

    init(
        reading: Reading, actor: Actor, viewer: Viewer?, reactions: [any Reaction], options: ChangeOptions
    ) {
        self.reading = reading
        self.actor = actor
        self.viewer = viewer
        self.reactions = options.automations ? reactions : []
        depth = options.depth
        causeID = options.causeID
        occurredAt = options.occurredAt ?? reading.now
        automations = options.automations
    }

    /// A record that is not in the recycle bin and that the actor may see;
    /// read once per change.
    ///
    /// - Throws: ``RecordError``.
    public func record(_ object: String, _ id: Int64) throws -> Record {
        if let viewer { return try reading.visibleRecord(object, id, as: viewer) }
        return try reading.record(object, id)
    }

    /// Computes a formula for a record, seeing everything.
    ///
    /// - Throws: ``FormulaError``.
    public func evaluate(_ formula: Formula, on record: Record, variables: [String: Value] = [:]) throws -> Value {
        try formula.evaluate(
            RecordContext(reading: reading, record: record, variables: variables, currentUser: actor.userID))
    }

    /// Whether a condition holds: none holds, a blank or failed one does not.
    ///
    /// - Throws: ``FormulaError`` that is no failed value.
    public func holds(_ formula: Formula?, on record: Record, variables: [String: Value] = [:]) throws -> Bool {
        guard let formula else { return true }
        return try formula.holds(
            RecordContext(reading: reading, record: record, variables: variables, currentUser: actor.userID))
    }

    /// The next number of a counter, from 1.
    public func nextValue(of sequence: String) throws -> Int64 {
        try connection.integer(
            """
            INSERT INTO sequence (name, value) VALUES (\(sequence), 1)
            ON CONFLICT (name) DO UPDATE SET value = sequence.value + 1 RETURNING value
            """) ?? 0
    }

    /// Sends a message to the open pages of users, on all servers, once the
    /// change has committed. The same message goes to each user once.
    public func tell(_ userIDs: [Int64], _ message: LiveMessage) throws {
        guard !userIDs.isEmpty else { return }
        pendingLive[LiveKey(message: message), default: []].formUnion(userIDs)
    }

    /// Sends a message to every open page.
    public func tellEveryone(_ message: LiveMessage) throws {
        try tell([LiveHub.everyone], message)
    }

    /// Runs a body that may fail without losing the rest of this change, as
    /// an import does row by row. Costs about as much as several inserts.
    ///
    /// - Throws: what the body throws; nothing of it remains then.
    public func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        let kept = (reading.cache, pendingHistory.count, pendingAudit.count, pendingLive, changedDirectory)
        do {
            return try connection.savepoint(body)
        } catch {
            reading.cache = kept.0
            pendingHistory.removeLast(pendingHistory.count - kept.1)
            pendingAudit.removeLast(pendingAudit.count - kept.2)
            (pendingLive, changedDirectory) = (kept.3, kept.4)
            throw error
        }
    }

    /// Runs reactions one level deeper, as caused by an event.
    func deeper(cause: Int64?, _ body: () throws -> Void) throws {
        guard depth < Change.depthLimit else { throw RecordError.loop(Change.depthLimit) }
        let outer = causeID
        depth += 1
        causeID = cause ?? outer
        defer {
            depth -= 1
            causeID = outer
        }
        try body()
    }

    /// Writes what was gathered; runs once, after the body.
    func finish() throws {
        try flushHistory()
        try flushAudit()
        for (key, users) in pendingLive.sorted(by: { $0.key.message.kind < $1.key.message.kind }) {
            for text in LiveWire.encode(key.message, to: users.sorted()) {
                try connection.announce(LiveWire.channel, text)
            }
        }
        if changedDirectory { try connection.announce(WorkspaceWire.channel, WorkspaceWire.directory) }
    }
}
