internal import Definitions
internal import FormulaLanguage
internal import Records
internal import SQLText
internal import Storage

/// Reads what waits for one person.
struct WorkQueries {
    static let limit = 60

    let reading: Reading
    let userID: Int64
    let touch: TouchDefinition?

    init(_ reading: Reading, _ userID: Int64) {
        self.reading = reading
        self.userID = userID
        touch = reading.schema.touches.first?.definition
    }

    /// The objects that touches are recorded on, customers first.
    var targets: [ObjectModel] {
        guard let touch, let object = reading.schema.object(touch.object) else { return [] }
        return touch.targets.compactMap { object.field($0)?.definition.to.flatMap { reading.schema.object($0) } }
    }

    /// First-touch clocks that run.
    func firstTouches() throws -> [WorkItem] {
        let rows = try reading.connection.rows(
            """
            SELECT object, record_id, target_at, state FROM deadline
            WHERE owner_id = \(userID) AND state IN ('open', 'escalated') ORDER BY target_at LIMIT \(Self.limit)
            """
        ) { ($0.text(0) ?? "", $0.integer(1) ?? 0, $0.integer(2) ?? 0, $0.text(3) ?? "") }
        return rows.compactMap { object, id, target, state in
            guard let record = try? reading.record(object, id) else { return nil }
            let why =
                state == "escalated"
                ? Label("首触已超时，已通知上级", en: "First touch overdue; the manager was told")
                : Label("新\(record.object.label.zh)待首触", en: "New, waiting for a first touch")
            return WorkItem(
                kind: .firstTouch, object: object, recordID: id, title: name(record), why: why,
                due: Instant(milliseconds: target), action: phone(record) == nil ? .record : .call,
                phone: phone(record),
                isUrgent: state == "escalated")
        }
    }

    /// Follow-ups whose day has come.
    func nextActions() throws -> [WorkItem] {
        guard let touch else { return [] }
        let today = reading.zone.date(of: reading.now)
        var items: [WorkItem] = []
        for target in targets {
            guard let field = target.field(touch.nextDateField), field.isStored else { continue }
            let ids = try reading.connection.rows(
                """
                SELECT id FROM \(id: target.table)
                WHERE owner_id = \(userID) AND deleted_at IS NULL AND \(id: field.column) <= \(today.description)
                ORDER BY \(id: field.column) LIMIT \(Self.limit)
                """
            ) { $0.integer(0) ?? 0 }
            items += ids.compactMap { id in
                guard let record = try? reading.record(target.key, id), !isClosed(record),
                    case .date(let date) = record[touch.nextDateField]
                else { return nil }
                let days = today.days - date.days
                let why =
                    days == 0
                    ? Label("约定今天跟进", en: "Follow-up agreed for today")
                    : Label("约定的跟进已过 \(days) 天", en: "The agreed follow-up is \(days) days late")
                return WorkItem(
                    kind: .nextAction, object: target.key, recordID: id, title: name(record), why: why,
                    due: days > 0 ? reading.zone.instant(date.adding(days: 1)) : nil, action: .record,
                    phone: phone(record))
            }
        }
        return items
    }

    /// Own records that a warning colours.
    func warnings() throws -> [WorkItem] {
        var items: [WorkItem] = []
        for target in targets {
            let ids = try reading.connection.rows(
                """
                SELECT id FROM \(id: target.table)
                WHERE owner_id = \(userID) AND deleted_at IS NULL AND warning IN ('yellow', 'red')
                ORDER BY warning, id LIMIT \(Self.limit)
                """
            ) { $0.integer(0) ?? 0 }
            items += ids.compactMap { id in
                guard let record = try? reading.record(target.key, id) else { return nil }
                let reason = Label(record.text("warning_reason") ?? "需要跟进", en: english(record))
                return WorkItem(
                    kind: .warning, object: target.key, recordID: id, title: name(record), why: reason,
                    action: .record, phone: phone(record), isUrgent: record.text("warning") == "red")
            }
        }
        return items
    }

