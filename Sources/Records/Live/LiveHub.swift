import Synchronization

/// Hands messages to the open pages of each user.
///
/// Fed by the database's announcements, so a message reaches the page
/// whichever server holds it. A page that does not read loses the oldest
/// messages; it reloads when it comes back.
public final class LiveHub: Sendable {
    /// The most messages kept for a page that does not read.
    public static let bufferLimit = 64
    /// Everybody.
    static let everyone: Int64 = 0

    private struct State {
        var nextID = 0
        var pages: [Int64: [Int: AsyncStream<LiveMessage>.Continuation]] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    init() {}

    /// The messages for a user from now on; ends when the hub closes or the
    /// reader goes away.
    public func messages(for userID: Int64) -> AsyncStream<LiveMessage> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: LiveMessage.self, bufferingPolicy: .bufferingNewest(LiveHub.bufferLimit))
        let id = state.withLock { state -> Int? in
            guard !state.isClosed else { return nil }
            state.nextID += 1
            state.pages[userID, default: [:]][state.nextID] = continuation
            return state.nextID
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.remove(id, of: userID) }
        return stream
    }

    /// How many pages are open.
    public var pageCount: Int {
        state.withLock { $0.pages.values.reduce(0) { $0 + $1.count } }
    }

    /// Hands a message to the pages of these users on this server.
    func deliver(_ message: LiveMessage, to userIDs: [Int64]) {
        let pages = state.withLock { state in
            userIDs.contains(LiveHub.everyone)
                ? state.pages.values.flatMap(\.values) : userIDs.flatMap { state.pages[$0].map { Array($0.values) } ?? [] }
        }
        for page in pages { page.yield(message) }
    }

    func close() {
        let pages = state.withLock { state in
            state.isClosed = true
            defer { state.pages = [:] }
            return state.pages.values.flatMap(\.values)
        }
        for page in pages { page.finish() }
    }

    private func remove(_ id: Int, of userID: Int64) {
        state.withLock { state in
            state.pages[userID]?[id] = nil
            if state.pages[userID]?.isEmpty ?? false { state.pages[userID] = nil }
        }
    }
}

/// A message between servers: `{"d":payload,"k":kind,"u":[ids]}`.
enum LiveWire {
    static let channel = "live"
    /// What an announcement may weigh, with room for the driver's own.
    static let limit = 7600

    /// The announcements that carry a message; users are spread over several
    /// where one would be too large. None where the payload alone is.
    static func encode(_ message: LiveMessage, to userIDs: [Int64]) -> [String] {
        guard !userIDs.isEmpty else { return [] }
        let text = JSONValue.object([
            "d": message.payload, "k": .string(message.kind), "u": .array(userIDs.map { .int($0) }),
        ]).text
        if text.utf8.count <= limit { return [text] }
        guard userIDs.count > 1 else { return [] }
        let middle = userIDs.count / 2
        return encode(message, to: Array(userIDs[..<middle])) + encode(message, to: Array(userIDs[middle...]))
    }

    static func decode(_ text: String) -> (message: LiveMessage, userIDs: [Int64])? {
        guard let json = try? JSONValue(parsing: text), let kind = json["k"]?.string, let payload = json["d"] else {
            return nil
        }
        return (LiveMessage(kind: kind, payload: payload), json["u"]?.array?.compactMap(\.int) ?? [])
    }
}
