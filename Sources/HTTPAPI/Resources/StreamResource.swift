import Hummingbird
import NIOCore
import Records

/// What an open page is told as it happens.
enum StreamResource {
    static let routes: [Route] = [
        Route(
            method: .get, path: "/stream", id: "readStream", tag: "workspace",
            summary: Words("实时事件（SSE）", "Live events (SSE)"), access: .member,
            answer: .media(
                "text/event-stream",
                Words(
                    "事件 notification、record、clock；每 15 秒一条注释", "Events notification, record, clock; a comment each 15 s"
                )),
            handler: read)
    ]

    private static func read(_ call: Call) async throws -> Response {
        let member = try call.member
        let (live, userID) = (member.workspace.live, member.viewer.member.id)
        return EventStream().response(to: call.request) {
            live.messages(for: userID).map { EventStream.event($0.kind, $0.payload) }
        }
    }
}
