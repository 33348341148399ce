import Definitions
import Flow
import FormulaLanguage
import Hummingbird
import Records

/// Files that prove what a stage asks for.
enum EvidenceResource {
    private static let problems: [ProblemCode] = [.notFound, .recordInvalid, .recordForbidden, .recordNotFound]

    static let routes: [Route] = [
        Route(
            method: .get, path: "/objects/{object}/records/{id}/evidence", id: "listEvidence", tag: "stages",
            summary: Words("凭证列表", "Evidence of a record"), access: .member,
            answer: .json(200, .named("EvidenceList"), Words("凭证，新的在前", "Newest first")), problems: problems,
            handler: list),
        Route(
            method: .post, path: "/objects/{object}/records/{id}/evidence", id: "addEvidence", tag: "stages",
            summary: Words("上传凭证", "Put a file forward as evidence"), access: .member,
            body: .json(
                .object([
                    .required("kind", .text(max: 60, min: 1)), .required("file_id", .id),
                    .optional("note", .nullable(.text(max: 500))),
                ]), limit: 8192),
            answer: .json(201, .named("EvidenceList"), Words("全部凭证", "All evidence afterwards")),
            problems: problems + [.automationLoop], headers: [.idempotencyKey], handler: add),
    ]

    private static func list(_ call: Call) async throws -> Response {
        let (member, object, id) = try (call.member, call.object.key, call.id())
        let answer = try await member.workspace.read { reading in
            _ = try reading.visibleRecord(object, id, as: member.viewer)
            return try document(object, id, reading)
        }
        return .json(answer)
    }

    private static func add(_ call: Call) async throws -> Response {
        let (object, id, body) = try (call.object.key, call.id(), call.body)
        return try await call.write { change, viewer in
            let file = body["file_id"]?.int ?? 0
            try change.reading.requireOwnUpload(file, of: viewer)
            try Evidence.add(
                object, id, kind: body["kind"]?.string ?? "", fileID: file, note: body["note"]?.string, in: change)
            return Outcome(status: .created, value: try document(object, id, change.reading))
        }
    }

    private static func document(_ object: String, _ id: Int64, _ reading: Reading) throws -> JSONValue {
        let items = try Evidence.list(object, id, in: reading.connection).map { row -> JSONValue in
            .object([
                "id": .int(row.id), "kind": .string(row.kind), "stage": .optional(row.stage),
                "file": ["id": .int(row.fileID), "name": .string(row.fileName)], "note": .optional(row.note),
                "added_by": reading.label(of: row.addedBy), "added_at": .int(row.addedAt.milliseconds),
            ])
        }
        return ["items": .array(items)]
    }
}
