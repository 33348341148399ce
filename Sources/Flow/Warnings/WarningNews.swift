import Definitions
import FormulaLanguage
import Records

/// What owner and manager are told of a record's warnings: one message.
struct WarningNews {
    let change: Change
    let record: Record
    let board: WarningBoard
    /// What has just been raised.
    let new: [WarningDefinition]

    /// - Parameter dueAt: when the first of them was due; long ago after a
    ///   downtime, and then people get a digest.
    func send(dueAt: Instant) throws {
        guard let reason = board.reason, let worst = new.first(where: { $0.level == .red }) ?? new.first else { return }
        let object = record.object.label
        let isLate = change.now.milliseconds - dueAt.milliseconds > Catch.upAfter
        let message = Notifications.Message(
            kind: "warning.raised", urgency: .today,
            title: Label("\(record.title):\(reason.zh)", en: "\(record.title): \(reason.english)"),
            body: worst.advice, object: record.object.key, recordID: record.id,
            dedupeKey: "warning:\(record.object.key):\(record.id)",
            digest: isLate
                ? Digest(
                    key: "digest:warning:\(record.object.key)",
                    title: Label("{n} 条\(object.zh)需要跟进", en: "{n} × \(object.english) need attention"),
                    object: record.object.key) : nil)
        try Notifications.send(message, to: receivers, in: change)
    }

    private var receivers: [Int64] {
        let owner = record.ownerID
        let manager = owner.flatMap { change.directory.member($0) }.flatMap { change.directory.manager(of: $0) }
        let wanted = Set(new.flatMap(\.notify))
        return [wanted.contains(.owner) ? owner : nil, wanted.contains(.manager) ? manager?.id : nil].compactMap { $0 }
    }
}
