import Synchronization

/// Hands announced payloads to the listeners of one database value.
package final class AnnouncementHub: Sendable {
    private struct State {
        var nextID = 0
        var listeners: [String: [Int: AsyncStream<String>.Continuation]] = [:]
        var isFinished = false
    }

    /// A listener that falls further behind loses the oldest payloads; an
    /// announcement says "look", it is not the news itself.
    private static let backlog = 4096

    private let state = Mutex(State())

    package init() {}

    /// A stream of what is delivered from now on.
    package func listen(on channel: String) -> AsyncStream<String> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: String.self, bufferingPolicy: .bufferingNewest(Self.backlog))
        let id = state.withLock { state -> Int? in
            guard !state.isFinished else { return nil }
            state.nextID += 1
            state.listeners[channel, default: [:]][state.nextID] = continuation
            return state.nextID
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.listeners[channel]?[id] = nil }
        }
        return stream
    }

    /// Passes a payload to everyone who listens to the channel.
    package func deliver(_ payload: String, on channel: String) {
        // Yielding under the lock would deadlock with `onTermination`.
        let listeners = state.withLock { Array(($0.listeners[channel] ?? [:]).values) }
        for listener in listeners { listener.yield(payload) }
    }

    /// Ends every stream, now and later ones.
    package func finish() {
        let listeners = state.withLock { state in
            state.isFinished = true
            defer { state.listeners = [:] }
            return state.listeners.values.flatMap(\.values)
        }
        for listener in listeners { listener.finish() }
    }
}

/// One payload that a change wants to announce once it has committed.
package struct Announcement: Sendable, Hashable {
    /// The most bytes a payload may have: PostgreSQL takes less than 8,000
    /// for payload and channel together.
    private static let payloadLimit = 7_900
    private static let channelLimit = 63

    package let channel: String
    package let payload: String

    /// - Throws: ``StorageError/Code/unfitValue`` for what PostgreSQL would
    ///   refuse or cut, on every database.
    package init(channel: String, payload: String) throws {
        let isFit =
            (1...Self.channelLimit).contains(channel.utf8.count) && payload.utf8.count <= Self.payloadLimit
            && !channel.utf8.contains(0) && !channel.utf8.contains(UInt8(ascii: "\n")) && !payload.utf8.contains(0)
        guard isFit else { throw StorageError(code: .unfitValue, detail: "announcement is too long or has NUL") }
        self.channel = channel
        self.payload = payload
    }
}
