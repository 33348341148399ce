import Definitions
import Flow
import FormulaLanguage
import Hummingbird
import Leads
import Records

/// What a record's page shows beside its fields.
enum RecordPagesResource {
    private static let problems: [ProblemCode] = [.notFound, .recordInvalid, .recordForbidden, .recordNotFound]
    private static let paging: [QueryParameter] = [
        QueryParameter("before", .id, "上一页最后一条的编号", "Id where the page before ended"),
        QueryParameter("limit", .integer(1...200), "每页条数，默认 50", "Items per page, default 50"),
    ]

    static let routes: [Route] = [
        page("timeline", "readTimeline", Words("时间线", "Timeline"), "Timeline", query: paging, timeline),
        page(
            "history", "readHistory", Words("字段修改历史", "Changes per field"), "History",
            query: paging + [QueryParameter("field", .text(max: 40), "只看一个字段", "One field only")], history),
        page("audit", "readAudit", Words("审计记录", "Audit trail"), "Audit", query: paging, audit),
        page("related", "readRelated", Words("相关记录", "Related records"), "Related", query: [], related),
        page("score", "readScore", Words("评分明细", "How the score came about"), "Score", query: [], score),
        page("routing", "readRouting", Words("分发日志", "Why this owner"), "RoutingList", query: [], routing),
        page("deadlines", "readDeadlines", Words("时限", "Deadlines"), "DeadlineList", query: [], deadlines),
        Route(
            method: .get, path: "/routing/{id}/replay", id: "replayRouting", tag: "records",
            summary: Words("重演一次分发", "Decide a distribution again"), access: .member,
            answer: .json(200, .named("RoutingReplay"), Words("重演结果", "What comes out")), problems: problems,
            handler: replay),
    ]

    private static func page(
        _ name: String, _ id: String, _ summary: Words, _ schema: String, query: [QueryParameter],
        _ handler: @escaping @Sendable (Call) async throws -> Response
    ) -> Route {
        Route(
            method: .get, path: "/objects/{object}/records/{id}/\(name)", id: id, tag: "records", summary: summary,
            access: .member, query: query, answer: .json(200, .named(schema), summary), problems: problems,
            handler: handler)
    }

    /// Reads something of a record that the viewer may see.
    private static func read(
        _ call: Call, _ body: @escaping @Sendable (Reading, Record, Viewer) throws -> JSONValue
    ) async throws -> Response {
        let (member, object, id) = try (call.member, call.object.key, call.id())
        let answer = try await member.workspace.read { reading in
            try body(reading, reading.visibleRecord(object, id, as: member.viewer), member.viewer)
        }
        return .json(answer)
    }

    private static func timeline(_ call: Call) async throws -> Response {
        let (before, limit) = (call.query.int("before"), Int(call.query.int("limit") ?? 50))
        return try await read(call) { reading, record, viewer in
            try reading.timeline(record.object.key, record.id, as: viewer, before: before, limit: limit)
        }
    }

    private static func history(_ call: Call) async throws -> Response {
        let (before, limit) = (call.query.int("before"), Int(call.query.int("limit") ?? 50))
        let field = call.query["field"]
        return try await read(call) { reading, record, viewer in
            try reading.history(
                record.object.key, record.id, field: field, as: viewer, before: before, limit: limit)
        }
    }

    private static func audit(_ call: Call) async throws -> Response {
        let (before, limit) = (call.query.int("before"), Int(call.query.int("limit") ?? 50))
        return try await read(call) { reading, record, viewer in
            guard viewer.role.administers || record.ownerID == viewer.member.id else {
                throw RecordError.forbidden(
                    "只有管理员和负责人可以查看审计记录", "Only administrators and the owner see the audit trail")
            }
            return try reading.audit(record.object.key, record.id, as: viewer, before: before, limit: limit)
        }
    }

    private static func related(_ call: Call) async throws -> Response {
        let (member, object, id) = try (call.member, call.object.key, call.id())
        let bytes = try await member.workspace.read { reading in
            var bytes = Array("{\"items\":[".utf8)
            for (index, group) in try reading.related(object, id, as: member.viewer).enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                group.write(to: &bytes)
            }
            bytes.append(contentsOf: "]}".utf8)
            return bytes
        }
        return .json(bytes: bytes)
    }

    private static func score(_ call: Call) async throws -> Response {
        try await read(call) { reading, record, _ in try LeadReports.score(record.object.key, record.id, in: reading) }
    }

    private static func routing(_ call: Call) async throws -> Response {
        try await read(call) { reading, record, _ in try LeadReports.routing(record.object.key, record.id, in: reading)
        }
    }

    private static func replay(_ call: Call) async throws -> Response {
        let (member, id) = try (call.member, call.id())
        let answer = try await member.workspace.read { reading in
            let found = try LeadReports.replay(id, in: reading)
            _ = try reading.visibleRecord(found.object, found.recordID, as: member.viewer)
            return found.answer
        }
        return .json(answer)
    }

    private static func deadlines(_ call: Call) async throws -> Response {
        try await read(call) { reading, record, _ in
            let rows = try Deadlines.list(record.object.key, record.id, in: reading.connection)
            return ["items": .array(rows.map { document($0, reading) })]
        }
    }

    private static func document(_ row: DeadlineRow, _ reading: Reading) -> JSONValue {
        let (label, machine) = (Deadlines.label(row, in: reading.schema), row.machine)
        return .object([
            "id": .int(row.id), "sla": .string(row.sla), "label": .string(label.zh), "label_en": .optional(label.en),
            "state": .string(machine.state.rawValue), "anchor_at": .int(machine.anchorAt.milliseconds),
            "target_at": .int(machine.targetAt.milliseconds), "hard_at": .int(machine.hardAt.milliseconds),
            "met_at": .optional(machine.metAt?.milliseconds),
            "escalated_at": .optional(machine.escalatedAt?.milliseconds),
            "minutes": .optional(row.minutes.map { Int64($0) }), "target_minutes": .int(Int64(row.targetMinutes)),
            "owner": machine.ownerID.map { reading.label(of: .user($0)) } ?? .null,
        ])
    }
}
