internal import Definitions
internal import FormulaLanguage
internal import Records

/// How this room's events read on a record's timeline.
struct LeadTimeline: TimelineText {
    let kinds: Set<String>

    init(objects: [String] = ["lead", "account", "contact", "opportunity"]) {
        kinds = Set(
            objects.flatMap { object in
                ["arrived", "touched", "scored", "assigned", "pooled", "converted"].map { "\(object).\($0)" }
            } + ["page.viewed", "document.read", "webinar.attended", "material.viewed"])
    }

    func line(for event: Event, in reading: Reading, as viewer: Viewer) throws -> TimelineLine? {
        let payload = event.payload
        switch event.kind.split(separator: ".").last {
        case "arrived": return arrived(payload)
        case "touched":
            return TimelineLine(
                "再次提交了信息，已并入本记录", en: "Came back; joined to this record", text: source(payload), detail: payload)
        case "scored": return scored(payload)
        case "assigned": return assigned(payload, reading)
        case "pooled": return TimelineLine("没有符合条件的负责人，进入公海", en: "Nobody qualified; went to the pool", detail: payload)
        case "converted": return TimelineLine("已转化为客户、联系人和商机", en: "Converted", detail: payload)
        case "viewed" where event.kind == "page.viewed":
            return viewed("浏览了网页", "Viewed a page", payload["page"]?.string, payload)
        case "viewed": return viewed("查看了资料", "Viewed material", payload["kind"]?.string, payload)
        case "read": return viewed("阅读了文档", "Read a document", payload["kind"]?.string, payload)
        default: return TimelineLine("参加了网络研讨会", en: "Attended a webinar", detail: payload)
        }
    }

    private func arrived(_ payload: JSONValue) -> TimelineLine {
        TimelineLine("线索进入", en: "Arrived", text: source(payload), detail: payload)
    }

    private func source(_ payload: JSONValue) -> String {
        payload["source"]?.string.map { "来源：\($0)" } ?? ""
    }

    private func scored(_ payload: JSONValue) -> TimelineLine {
        let (score, from) = (payload["score"]?.int ?? 0, payload["from"]?.int ?? 0)
        let grade = payload["grade"]?.string.map { "(\($0) 级)" } ?? ""
        let gradeEn = payload["grade"]?.string.map { " (\($0))" } ?? ""
        return TimelineLine("评分 \(from) → \(score)\(grade)", en: "Score \(from) → \(score)\(gradeEn)", detail: payload)
    }

    private func assigned(_ payload: JSONValue, _ reading: Reading) -> TimelineLine {
        let name = payload["to"]?.int.flatMap { reading.directory.member($0)?.name } ?? ""
        let rule = payload["rule"]?.string.map { "规则：\($0)" } ?? ""
        return TimelineLine("分配给 \(name)", en: "Assigned to \(name)", text: rule, detail: payload)
    }

    private func viewed(_ zh: String, _ en: String, _ what: String?, _ payload: JSONValue) -> TimelineLine {
        let seconds = payload["seconds"]?.int.map { " · \($0) 秒" } ?? ""
        return TimelineLine(zh, en: en, text: (what ?? "") + seconds, detail: payload)
    }
}
