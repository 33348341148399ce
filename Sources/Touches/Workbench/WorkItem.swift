internal import Definitions
internal import FormulaLanguage
internal import Records

/// One thing that needs somebody now, as 工作台 lists it.
struct WorkItem {
    /// Why it is there; the order is that of importance at the same time.
    enum Kind: String, CaseIterable {
        case firstTouch = "first_touch"
        case approval
        case task
        case nextAction = "next_action"
        case warning
    }

    /// The one tap that does it.
    enum Action: String {
        case call, record, approve, open
    }

    var kind: Kind
    var object: String
    var recordID: Int64
    var title: String
    var why: Label
    /// When it should be done; nil for "today".
    var due: Instant?
    var action: Action
    var phone: String?
    /// The approval or task it stands for.
    var reference: Int64?
    /// Red where the time has passed or the record is red.
    var isUrgent = false

    func json(now: Instant) -> JSONValue {
        [
            "key": .string("\(kind.rawValue):\(object):\(recordID):\(reference ?? 0)"), "kind": .string(kind.rawValue),
            "object": .string(object), "record_id": .int(recordID), "title": .string(title), "why": .string(why.zh),
            "why_en": .string(why.en ?? why.zh), "due_at": .optional(due?.milliseconds),
            "urgency": .string(isUrgent || due.map { $0 < now } ?? false ? "now" : "today"),
            "action": .string(action.rawValue), "phone": .optional(phone), "reference": .optional(reference),
        ]
    }
}

extension [WorkItem] {
    /// By urgency, not by module: running clocks first, then by the hour,
    /// what has none at the end of the day; one row a record, its reasons
    /// joined.
    func settled(endOfToday: Instant) -> [WorkItem] {
        var byRecord: [String: Int] = [:]
        var result: [WorkItem] = []
        for item in self {
            let key =
                item.kind == .approval || item.kind == .task
                ? "\(item.kind.rawValue):\(item.reference ?? 0)" : "\(item.object):\(item.recordID)"
            guard let index = byRecord[key] else {
                byRecord[key] = result.count
                result.append(item)
                continue
            }
            let why = result[index].why
            result[index].why = Label(
                "\(why.zh);\(item.why.zh)", en: "\(why.en ?? why.zh); \(item.why.en ?? item.why.zh)")
            result[index].isUrgent = result[index].isUrgent || item.isUrgent
        }
        let order = Dictionary(uniqueKeysWithValues: WorkItem.Kind.allCases.enumerated().map { ($1, $0) })
        return result.sorted { left, right in
            if (left.kind == .firstTouch) != (right.kind == .firstTouch) { return left.kind == .firstTouch }
            let (first, second) = (left.due ?? endOfToday, right.due ?? endOfToday)
            if first != second { return first < second }
            if left.kind != right.kind { return (order[left.kind] ?? 0) < (order[right.kind] ?? 0) }
            return left.recordID < right.recordID
        }
    }
}
