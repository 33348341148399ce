import Definitions
import FormulaLanguage
import Records

/// What people are told about a deadline, and the events it leaves.
struct DeadlineNews {
    let change: Change
    let row: DeadlineRow
    let sla: SLADefinition?

    private var label: Label { sla?.label ?? Label(row.sla) }
    private var title: String { (try? change.standing(row.object, row.recordID)?.title) ?? "" }
    private var ownerName: String { row.machine.ownerID.flatMap { change.directory.member($0)?.name } ?? "" }

    private func digest(_ kind: String, zh: String, en: String, late: Bool) -> Digest? {
        guard late else { return nil }
        let object = change.schema.object(row.object)?.label ?? Label(row.object)
        return Digest(
            key: "digest:\(kind):\(row.object)",
            title: Label("{n} 条\(object.zh)\(zh)", en: "{n} × \(object.english) \(en)"), object: row.object)
    }

    private func isLate(_ due: Instant) -> Bool {
        change.now.milliseconds - due.milliseconds > Catch.upAfter
    }

    /// Tells the owner that the target has passed and when it escalates.
    func remind(_ owner: Int64) throws {
        let hard = DurationText.moment(row.machine.hardAt, change.zone)
        try Notifications.send(
            .init(
                kind: "deadline.target", urgency: .now,
                title: Label("\(title):\(label.zh)已到时间", en: "\(title): \(label.english) is due"),
                body: Label(
                    "\(hard.zh) 前联系客户,就不会升级给主管", en: "Contact the customer by \(hard.english) and nothing is escalated"),
                object: row.object, recordID: row.recordID, dedupeKey: "deadline:\(row.id)",
                digest: digest("deadline.target", zh: "已到首触时间", en: "are due", late: isLate(row.machine.targetAt))),
            to: [owner], in: change)
    }

    /// Leaves the event and tells the level above and the owner.
    func escalate() throws {
        let hours = DurationText.minutes(row.hardMinutes)
        try change.emit(
            "\(row.object).escalated", on: row.object, row.recordID,
            payload: [
                "deadline": .int(row.id), "sla": .string(row.sla), "to": .optional(row.escalatedTo),
                "minutes": .int(Int64(row.hardMinutes)),
            ])
        let late = isLate(row.machine.hardAt)
        try Notifications.send(
            .init(
                kind: "deadline.escalated", urgency: .now,
                title: Label("\(title) 超过 \(hours.zh)未联系", en: "\(title): no contact for \(hours.english)"),
                body: Label(
                    "负责人 \(ownerName),\(label.zh)。可以提醒、改派或自己联系",
                    en: "Owner: \(ownerName), \(label.english). Remind, reassign or call yourself"),
                object: row.object, recordID: row.recordID, dedupeKey: "escalation:\(row.id)",
                digest: digest("deadline.escalated", zh: "超时未联系", en: "without contact", late: late)),
            to: row.escalatedTo.map { [$0] } ?? [], in: change)
        try Notifications.send(
            .init(
                kind: "deadline.escalated", urgency: .today,
                title: Label("\(title) 已同步给主管", en: "\(title): your manager has been told"),
                body: Label("\(label.zh)已满 \(hours.zh),现在联系仍然来得及", en: "\(label.english): it is not too late to call"),
                object: row.object, recordID: row.recordID, dedupeKey: "deadline:\(row.id)",
                digest: digest("deadline.own", zh: "已同步给主管", en: "passed to your manager", late: late)),
            to: row.machine.ownerID.map { [$0] } ?? [], in: change)
    }

    /// Takes an escalation back in front of everybody who heard of it.
    func withdraw(touchedAt moment: Instant) throws {
        try change.emit(
            "deadline.withdrawn", on: row.object, row.recordID,
            payload: [
                "deadline": .int(row.id), "sla": .string(row.sla), "to": .optional(row.escalatedTo),
                "touched_at": .int(moment.milliseconds), "minutes": .int(Int64(row.minutes ?? 0)),
            ])
        let time = DurationText.moment(moment, change.zone)
        let receivers = [row.escalatedTo, row.machine.ownerID].compactMap { $0 }
        try Notifications.send(
            .init(
                kind: "deadline.withdrawn", urgency: .today,
                title: Label("\(title):升级已撤回", en: "\(title): escalation withdrawn"),
                body: Label(
                    "\(ownerName) 在 \(time.zh) 已联系客户,记录刚刚同步,这次升级不算数",
                    en: "\(ownerName) contacted the customer at \(time.english); the entry has just been synchronised"),
                object: row.object, recordID: row.recordID, dedupeKey: "escalation:\(row.id)"),
            to: receivers, in: change)
    }
}
