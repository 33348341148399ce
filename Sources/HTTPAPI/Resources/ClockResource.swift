import FormulaLanguage
import Hummingbird
import Records

/// The workspace's clock; it can be moved in development only.
enum ClockResource {
    static let routes: [Route] = [
        Route(
            method: .get, path: "/clock", id: "readClock", tag: "workspace", summary: Words("当前时间", "The time"),
            access: .member, answer: .json(200, .named("Clock"), Words("毫秒时间戳", "Epoch milliseconds")), handler: read),
        Route(
            method: .put, path: "/clock", id: "moveClock", tag: "workspace",
            summary: Words("推进时间（--clock manual）", "Move time on (--clock manual)"), access: .member,
            body: .json(.object([.required("advance_minutes", .integer(0...527_040))]), limit: 1024),
            answer: .json(200, .named("Clock"), Words("推进后的时间", "The time afterwards")),
            problems: [.clockFixed], handler: move),
    ]

    private static func read(_ call: Call) async throws -> Response {
        .json(["now": .int(try call.member.workspace.time.now().milliseconds)])
    }

    private static func move(_ call: Call) async throws -> Response {
        let member = try call.member
        guard call.server.options.hasManualClock, let clock = member.workspace.time as? ManualTime else {
            throw Problem(.clockFixed)
        }
        try await call.server.registry.advance(clock, minutes: call.body["advance_minutes"]?.int ?? 0)
        let now: JSONValue = ["now": .int(clock.now().milliseconds)]
        try await member.workspace.change(by: .system) { change in
            try change.tellEveryone(LiveMessage(kind: "clock", payload: now))
        }
        return .json(now)
    }
}
