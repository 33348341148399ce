import Flow
import FormulaLanguage
import Hummingbird
import Records

/// What somebody was told.
enum NotificationsResource {
    static let routes: [Route] = [
        Route(
            method: .get, path: "/notifications", id: "listNotifications", tag: "notifications",
            summary: Words("通知列表", "My notifications"), access: .member,
            query: [
                QueryParameter("unread", .boolean, "1 表示只看未读", "1 for unread only"),
                QueryParameter("before", .id, "上一页最后一条的编号", "Id where the page before ended"),
                QueryParameter("limit", .integer(1...200), "每页条数，默认 50", "Items per page, default 50"),
            ],
            answer: .json(200, .named("NotificationList"), Words("通知，新的在前", "Newest first")), handler: list),
        Route(
            method: .post, path: "/notifications/read", id: "readNotifications", tag: "notifications",
            summary: Words("标记已读", "Mark as read"), access: .member,
            body: .json(.object([.optional("ids", .array(.id, max: 500)), .optional("all", .boolean)]), limit: 16_384),
            answer: .empty(Words("已标记", "Marked")), handler: markRead),
    ]

    private static func list(_ call: Call) async throws -> Response {
        let (member, query) = (try call.member, call.query)
        let limit = Int(query.int("limit") ?? 50)
        let user = member.viewer.member.id
        let answer = try await member.workspace.read { reading -> JSONValue in
            let rows = try Notifications.list(
                for: user, unreadOnly: query.flag("unread"), before: query.int("before"), limit: limit,
                in: reading.connection)
            let unread = try Notifications.unreadCount(for: user, in: reading.connection)
            let next = rows.count == limit ? rows.last.map { String($0.id) } : nil
            return ["items": .array(rows.map(document)), "next_cursor": .optional(next), "unread": .int(Int64(unread))]
        }
        return .json(answer)
    }

    private static func markRead(_ call: Call) async throws -> Response {
        let (member, body) = (try call.member, call.body)
        let user = member.viewer.member.id
        try await member.workspace.change(by: member.actor) { change in
            if body["all"]?.bool == true {
                try Notifications.markAllRead(for: user, in: change)
            } else {
                try Notifications.markRead((body["ids"]?.array ?? []).compactMap(\.int), for: user, in: change)
            }
        }
        return .done
    }

    private static func document(_ row: NotificationRow) -> JSONValue {
        .object([
            "id": .int(row.id), "kind": .string(row.kind), "urgency": .string(row.urgency.rawValue),
            "title": .string(row.title), "body": .string(row.body), "title_en": .optional(row.titleEn),
            "body_en": .optional(row.bodyEn), "object": .optional(row.object), "record_id": .optional(row.recordID),
            "count": .int(Int64(row.count)), "created_at": .int(row.createdAt.milliseconds),
            "read_at": .optional(row.readAt?.milliseconds),
        ])
    }
}
