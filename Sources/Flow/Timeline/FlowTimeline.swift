import Definitions
import FormulaLanguage
import Records

/// How this room's events read on a record's timeline.
struct FlowTimeline: TimelineText {
    let kinds: Set<String> = [
        "stage.entered", "stage.refused", "approval.requested", "approval.decided", "approval.withdrawn",
        "evidence.added", "warning.raised", "warning.cleared", "lead.escalated", "account.escalated",
        "contact.escalated", "opportunity.escalated", "deadline.withdrawn", "task.done", "task.reopened",
    ]

    func line(for event: Event, in reading: Reading, as viewer: Viewer) throws -> TimelineLine? {
        let words = TimelineWords(event: event, reading: reading)
        return switch event.kind {
        case "stage.entered": words.entered
        case "stage.refused": words.refused
        case "approval.requested": words.requested
        case "approval.decided": words.decided
        case "approval.withdrawn": words.approvalWithdrawn
        case "evidence.added": words.evidence
        case "warning.raised": words.raised
        case "warning.cleared": words.cleared
        case "deadline.withdrawn": words.deadlineWithdrawn
        case "task.done": TimelineLine("完成了待办", en: "Task done")
        case "task.reopened": TimelineLine("重新打开了待办", en: "Task opened again")
        default: words.escalated
        }
    }
}

/// The lines, kind by kind.
private struct TimelineWords {
    let event: Event
    let reading: Reading

    private func stage(_ member: String) -> Label {
        let key = event.payload[member]?.string ?? ""
        return reading.schema.process(of: event.object)?.stage(key)?.label ?? Label(key)
    }

    private func person(_ member: String) -> String {
        event.payload[member]?.int.flatMap { reading.directory.member($0)?.name } ?? ""
    }

    private func text(_ member: String) -> String { event.payload[member]?.string ?? "" }

    private func line(_ zh: String, en: String, text: String = "") -> TimelineLine {
        TimelineLine(zh, en: en, text: text, detail: event.payload)
    }

    var entered: TimelineLine {
        let to = stage("to")
        guard event.payload["from"]?.string != nil else {
            return line("从“\(to.zh)”开始", en: "Began in \"\(to.english)\"")
        }
        let from = stage("from")
        return line(
            "“\(from.zh)” → “\(to.zh)”", en: "\"\(from.english)\" → \"\(to.english)\"", text: notes)
    }

    private var notes: String {
        var parts: [String] = []
        if let key = event.payload["obstacle"]?.string {
            let options = reading.schema.object(event.object).map(Obstacles.options) ?? Obstacles.standard
            parts.append("障碍:\(options.first { $0.key == key }?.label.zh ?? key)")
        }
        if !text("reason").isEmpty { parts.append("原因:\(text("reason"))") }
        if !text("note").isEmpty { parts.append(text("note")) }
        return parts.joined(separator: ";")
    }

    var refused: TimelineLine {
        let to = stage("to")
        let missing = event.payload["missing"]?.array?.compactMap { $0["text"]?.string } ?? []
        return line(
            "还不能进入“\(to.zh)”", en: "Not yet ready for \"\(to.english)\"", text: missing.joined(separator: ";"))
    }

    var requested: TimelineLine {
        let to = stage("stage")
        let name = person("approver")
        return line(
            "申请进入“\(to.zh)”,由 \(name) 审批", en: "Asked to enter \"\(to.english)\"; \(name) decides")
    }

    var decided: TimelineLine {
        let to = stage("stage")
        let isAccepted = event.payload["accepted"]?.bool == true
        let name = person("by")
        return line(
            "\(name) \(isAccepted ? "同意" : "没有同意")进入“\(to.zh)”",
            en: "\(name) \(isAccepted ? "approved" : "declined") \"\(to.english)\"", text: text("comment"))
    }

    var approvalWithdrawn: TimelineLine {
        let to = stage("stage")
        return line(
            "进入“\(to.zh)”的申请已撤回", en: "Request for \"\(to.english)\" withdrawn", text: text("reason"))
    }

    var evidence: TimelineLine {
        line("上传了凭证", en: "Evidence added", text: text("name"))
    }

    var raised: TimelineLine {
        let isRed = event.payload["level"]?.string == "red"
        return line(
            isRed ? "标为红色" : "标为黄色", en: isRed ? "Marked red" : "Marked yellow", text: text("reason"))
    }

    var cleared: TimelineLine {
        let key = text("warning")
        let label = reading.schema.warnings.first { $0.definition.key == key }?.definition.label
        return line("预警已解除", en: "Warning cleared", text: label?.zh ?? "")
    }

    var escalated: TimelineLine {
        let time = DurationText.minutes(Int(event.payload["minutes"]?.int ?? 0))
        let name = person("to")
        return line(
            "超过 \(time.zh)未联系,已告知 \(name.isEmpty ? "主管" : name)",
            en: "No contact for \(time.english); \(name.isEmpty ? "the manager" : name) was told")
    }

    var deadlineWithdrawn: TimelineLine {
        let moment = event.payload["touched_at"]?.int.map { DurationText.moment(Instant(milliseconds: $0), reading.zone) }
        return line(
            "升级已撤回", en: "Escalation withdrawn", text: moment.map { "\($0.zh) 已联系客户,记录后来才同步" } ?? "")
    }
}
