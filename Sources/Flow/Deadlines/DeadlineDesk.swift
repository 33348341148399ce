import Definitions
import FormulaLanguage
import Records

/// Carries out what the state machine of a deadline asks for.
struct DeadlineDesk {
    let change: Change

    /// Opens a clock for a record, unless one is running already, which then
    /// goes to the record's owner.
    func open(_ sla: SLAModel, _ object: String, _ id: Int64) throws {
        let record = try change.reading.record(object, id)
        guard let owner = record.ownerID else { return }
        let running = try DeadlineStore.all(object, id, in: change.connection)
            .first { $0.sla == sla.definition.key && $0.machine.state == .open }
        if let running {
            return try apply(running) { $0.ownerChanged(to: owner) }
        }
        try begin(sla, record, owner: owner)
    }

    private func begin(_ sla: SLAModel, _ record: Record, owner: Int64) throws {
        guard let calendar = change.schema.calendar(sla.definition.calendar) else { return }
        let target = try targetMinutes(sla, record)
        let clock = DeadlineClock(calendar: calendar, zone: change.zone)
        let times = clock.times(from: change.now, target: target, hard: sla.definition.hardMinutes)
        let machine = DeadlineMachine(
            ownerID: owner, anchorAt: change.now, targetAt: times.target, hardAt: times.hard)
        var row = DeadlineRow(
            id: 0, sla: sla.definition.key, object: record.object.key, recordID: record.id, machine: machine,
            targetMinutes: target, hardMinutes: sla.definition.hardMinutes, calendar: calendar.definition.key,
            calendarVersion: calendar.version, schemaNumber: change.schema.number)
        row.id = try DeadlineStore.insert(row, in: change.connection)
        try perform(machine.started(), row)
    }

    /// The first tier whose condition holds; the hard time where none does.
    private func targetMinutes(_ sla: SLAModel, _ record: Record) throws -> Int {
        let tier = try sla.tiers.first { try change.holds($0.when, on: record) }
        return tier?.targetMinutes ?? sla.definition.hardMinutes
    }

    /// Lets something happen to a deadline and does what follows.
    func apply(_ row: DeadlineRow, _ happen: (inout DeadlineMachine) -> [DeadlineMachine.Action]) throws {
        var row = row
        let before = row.machine
        let actions = happen(&row.machine)
        guard row.machine != before || !actions.isEmpty else { return }
        if let metAt = row.machine.metAt {
            row.minutes = DeadlineClock.minutes(row, to: metAt, change)
        }
        if actions.contains(where: \.isEscalation) { row.escalatedTo = superior(of: row.machine.ownerID)?.id }
        try DeadlineStore.save(row, in: change.connection)
        try perform(actions, row)
    }

    private func superior(of owner: Int64?) -> Member? {
        owner.flatMap { change.directory.member($0) }.flatMap { change.directory.manager(of: $0) }
    }

    private func perform(_ actions: [DeadlineMachine.Action], _ row: DeadlineRow) throws {
        for action in actions { try perform(action, row) }
    }

    private func perform(_ action: DeadlineMachine.Action, _ row: DeadlineRow) throws {
        let definition = change.schema.slas.first { $0.definition.key == row.sla }?.definition
        switch action {
        case .setTimers(let target, let hard):
            try setTimers(row, target: target, hard: hard)
        case .cancelTimers:
            try Timers.cancel(key: Self.key(row.id, "target"), in: change)
            try Timers.cancel(key: Self.key(row.id, "hard"), in: change)
        case .showDue(let due):
            try write(definition?.dueField, due.map { .instant($0) } ?? .blank, row)
        case .noteDuration:
            try write(definition?.durationField, row.minutes.map { .number(ExactNumber($0)) } ?? .blank, row)
        case .remind(let owner):
            try DeadlineNews(change: change, row: row, sla: definition).remind(owner)
        case .escalate:
            try DeadlineNews(change: change, row: row, sla: definition).escalate()
        case .withdrawEscalation(let moment):
            try DeadlineNews(change: change, row: row, sla: definition).withdraw(touchedAt: moment)
        case .restart:
            guard let sla = change.schema.slas.first(where: { $0.definition.key == row.sla }) else { return }
            try open(sla, row.object, row.recordID)
        }
    }

    private func setTimers(_ row: DeadlineRow, target: Instant, hard: Instant) throws {
        for (name, due) in [("target", target), ("hard", hard)] where name == "hard" || target < hard {
            try Timers.set(
                "deadline.\(name)", key: Self.key(row.id, name), due: due, object: row.object,
                recordID: row.recordID, payload: ["deadline": .int(row.id)], in: change)
        }
    }

    private static func key(_ id: Int64, _ name: String) -> String { "deadline:\(id):\(name)" }

    private func write(_ field: String?, _ value: Value, _ row: DeadlineRow) throws {
        guard let field, let model = change.schema.object(row.object)?.field(field), model.isStored else { return }
        guard let record = try change.standing(row.object, row.recordID), record[field] != value else { return }
        try change.update(row.object, row.recordID, [field: value], system: true)
    }

    /// Computes an open deadline anew from its anchor, under today's
    /// calendar and rule.
    func recalculate(_ row: DeadlineRow) throws {
        var row = row
        row.schemaNumber = change.schema.number
        if let sla = change.schema.slas.first(where: { $0.definition.key == row.sla }),
            let record = try change.standing(row.object, row.recordID)
        {
            row.targetMinutes = try targetMinutes(sla, record)
            row.hardMinutes = sla.definition.hardMinutes
            row.calendar = sla.definition.calendar
        }
        guard let calendar = change.schema.calendar(row.calendar) else { return }
        row.calendar = calendar.definition.key
        row.calendarVersion = calendar.version
        let times = DeadlineClock(calendar: calendar, zone: change.zone)
            .times(from: row.machine.anchorAt, target: row.targetMinutes, hard: row.hardMinutes)
        try DeadlineStore.save(row, in: change.connection)
        try apply(row) { $0.recalculated(targetAt: times.target, hardAt: times.hard) }
    }
}

extension DeadlineMachine.Action {
    var isEscalation: Bool {
        if case .escalate = self { true } else { false }
    }
}
