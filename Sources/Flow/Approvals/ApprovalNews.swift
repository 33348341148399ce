import Definitions
import Records

/// What people are told about an approval, and the events it leaves.
struct ApprovalNews {
    let change: Change
    let approval: ApprovalRow

    private var title: String { (try? change.standing(approval.object, approval.recordID)?.title) ?? "" }
    private var stage: Label {
        change.schema.process(of: approval.object)?.stage(approval.stage)?.label ?? Label(approval.stage)
    }

    private func name(_ user: Int64?) -> String {
        user.flatMap { change.directory.member($0)?.name } ?? "系统"
    }

    private func emit(_ kind: String, _ payload: [String: JSONValue]) throws {
        var payload = payload
        payload["approval"] = .int(approval.id)
        payload["stage"] = .string(approval.stage)
        try change.emit(kind, on: approval.object, approval.recordID, payload: .object(payload))
    }

    private func tell(_ receivers: [Int64?], kind: String, urgency: Notifications.Urgency, _ title: Label, _ body: Label)
        throws
    {
        try Notifications.send(
            .init(
                kind: kind, urgency: urgency, title: title, body: body, object: approval.object,
                recordID: approval.recordID, dedupeKey: "approval:\(approval.id)"),
            to: receivers.compactMap { $0 }, in: change)
    }

    func requested() throws {
        try emit("approval.requested", ["approver": .int(approval.approverID)])
        var receivers = [approval.approverID]
        if let role = approval.approverRole {
            receivers += change.directory.members.filter { $0.role == role }.map(\.id)
        }
        receivers.removeAll { $0 == approval.requestedBy }
        try tell(
            receivers, kind: "approval.requested", urgency: .now,
            Label("\(title) 申请进入“\(stage.zh)”", en: "\(title) asks to enter \"\(stage.english)\""),
            Label("\(name(approval.requestedBy)) 提交,请审批", en: "From \(name(approval.requestedBy)); please decide"))
    }

    func decided(_ isAccepted: Bool, comment: String) throws {
        try emit(
            "approval.decided",
            [
                "accepted": .bool(isAccepted), "comment": .string(comment),
                "by": .optional(change.actor.userID), "delegate": .bool(change.actor.userID != approval.approverID),
            ])
        let verdict = isAccepted ? Label("通过", en: "approved") : Label("未通过", en: "declined")
        let by = name(change.actor.userID)
        try tell(
            [approval.requestedBy], kind: "approval.decided", urgency: .now,
            Label(
                "\(title) 进入“\(stage.zh)”的审批\(verdict.zh)",
                en: "\(title), \"\(stage.english)\": \(verdict.english)"),
            Label(comment.isEmpty ? "\(by) 已处理" : "\(by):\(comment)", en: comment.isEmpty ? "By \(by)" : "\(by): \(comment)"))
    }

    func withdrawn(_ reason: String) throws {
        try emit("approval.withdrawn", ["reason": .string(reason), "by": .optional(change.actor.userID)])
        try tell(
            [approval.approverID], kind: "approval.withdrawn", urgency: .digest,
            Label("\(title) 的审批已撤回", en: "\(title): request withdrawn"), Label(reason))
    }

    func gateNotMet(_ report: GateReport) throws {
        let zh = report.missing.map(\.text.zh).joined(separator: ";")
        let en = report.missing.map(\.text.english).joined(separator: "; ")
        try tell(
            [approval.requestedBy], kind: "approval.gate", urgency: .now,
            Label("\(title) 进入“\(stage.zh)”还差几项", en: "\(title): \"\(stage.english)\" still lacks something"),
            Label(zh, en: en))
    }
}