    /// Open tasks that are due by the end of today.
    func tasks(until end: Instant) throws -> [WorkItem] {
        guard let object = reading.schema.object("task"), let due = object.field("due_at"),
            let status = object.field("status")
        else { return [] }
        let ids = try reading.connection.rows(
            """
            SELECT id FROM \(id: object.table)
            WHERE owner_id = \(userID) AND deleted_at IS NULL AND \(id: status.column) = 'open'
                AND (\(id: due.column) IS NULL OR \(id: due.column) < \(end.milliseconds))
            ORDER BY \(id: due.column) LIMIT \(Self.limit)
            """
        ) { $0.integer(0) ?? 0 }
        return ids.compactMap { id in
            guard let task = try? reading.record("task", id) else { return nil }
            let about = subject(of: task)
            if let about, isClosed(about) { return nil }
            let why = Label("任务：\(task.title)", en: "Task: \(task.title)")
            return WorkItem(
                kind: .task, object: about?.object.key ?? "task", recordID: about?.id ?? id,
                title: about.map { name($0) } ?? task.title, why: about == nil ? Label("待办任务", en: "Task") : why,
                due: task.instant("due_at"), action: about == nil ? .open : .record, phone: about.flatMap { phone($0) },
                reference: id)
        }
    }

    /// What a task is about: the first record it points to.
    private func subject(of task: Record) -> Record? {
        for field in task.object.fields where field.type == .reference {
            guard case .reference(let object, let id) = task[field.key] else { continue }
            if let record = try? reading.record(object, id) { return record }
        }
        return nil
    }

    /// Stage moves that wait for this person's word.
    func approvals() throws -> [WorkItem] {
        let rows = try reading.connection.rows(
            """
            SELECT id, object, record_id, stage, requested_by FROM approval
            WHERE approver_id = \(userID) AND state = 'waiting' ORDER BY id LIMIT \(Self.limit)
            """
        ) { ($0.integer(0) ?? 0, $0.text(1) ?? "", $0.integer(2) ?? 0, $0.text(3) ?? "", $0.integer(4)) }
        return rows.compactMap { id, object, recordID, stage, requester in
            guard let record = try? reading.record(object, recordID) else { return nil }
            let label = reading.schema.process(of: object)?.stage(stage)?.label ?? Label(stage)
            let who = requester.flatMap { reading.directory.member($0)?.name } ?? ""
            return WorkItem(
                kind: .approval, object: object, recordID: recordID, title: name(record),
                why: Label("\(who) 申请进入「\(label.zh)」", en: "\(who) asks to enter \"\(label.en ?? label.zh)\""),
                action: .approve, reference: id)
        }
    }

    /// The warnings that stand on a record, in English.
    func english(_ record: Record) -> String {
        let keys =
            (try? reading.connection.rows(
                """
                SELECT warning FROM warning_mark
                WHERE object = \(record.object.key) AND record_id = \(record.id) AND cleared_at IS NULL
                """
            ) { $0.text(0) ?? "" }) ?? []
        let labels = reading.schema.warnings.map(\.definition).filter { keys.contains($0.key) }.map {
            $0.label.en ?? $0.label.zh
        }
        return labels.isEmpty ? "Needs attention" : labels.joined(separator: "; ")
    }

    func name(_ record: Record) -> String {
        guard let company = record.text("company"), company != record.title else { return record.title }
        return "\(record.title) · \(company)"
    }

    func phone(_ record: Record) -> String? {
        record.object.fields.first { $0.type == .phone }.flatMap { record.text($0.key) }
    }

    /// Whether a record's process or status says that nothing more is due.
    func isClosed(_ record: Record) -> Bool {
        if let process = reading.schema.process(of: record.object.key), let key = record.text(process.definition.field),
            let stage = process.stage(key)
        {
            return stage.category != .open
        }
        return ["converted", "void", "lost"].contains(record.text("status") ?? "")
    }
}
