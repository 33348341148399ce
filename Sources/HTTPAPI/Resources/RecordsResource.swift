import Definitions
import Hummingbird
import Records

/// Records of every object: list, count, read and write.
enum RecordsResource {
    private static let refusals: [ProblemCode] = [.notFound, .recordInvalid, .recordForbidden, .recordNotFound]
    private static let writes: [ProblemCode] =
        refusals + [.recordDuplicate, .automationLoop, .gateRefused, .formulaInvalid]
    private static let values = Shape.Member.required("values", .map(.any, max: 300), "字段标识 → 值")

    static let routes: [Route] = [
        Route(
            method: .get, path: "/objects/{object}/records", id: "listRecords", tag: "records",
            summary: Words("记录列表", "List records"), access: .member,
            query: ListParameters.filters + ListParameters.paging,
            answer: .json(200, .named("RecordList"), Words("一页记录", "One page")),
            problems: refusals + [.formulaInvalid], handler: list),
        Route(
            method: .get, path: "/objects/{object}/count", id: "countRecords", tag: "records",
            summary: Words("记录数与合计", "How many, and sums"), access: .member,
            query: ListParameters.filters + [
                QueryParameter("exact", .boolean, "1 表示精确计数", "1 to count all"),
                QueryParameter("sum", .text(max: 400), "要合计的字段，逗号分隔", "Fields to sum, separated by commas"),
            ],
            answer: .json(200, .named("RecordCount"), Words("条数，超过 1000 时截断", "The number, capped at 1000")),
            problems: refusals + [.formulaInvalid], handler: count),
        Route(
            method: .post, path: "/objects/{object}/records", id: "createRecord", tag: "records",
            summary: Words("新建记录", "Create a record"), access: .member,
            body: .json(.object([values, .optional("client_key", .text(max: 64, min: 8, pattern: .token))])),
            answer: .json(201, .named("Record"), Words("新记录", "The new record")), problems: writes,
            headers: [.idempotencyKey], handler: create),
        Route(
            method: .get, path: "/objects/{object}/records/{id}", id: "readRecord", tag: "records",
            summary: Words("记录详情", "Read a record"), access: .member,
            answer: .json(200, .named("Record"), Words("记录", "The record")), problems: refusals, handler: read),
        Route(
            method: .patch, path: "/objects/{object}/records/{id}", id: "updateRecord", tag: "records",
            summary: Words("修改记录", "Change a record"), access: .member, body: .json(.object([values])),
            answer: .json(200, .named("Record"), Words("修改后的记录", "The record afterwards")), problems: writes,
            headers: [.ifMatch, .idempotencyKey], handler: update),
        Route(
            method: .delete, path: "/objects/{object}/records/{id}", id: "deleteRecord", tag: "records",
            summary: Words("移入回收站", "Move it to the recycle bin"), access: .member,
            answer: .empty(Words("已移入回收站", "It is in the recycle bin")), problems: writes,
            headers: [.ifMatch], handler: delete),
        Route(
            method: .post, path: "/objects/{object}/records/{id}/restoration", id: "restoreRecord", tag: "records",
            summary: Words("从回收站恢复", "Take it back out of the recycle bin"), access: .member,
            answer: .json(200, .named("Record"), Words("恢复的记录", "The record")), problems: writes,
            handler: restore),
    ]

    private static func list(_ call: Call) async throws -> Response {
        let (member, object) = try (call.member, call.object)
        let request = try ListParameters.request(call, object: object, schema: member.workspace.schema)
        let bytes = try await member.workspace.read { reading in
            var bytes: [UInt8] = []
            _ = try reading.list(request, as: member.viewer, into: &bytes)
            return bytes
        }
        return .json(bytes: bytes)
    }

