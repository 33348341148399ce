import Definitions
import Flow
import FormulaLanguage
import Hummingbird
import Records

/// What waits for somebody's yes or no.
enum ApprovalsResource {
    static let routes: [Route] = [
        Route(
            method: .get, path: "/approvals", id: "listApprovals", tag: "approvals",
            summary: Words("待我审批 / 我发起的", "Waiting for me, or asked by me"), access: .member,
            query: [QueryParameter("state", .choice(["waiting", "requested"]), "默认 waiting", "Default waiting")],
            answer: .json(200, .named("ApprovalList"), Words("审批", "Approvals")), handler: list),
        Route(
            method: .post, path: "/approvals/{id}/decision", id: "decideApproval", tag: "approvals",
            summary: Words("审批", "Decide"), access: .member,
            body: .json(
                .object([.required("accept", .boolean), .optional("comment", .nullable(.text(max: 2000)))]),
                limit: 16_384),
            answer: .json(200, .named("Decision"), Words("结果", "What came of it")),
            problems: [
                .recordInvalid, .recordForbidden, .recordNotFound, .gateRefused, .automationLoop, .formulaInvalid,
            ],
            headers: [.idempotencyKey], handler: decide),
        Route(
            method: .delete, path: "/approvals/{id}", id: "withdrawApproval", tag: "approvals",
            summary: Words("撤回审批", "Take a request back"), access: .member,
            answer: .empty(Words("已撤回", "Taken back")),
            problems: [.recordInvalid, .recordForbidden, .recordNotFound, .automationLoop], handler: withdraw),
    ]

    private static func list(_ call: Call) async throws -> Response {
        let member = try call.member
        let isMine = call.query["state"] == "requested"
        let items = try await member.workspace.read { reading in
            let rows =
                try isMine
                ? Approvals.requested(by: member.viewer.member.id, in: reading.connection)
                : Approvals.waiting(for: member.viewer.member, in: reading.connection)
            return rows.map { document($0, reading) }
        }
        return .json(["items": .array(items)])
    }

    private static func decide(_ call: Call) async throws -> Response {
        let (id, body) = try (call.id(), call.body)
        return try await call.write { change, _ in
            let outcome = try Approvals.decide(
                id, accept: body["accept"]?.bool ?? false, comment: body["comment"]?.string ?? "", in: change)
            switch outcome {
            case .gateNotMet(let report):
                return Outcome(status: .conflict, value: report.problem.document, isProblem: true)
            case .moved: return Outcome(value: ["outcome": "moved"])
            case .declined: return Outcome(value: ["outcome": "declined"])
            case .outdated: return Outcome(value: ["outcome": "outdated"])
            }
        }
    }

    private static func withdraw(_ call: Call) async throws -> Response {
        let (member, id) = try (call.member, call.id())
        try await member.workspace.change(by: member.actor) { change in try Approvals.withdraw(id, in: change) }
        return .done
    }

    private static func document(_ row: ApprovalRow, _ reading: Reading) -> JSONValue {
        let stage = reading.schema.processes.first { $0.definition.key == row.process }?.stage(row.stage)
        let title = (try? reading.record(row.object, row.recordID))?.title
        return .object([
            "id": .int(row.id), "process": .string(row.process), "object": .string(row.object),
            "record_id": .int(row.recordID), "title": .optional(title), "stage": .string(row.stage),
            "stage_label": .optional(stage?.label.zh), "from": .optional(row.input["from"]?.string),
            "note": .optional(row.input["note"]?.string), "obstacle": .optional(row.input["obstacle"]?.string),
            "requested_by": row.requestedBy.map { reading.label(of: .user($0)) } ?? .null,
            "approver": reading.label(of: .user(row.approverID)), "state": .string(row.state.rawValue),
            "comment": .optional(row.comment), "schema_number": .int(Int64(row.schemaNumber)),
            "created_at": .int(row.createdAt.milliseconds), "decided_at": .optional(row.decidedAt?.milliseconds),
        ])
    }
}
