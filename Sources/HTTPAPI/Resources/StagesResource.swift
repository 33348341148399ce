import Definitions
import Flow
import Hummingbird
import Records

/// Moving records through their stages.
enum StagesResource {
    private static let problems: [ProblemCode] = [
        .notFound, .recordInvalid, .recordForbidden, .recordNotFound, .gateRefused, .automationLoop, .formulaInvalid,
        .recordDuplicate, .recordStale,
    ]

    static let routes: [Route] = [
        Route(
            method: .get, path: "/objects/{object}/records/{id}/gate", id: "readGate", tag: "stages",
            summary: Words("进入阶段的条件清单", "The tick list before a stage"), access: .member,
            query: [QueryParameter("to", .key, "目标阶段", "The stage to be entered")],
            answer: .json(200, .named("Gate"), Words("条件与完成情况", "What is asked and what is there")),
            problems: problems, handler: gate),
        Route(
            method: .post, path: "/objects/{object}/records/{id}/stage", id: "moveStage", tag: "stages",
            summary: Words("推进阶段", "Move to a stage"), access: .member,
            body: .json(
                .object([
                    .required("to", .key), .optional("obstacle", .nullable(.key)),
                    .optional("reason", .nullable(.text(max: 500))), .optional("note", .nullable(.text(max: 2000))),
                    .optional("values", .map(.any, max: 300)),
                ])),
            answer: .json(200, .named("StageMove"), Words("已推进，或等待审批", "Moved, or waiting for approval")),
            problems: problems, headers: [.idempotencyKey], handler: move),
    ]

    private static func gate(_ call: Call) async throws -> Response {
        let (member, object, id) = try (call.member, call.object.key, call.id())
        guard let stage = call.query["to"] else { throw Problem.parameter("to", "请指明阶段", "name the stage") }
        let report = try await member.workspace.read { reading in
            _ = try reading.visibleRecord(object, id, as: member.viewer)
            return try StageMachine.check(object, id, to: stage, in: reading, requester: member.viewer.member.id)
        }
        return .json(report.document)
    }

    private static func move(_ call: Call) async throws -> Response {
        let (object, id, body) = try (call.object, call.id(), call.body)
        let values = try RecordValues.decode(body["values"], for: object)
        let input = MoveInput(
            obstacle: body["obstacle"]?.string, reason: body["reason"]?.string, values: values,
            note: body["note"]?.string)
        return try await call.write { change, viewer in
            switch try StageMachine.move(object.key, id, to: body["to"]?.string ?? "", input: input, in: change) {
            case .moved:
                return try outcome("moved", approval: nil, object.key, id, change, viewer)
            case .awaitingApproval(let approval):
                return try outcome("awaiting_approval", approval: approval, object.key, id, change, viewer)
            case .refused(let report):
                return Outcome(status: .conflict, value: report.problem.document, isProblem: true)
            }
        }
    }

    private static func outcome(
        _ name: String, approval: Int64?, _ object: String, _ id: Int64, _ change: Change, _ viewer: Viewer
    ) throws -> Outcome {
        let record = try change.reading.record(object, id, as: viewer) as JSONValue
        return Outcome(
            value: ["outcome": .string(name), "approval_id": .optional(approval), "record": record],
            version: record["version"]?.int.map { Int($0) })
    }
}

extension GateReport {
    /// The tick list as the API writes it.
    var document: JSONValue {
        .object([
            "process": .string(process), "stage": .string(stage), "label": .string(label.zh),
            "label_en": .optional(label.en), "items": .array(items.map(\.document)), "met": .bool(isMet),
            "needs_approval": .bool(needsApproval),
            "approver": approver.map { ["id": .int($0.id), "label": .string($0.name)] } ?? .null,
            "obstacles": .array(
                obstacles.map {
                    ["key": .string($0.key), "label": .string($0.label.zh), "label_en": .optional($0.label.en)]
                }),
        ])
    }

    /// A refused move as a problem with the whole tick list.
    var problem: Problem {
        var problem = Problem(
            .gateRefused,
            items: missing.map {
                Problem.Item(
                    field: $0.field, code: $0.code, detail: $0.text.zh, detailEn: $0.text.en ?? $0.text.zh,
                    mend: $0.mend.zh, mendEn: $0.mend.en ?? $0.mend.zh)
            })
        problem.extra["items"] = .array(items.map(\.document))
        problem.extra["stage"] = .string(stage)
        return problem
    }
}

extension GateItem {
    var document: JSONValue {
        .object([
            "code": .string(code), "text": .string(text.zh), "text_en": .optional(text.en), "mend": .string(mend.zh),
            "mend_en": .optional(mend.en), "field": .optional(field), "kind": .optional(kind), "met": .bool(met),
            "blocking": .bool(isBlocking),
        ])
    }
}
