import Definitions
import FormulaLanguage
import Records

extension Outbox {
    /// Local minutes between which people may be disturbed (rule 9).
    static let wakingHours = 8 * 60..<21 * 60

    /// Sends a notification through every channel its receiver enabled: the
    /// names in `channels` of the member's settings.
    static func push(
        _ message: Notifications.Message, notification: Int64, to user: Int64, in change: Change
    ) throws {
        guard message.urgency != .digest else { return }
        for channel in enabledChannels(of: user, in: change) {
            try enqueue(
                channel: channel, key: "notification:\(notification):\(channel)",
                payload: .object([
                    "user_id": .int(user), "kind": .string(message.kind), "title": .string(message.title.zh),
                    "body": .string(message.body.zh), "object": .optional(message.object),
                    "record_id": .optional(message.recordID),
                ]),
                notBefore: message.urgency == .now ? nil : waking(change.now, change.zone), in: change)
        }
    }

    /// The moment itself in waking hours, else the next morning.
    static func waking(_ now: Instant, _ zone: WorkspaceZone) -> Instant {
        let minute = zone.minuteOfDay(of: now)
        if wakingHours.contains(minute) { return now }
        let today = zone.date(of: now)
        return zone.instant(
            minute < wakingHours.lowerBound ? today : today.adding(days: 1), minuteOfDay: wakingHours.lowerBound)
    }

    private static func enabledChannels(of user: Int64, in change: Change) -> [String] {
        change.directory.member(user)?.settings["channels"]?.array?.compactMap(\.string) ?? []
    }
}
