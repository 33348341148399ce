import Definitions
import SQLText
import Storage

/// Somebody beside the owner who works on a record.
public struct RecordShare: Sendable, Hashable {
    /// What a share allows.
    public enum Level: String, Sendable, Hashable, CaseIterable {
        case read, write
    }

    public var userID: Int64
    public var level: Level

    public init(userID: Int64, level: Level) {
        self.userID = userID
        self.level = level
    }
}

extension Change {
    /// Lets somebody else see or change a record and what hangs below it.
    ///
    /// - Parameter level: nil takes the share away.
    /// - Throws: ``RecordError`` where the actor may not change the record.
    public func share(_ object: String, _ id: Int64, with userID: Int64, level: RecordShare.Level?) throws {
        let record = try reading.record(object, id)
        try Rights(change: self, plan: runtime.plan(object), system: false).requireWrite(record)
        guard directory.member(userID) != nil else {
            throw RecordError.invalid("share.user", "没有这位成员", "There is no such member", field: "user")
        }
        if let level {
            try connection.execute(
                """
                INSERT INTO record_share (object, record_id, user_id, level)
                VALUES (\(object), \(id), \(userID), \(level.rawValue))
                ON CONFLICT (object, record_id, user_id) DO UPDATE SET level = excluded.level
                """)
        } else {
            try connection.execute(
                "DELETE FROM record_share WHERE object = \(object) AND record_id = \(id) AND user_id = \(userID)")
        }
        try audit(
            "record.shared", object: object, id: id,
            payload: ["user": .int(userID), "level": .optional(level?.rawValue)])
    }
}

extension Reading {
    /// Who shares a record.
    public func shares(of object: String, _ id: Int64) throws -> [RecordShare] {
        try connection.rows(
            "SELECT user_id, level FROM record_share WHERE object = \(object) AND record_id = \(id) ORDER BY user_id"
        ) { RecordShare(userID: $0.integer(0) ?? 0, level: .init(rawValue: $0.text(1) ?? "") ?? .read) }
    }
}
