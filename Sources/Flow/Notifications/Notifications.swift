public import Definitions
import FormulaLanguage
public import Records
import SQLText
import Storage

/// What people are told, at most once while they have not read it (rule 9).
public enum Notifications {
    /// How soon somebody should look.
    public enum Urgency: String, Sendable, Hashable, CaseIterable, Codable {
        /// Pushed at once, at any hour.
        case now
        /// Pushed in waking hours.
        case today
        /// In the list only.
        case digest
    }

    /// Tells people something, in Chinese.
    public static func send(
        to receivers: [Int64], kind: String, urgency: Urgency, title: String, body: String, object: String? = nil,
        recordID: Int64? = nil, dedupeKey: String? = nil, in change: Change
    ) throws {
        let news = Message(
            kind: kind, urgency: urgency, title: Label(title), body: Label(body), object: object, recordID: recordID,
            dedupeKey: dedupeKey)
        try send(news, to: receivers, in: change)
    }

    /// Tells people something.
    ///
    /// An unread notification with the same dedupe key is replaced; one with
    /// the same digest key becomes a digest of both. Receivers who are no
    /// longer active hear nothing, and nobody hears the same twice.
    public static func send(_ message: Message, to receivers: [Int64], in change: Change) throws {
        var seen: Set<Int64> = []
        for user in receivers where seen.insert(user).inserted {
            guard change.directory.member(user)?.isActive ?? false else { continue }
            try deliver(message, to: user, in: change)
        }
    }

    private static func deliver(_ message: Message, to user: Int64, in change: Change) throws {
        var message = message
        var count: Int64 = 1
        if let key = message.digest?.key ?? message.dedupeKey, let unread = try unread(user, key, in: change) {
            try change.connection.execute("DELETE FROM notification WHERE id = \(unread.id)")
            if let digest = message.digest {
                count = unread.count + 1
                message.title = digest.title(count: Int(count))
                message.body = Label("其中最近一条:\(message.body.zh)", en: "The latest: \(message.body.english)")
                message.object = digest.object ?? message.object
                message.recordID = nil
            }
        }
        let id = try insert(message, to: user, count: count, in: change)
        try announce(id, message, to: user, in: change)
        // What replaces something unread has been pushed before.
        if count == 1 { try Outbox.push(message, notification: id, to: user, in: change) }
    }

    private static func unread(
        _ user: Int64, _ key: String, in change: Change
    ) throws -> (id: Int64, count: Int64)? {
        try change.connection.first(
            """
            SELECT id, count FROM notification
            WHERE user_id = \(user) AND dedupe_key = \(key) AND read_at IS NULL
            """
        ) { (id: $0.integer(0) ?? 0, count: $0.integer(1) ?? 1) }
    }

    private static func insert(_ message: Message, to user: Int64, count: Int64, in change: Change) throws -> Int64 {
        try change.connection.insert(
            """
            INSERT INTO notification
              (user_id, kind, urgency, title, body, title_en, body_en, object, record_id, dedupe_key, count, created_at)
            VALUES (\(user), \(message.kind), \(message.urgency.rawValue), \(message.title.zh), \(message.body.zh),
              \(message.title.en.sqlValue), \(message.body.en.sqlValue), \(message.object.sqlValue), \(message.recordID.sqlValue),
              \((message.digest?.key ?? message.dedupeKey).sqlValue), \(count), \(change.now.milliseconds))
            """)
    }

    private static func announce(_ id: Int64, _ message: Message, to user: Int64, in change: Change) throws {
        try change.tell(
            [user],
            LiveMessage(
                kind: "notification",
                payload: .object([
                    "id": .int(id), "kind": .string(message.kind), "urgency": .string(message.urgency.rawValue),
                    "title": .string(message.title.zh), "object": .optional(message.object),
                    "record_id": .optional(message.recordID),
                ])))
    }
}

extension Notifications {
    /// One piece of news.
    public struct Message: Sendable, Hashable {
        public var kind: String
        public var urgency: Urgency
        public var title: Label
        public var body: Label
        public var object: String?
        public var recordID: Int64?
        /// Replaces the unread one with the same key.
        public var dedupeKey: String?
        /// Where set, several become one digest with a count.
        public var digest: Digest?

        public init(
            kind: String, urgency: Urgency, title: Label, body: Label, object: String? = nil, recordID: Int64? = nil,
            dedupeKey: String? = nil, digest: Digest? = nil
        ) {
            self.kind = kind
            self.urgency = urgency
            self.title = title
            self.body = body
            self.object = object
            self.recordID = recordID
            self.dedupeKey = dedupeKey
            self.digest = digest
        }
    }
}
