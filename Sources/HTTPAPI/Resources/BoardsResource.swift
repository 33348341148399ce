import FormulaLanguage
import Hummingbird
import MetricLayer
import Records

/// Boards and the records behind their numbers.
enum BoardsResource {
    private static let problems: [ProblemCode] = [.notFound, .recordInvalid, .recordForbidden, .recordNotFound]
    private static let narrowing: [QueryParameter] = [
        QueryParameter("period", .text(max: 40), "期间，如 this_month、last_30_days、2026-01-01..2026-03-31", "A period"),
        QueryParameter("team", .text(max: 40), "部门标识或编号", "A unit's key or id"),
        QueryParameter("user", .id, "人员编号", "A person's id"),
        QueryParameter("f.*", .text(max: 2000), "按字段筛选", "By field"),
    ]

    static let routes: [Route] = [
        Route(
            method: .get, path: "/boards", id: "listBoards", tag: "boards", summary: Words("看板列表", "Boards"),
            access: .member, answer: .json(200, .named("BoardList"), Words("可见的看板", "Those I may see")), handler: list),
        Route(
            method: .get, path: "/boards/{key}", id: "readBoard", tag: "boards",
            summary: Words("看板数据", "A board with its numbers"), access: .member, query: narrowing,
            answer: .json(200, .named("Board"), Words("各组件数据", "Its widgets' data")), problems: problems,
            handler: read),
        Route(
            method: .get, path: "/metrics/{key}/records", id: "listMetricRecords", tag: "boards",
            summary: Words("指标背后的记录", "The records behind a number"), access: .member,
            query: narrowing + [
                QueryParameter("group", .text(max: 200), "分组，如 stage:negotiation、owner:7", "A group of the widget"),
                QueryParameter("part", .choice(["numerator", "denominator"]), "比率的分子或分母", "Half of a ratio"),
                QueryParameter("cursor", .text(max: 2000), "上一页的 next_cursor", "The last page's next_cursor"),
                QueryParameter("limit", .integer(1...200), "每页条数，默认 50", "Items per page, default 50"),
            ],
            answer: .json(200, .named("MetricRecords"), Words("记录与合计", "Records, and the total")),
            problems: problems, handler: records),
    ]

    private static func list(_ call: Call) async throws -> Response {
        let member = try call.member
        return .json(Boards.list(as: member.viewer, in: member.workspace.schema))
    }

    private static func read(_ call: Call) async throws -> Response {
        let (member, key, filters) = try (call.member, call.key(), filters(call))
        let period = call.query["period"]
        let answer = try await member.workspace.read { reading in
            try Boards.data(key, period: parse(period, reading), filters: filters, as: member.viewer, in: reading)
        }
        return .json(answer)
    }

    private static func records(_ call: Call) async throws -> Response {
        let (member, key, query, filters) = try (call.member, call.key(), call.query, filters(call))
        let answer = try await member.workspace.read { reading in
            let request = MetricRecordsRequest(
                period: try parse(query["period"], reading), filters: filters, group: query["group"],
                part: query["part"].flatMap { MetricRecordsRequest.Part(rawValue: $0) }, cursor: query["cursor"],
                limit: Int(query.int("limit") ?? 50))
            return try Metrics.records(key, request, as: member.viewer, in: reading)
        }
        return .json(answer)
    }

    private static func filters(_ call: Call) throws -> MetricFilters {
        let fields = call.query.family("f.").map {
            ($0.name, $0.value.split(separator: ",").map(String.init))
        }
        return MetricFilters(
            team: call.query["team"], user: call.query.int("user"),
            fields: Dictionary(fields, uniquingKeysWith: { first, _ in first }))
    }

    private static func parse(_ text: String?, _ reading: Reading) throws -> Period? {
        guard let text else { return nil }
        guard let period = Period.reading(text, today: reading.zone.date(of: reading.now)) else {
            throw Problem.parameter("period", "没有这个期间", "there is no such period")
        }
        return period
    }
}
