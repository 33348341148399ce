public import FormulaLanguage
public import Records
import SQLText
public import Storage

/// One notification as a person sees it.
public struct NotificationRow: Sendable, Hashable {
    public let id: Int64
    public let kind: String
    public let urgency: Notifications.Urgency
    public let title: String
    public let body: String
    /// English texts; nil where there are none.
    public let titleEn: String?
    public let bodyEn: String?
    public let object: String?
    public let recordID: Int64?
    /// How many pieces of news it stands for.
    public let count: Int
    public let createdAt: Instant
    public let readAt: Instant?
}

extension Notifications {
    /// A person's notifications, newest first.
    ///
    /// - Parameters:
    ///   - before: the id where the page before ended; nil for the newest.
    ///   - limit: 1…200.
    public static func list(
        for user: Int64, unreadOnly: Bool = false, before: Int64? = nil, limit: Int = 50, in connection: any Connection
    ) throws -> [NotificationRow] {
        let unread: SQL = unreadOnly ? " AND read_at IS NULL" : .empty
        return try connection.rows(
            """
            SELECT id, kind, urgency, title, body, title_en, body_en, object, record_id, count, created_at, read_at
            FROM notification WHERE user_id = \(user) AND id < \(before ?? .max)\(unread)
            ORDER BY id DESC LIMIT \(min(max(limit, 1), 200))
            """, row)
    }

    /// How many a person has not read, up to `limit`.
    public static func unreadCount(for user: Int64, limit: Int = 100, in connection: any Connection) throws -> Int {
        Int(
            try connection.integer(
                """
                SELECT COUNT(*) FROM (
                  SELECT 1 FROM notification WHERE user_id = \(user) AND read_at IS NULL LIMIT \(limit)
                ) AS unread
                """) ?? 0)
    }

    /// Marks some of a person's own notifications as read.
    public static func markRead(_ ids: [Int64], for user: Int64, in change: Change) throws {
        guard !ids.isEmpty else { return }
        try change.connection.execute(
            """
            UPDATE notification SET read_at = \(change.now.milliseconds)
            WHERE user_id = \(user) AND read_at IS NULL AND id IN (\(values: ids))
            """)
    }

    /// Marks all of a person's notifications as read.
    public static func markAllRead(for user: Int64, in change: Change) throws {
        try change.connection.execute(
            """
            UPDATE notification SET read_at = \(change.now.milliseconds)
            WHERE user_id = \(user) AND read_at IS NULL
            """)
    }

    private static func row(_ row: any Row) -> NotificationRow {
        NotificationRow(
            id: row.integer(0) ?? 0, kind: row.text(1) ?? "", urgency: Urgency(rawValue: row.text(2) ?? "") ?? .today,
            title: row.text(3) ?? "", body: row.text(4) ?? "", titleEn: row.text(5), bodyEn: row.text(6),
            object: row.text(7), recordID: row.integer(8), count: Int(row.integer(9) ?? 1),
            createdAt: Instant(milliseconds: row.integer(10) ?? 0),
            readAt: row.integer(11).map { Instant(milliseconds: $0) })
    }
}
