import Hummingbird
import Records
import Touches

/// What needs me now.
enum WorkbenchResource {
    static let routes: [Route] = [
        Route(
            method: .get, path: "/workbench", id: "readWorkbench", tag: "workbench",
            summary: Words("工作台", "What needs me now"), access: .member,
            answer: .json(200, .named("Workbench"), Words("待处理事项与本周进度", "Items and my week")),
            problems: [.recordInvalid], handler: read)
    ]

    private static func read(_ call: Call) async throws -> Response {
        let member = try call.member
        let answer = try await member.workspace.read { reading in
            try Workbench.make(for: member.viewer, in: reading)
        }
        return .json(answer)
    }
}
