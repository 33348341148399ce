import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import NIOPosix
import Records
import TestKit
import Testing

@testable import HTTPAPI

@Suite("Over a real connection")
struct LiveTests {
    @Test("A stream tells what has committed, and nothing else", arguments: Engine.available)
    func stream(_ engine: Engine) async throws {
        try await House.open(engine, live: true) { house in
            guard case .cookie(let cookie) = try await house.logIn("amy") else { return }
            let workspace = try await house.workspace()
            let amy = try await house.member("amy").id
            let text = try await RawClient.talk(
                house,
                "GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\nCookie: \(SessionCookie.name)=\(cookie)\r\n\r\n"
            ) { text in
                if text.hasSuffix(": open\n\n\r\n") || text.contains(": open"), !text.contains("event:") {
                    try await tell(workspace, [amy])
                }
                return text.contains("\"n\":2")
            }
            #expect(text.contains("text/event-stream"))
            #expect(text.contains("event: notification\ndata: {\"n\":2}\n\n"))
            #expect(!text.contains("\"n\":1"))
            try await eventually(house) { workspace.live.pageCount == 0 }
        }
    }

    /// One message in a change that fails, one in a change that commits.
    private func tell(_ workspace: Workspace, _ users: [Int64]) async throws {
        _ = try? await workspace.change(by: .system) { change in
            try change.tell(users, LiveMessage(kind: "notification", payload: ["n": 1]))
            throw RecordError.notFound("nothing")
        }
        try await workspace.change(by: .system) { change in
            try change.tell(users, LiveMessage(kind: "notification", payload: ["n": 2]))
        }
    }

    @Test("Whoever hangs up halfway leaves nothing behind", arguments: Engine.available)
    func hangsUp(_ engine: Engine) async throws {
        try await House.open(engine, live: true) { house in
            guard case .cookie(let cookie) = try await house.logIn("admin") else { return }
            let head = "Host: localhost\r\nX-Requested-With: yuyan\r\nCookie: \(SessionCookie.name)=\(cookie)\r\n"
            let json = "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{\"values\":{\"name\":\"half"
            try await RawClient.hangUp(house, "POST /api/v1/objects/lead/records HTTP/1.1\r\n\(head)\(json)")
            try await RawClient.hangUp(
                house,
                "POST /api/v1/files HTTP/1.1\r\n\(head)Content-Length: 500000\r\n\r\n"
                    + String(repeating: "x", count: 9000))
            let admin = Sender.cookie(cookie)
            let incoming = try await house.workspace().files.root + "/incoming"
            try await eventually(house) {
                (try? FileManager.default.contentsOfDirectory(atPath: incoming).isEmpty) ?? true
            }
            #expect(try await house.get("/objects/lead/count", as: admin)["count"] == 0)
        }
    }

    @Test("What is no HTTP gets no further than the door")
    func noHTTP() async throws {
        try await House.open(live: true) { house in
            for text in [
                "\u{0}\u{1}\u{2}\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
            ] {
                let answer = try await RawClient.talk(house, text) { $0.contains("\r\n\r\n") }
                #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"), "\(answer)")
            }
            #expect(try await house.get("//healthz").status == 200)
        }
    }

    /// Waits for what happens soon, a request at a time.
    private func eventually(_ house: House, _ condition: @Sendable () -> Bool) async throws {
        for _ in 0..<20_000 where !condition() { _ = try await house.get("//healthz") }
        #expect(condition())
    }
}

/// Bytes out, bytes in.
enum RawClient {
    /// Sends a text and reads until `isDone` or the end.
    static func talk(
        _ house: House, _ text: String, isDone: (String) async throws -> Bool
    ) async throws -> String {
        try await connect(house).executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var answer = ""
            do {
                for try await chunk in inbound {
                    answer += String(buffer: chunk)
                    if try await isDone(answer) { break }
                }
            } catch is IOError {
                // The server may reset a connection that it refuses.
            }
            return answer
        }
    }

    /// Sends a text and goes away.
    static func hangUp(_ house: House, _ text: String) async throws {
        try await connect(house).executeThenClose { _, outbound in
            try await outbound.write(ByteBuffer(string: text))
        }
    }

    private static func connect(_ house: House) async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "localhost", port: house.client.port ?? 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
    }
}
