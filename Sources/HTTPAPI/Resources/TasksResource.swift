import Flow
import Hummingbird
import Records

/// Ticking tasks off, and taking the tick back.
enum TasksResource {
    private static let problems: [ProblemCode] = [.recordInvalid, .recordForbidden, .recordNotFound, .automationLoop]

    static let routes: [Route] = [
        Route(
            method: .post, path: "/tasks/{id}/completion", id: "completeTask", tag: "tasks",
            summary: Words("完成待办", "Mark as done"), access: .member,
            answer: .json(200, .named("Record"), Words("待办", "The task")), problems: problems, handler: complete),
        Route(
            method: .delete, path: "/tasks/{id}/completion", id: "reopenTask", tag: "tasks",
            summary: Words("撤销完成", "Open it again"), access: .member,
            answer: .json(200, .named("Record"), Words("待办", "The task")), problems: problems, handler: reopen),
    ]

    private static func complete(_ call: Call) async throws -> Response {
        let id = try call.id()
        return try await call.write { change, viewer in
            try Outcome(record: Tasks.complete(id, in: change), in: change, as: viewer)
        }
    }

    private static func reopen(_ call: Call) async throws -> Response {
        let id = try call.id()
        return try await call.write { change, viewer in
            try Outcome(record: Tasks.reopen(id, in: change), in: change, as: viewer)
        }
    }
}