    private static func count(_ call: Call) async throws -> Response {
        let (member, object) = try (call.member, call.object)
        let request = try ListParameters.request(call, object: object, schema: member.workspace.schema)
        let sums = call.query["sum"]?.split(separator: ",").map(String.init) ?? []
        let isExact = call.query.flag("exact")
        let answer = try await member.workspace.read { reading in
            try reading.countDocument(request, sums: sums, isExact: isExact, as: member.viewer)
        }
        return .json(answer)
    }

    private static func create(_ call: Call) async throws -> Response {
        let object = try call.object
        let values = try RecordValues.decode(call.body["values"], for: object)
        let clientKey = call.body["client_key"]?.string
        return try await call.write { change, viewer in
            let record = try change.insert(object.key, values, clientKey: clientKey)
            return try Outcome(status: .created, record: record, in: change, as: viewer)
        }
    }

    private static func read(_ call: Call) async throws -> Response {
        let (member, object, id) = try (call.member, call.object.key, call.id())
        let answer = try await member.workspace.read { reading in
            let version = try reading.visibleRecord(object, id, as: member.viewer).version
            var bytes: [UInt8] = []
            try reading.record(object, id, as: member.viewer, into: &bytes)
            return (bytes: bytes, version: version)
        }
        return .json(
            bytes: answer.bytes, headers: [.eTag: "\"\(answer.version)\"", .cacheControl: "private, no-cache"])
    }

    private static func update(_ call: Call) async throws -> Response {
        let (object, id, version) = try (call.object, call.id(), call.expectedVersion())
        let values = try RecordValues.decode(call.body["values"], for: object)
        return try await call.telling(object.key, id) {
            try await call.write { change, viewer in
                let record = try change.update(object.key, id, values, version: version)
                return try Outcome(record: record, in: change, as: viewer)
            }
        }
    }

    private static func delete(_ call: Call) async throws -> Response {
        let (member, object, id, version) = try (call.member, call.object.key, call.id(), call.expectedVersion())
        return try await call.telling(object, id) {
            _ = try await member.workspace.change(by: member.actor) { change in
                try change.delete(object, id, version: version).id
            }
            return .done
        }
    }

    private static func restore(_ call: Call) async throws -> Response {
        let (object, id) = try (call.object.key, call.id())
        return try await call.write { change, viewer in
            try Outcome(record: change.restore(object, id), in: change, as: viewer)
        }
    }
}

extension Reading {
    /// `{"count":1000,"capped":true,"sums":{…}}`
    func countDocument(
        _ request: ListRequest, sums: [String], isExact: Bool, as viewer: Viewer
    ) throws -> JSONValue {
        let ceiling = 1000
        let count = try count(request, as: viewer, limit: isExact ? nil : ceiling + 1)
        let isCapped = !isExact && count > ceiling
        let totals = sums.isEmpty ? [:] : try total(request, sum: sums, as: viewer)
        let object = schema.object(request.object)
        let sums = totals.map { key, value in
            (key, object?.field(key).map { ValueCodec.json(value, for: $0) } ?? .null)
        }
        return [
            "count": .int(Int64(isCapped ? ceiling : count)), "capped": .bool(isCapped),
            "sums": .object(Dictionary(sums, uniquingKeysWith: { first, _ in first })),
        ]
    }
}

extension Call {
    /// The object that the path names, if the member may see any of it.
    var object: ObjectModel {
        get throws {
            let member = try member
            guard let object = member.workspace.schema.object(path("object")),
                member.viewer.scope(for: object.key, .read) != .none
            else { throw Problem(.notFound, "没有这个对象", "There is no such object", field: "object") }
            return object
        }
    }

    /// Runs a write; a stale one is answered with the record as it is now.
    func telling(
        _ object: String, _ id: Int64, _ body: () async throws -> Response
    ) async throws -> Response {
        do { return try await body() } catch let error as RecordError {
            guard case .conflict = error.kind else { throw error }
            let member = try member
            var problem = Problem(converting: error)
            problem.extra["current"] = try? await member.workspace.read { reading in
                try reading.record(object, id, as: member.viewer) as JSONValue
            }
            throw problem
        }
    }
}
