import Definitions
import Hummingbird
import Leads
import Records

/// Turning a lead into account, contact and opportunity.
enum ConversionResource {
    static let routes: [Route] = [
        Route(
            method: .post, path: "/objects/{object}/records/{id}/conversion", id: "convertRecord", tag: "records",
            summary: Words("转化", "Convert a record"), access: .member,
            answer: .json(201, .named("Conversion"), Words("生成或找到的记录", "The records made or found")),
            problems: [
                .notFound, .recordInvalid, .recordForbidden, .recordNotFound, .recordDuplicate, .automationLoop,
                .formulaInvalid, .gateRefused, .recordStale,
            ],
            headers: [.idempotencyKey], handler: convert)
    ]

    private static func convert(_ call: Call) async throws -> Response {
        let (object, id) = try (call.object.key, call.id())
        return try await call.write { change, _ in
            let result = try Conversion.convert(object, id, in: change)
            var answer: [String: JSONValue] = [:]
            for step in result {
                answer[step.name] = [
                    "object": .string(step.object), "id": .int(step.id), "title": .string(step.title),
                    "found": .bool(step.found),
                ]
            }
            return Outcome(status: .created, value: .object(answer))
        }
    }
}
