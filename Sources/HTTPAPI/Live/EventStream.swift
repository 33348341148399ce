import Hummingbird
import NIOCore
import Records
import ServiceLifecycle

/// Server-sent events: what a page that stays open is told.
struct EventStream: Sendable {
    /// How long between pings.
    var pause: Duration = .seconds(15)

    /// A reader this many events behind is cut off; it asks anew when its
    /// browser connects again.
    private static let backlog = 256

    /// A comment that keeps proxies from closing the connection.
    private static let ping = ByteBuffer(string: ": ping\n\n")
    /// Tells the browser to come back after three seconds.
    private static let opening = ByteBuffer(string: "retry: 3000\n: open\n\n")

    /// One event as bytes.
    static func event(_ name: String, _ data: JSONValue) -> ByteBuffer {
        var bytes = Array("event: \(name)\ndata: ".utf8)
        data.write(to: &bytes)
        bytes.append(contentsOf: "\n\n".utf8)
        return ByteBuffer(bytes: bytes)
    }

    /// An answer that lasts until the page or the server goes away.
    ///
    /// `subscribe` runs when the answer is being written, so that nothing is
    /// kept for answers that never start.
    func response<Events: AsyncSequence & Sendable>(
        to request: Request, subscribe: @escaping @Sendable () -> Events
    ) -> Response where Events.Element == ByteBuffer, Events.Failure == Never {
        Response(
            status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
            body: .init { writer in
                let events = subscribe()
                try await writer.write(Self.opening)
                try? await request.body.consumeWithCancellationOnInboundClose { _ in
                    try await pump(events) { try await writer.write($0) }
                }
                try await writer.finish(nil)
            })
    }

    /// Writes events and pings until the task is cancelled, the server shuts
    /// down or the reader falls behind.
    func pump<Events: AsyncSequence & Sendable>(
        _ events: Events, write: (ByteBuffer) async throws -> Void
    ) async throws where Events.Element == ByteBuffer, Events.Failure == Never {
        let (stream, outlet) = AsyncStream.makeStream(
            of: ByteBuffer.self, bufferingPolicy: .bufferingOldest(Self.backlog))
        let pause = pause
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while true {
                    try await Task.sleep(for: pause)
                    outlet.yield(Self.ping)
                }
            }
            group.addTask {
                for await chunk in events {
                    if case .dropped = outlet.yield(chunk) { break }
                }
                outlet.finish()
            }
            try await withGracefulShutdownHandler {
                for await chunk in stream { try await write(chunk) }
            } onGracefulShutdown: {
                outlet.finish()
            }
            group.cancelAll()
        }
    }
}
