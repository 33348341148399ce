import Definitions
import FormulaLanguage
import Records

/// Raises and clears warnings, inside a change (L9, F5).
struct WarningDesk {
    let change: Change

    private func models(_ object: String) -> [WarningModel] {
        change.schema.warnings.filter { $0.definition.object == object }
    }

    private func limit(_ model: WarningModel, _ record: Record) -> WarningLimit {
        let stage = change.schema.process(of: record.object.key).flatMap { record.text($0.definition.field) }
        return WarningLimit(model.definition, schema: change.schema, zone: change.zone, stage: stage)
    }

    /// Raises whatever is due on these records; each record's warnings are
    /// one message.
    ///
    /// - Returns: on how many records something was raised.
    func raise(_ object: String, _ ids: [Int64]) throws -> Int {
        let marks = try WarningStore.open(object, ids, in: change.connection)
        let starts = try WarningStore.starts(object, ids, in: change.connection)
        var count = 0
        for id in ids {
            guard let record = try change.standing(object, id), record.ownerID != nil else { continue }
            let known = marks[id] ?? []
            let standing = try models(object).filter { try isDue($0, record, start: starts[id]) }
            try lookAgain(record, standing, start: starts[id])
            let new = standing.filter { !known.contains($0.definition.key) }
            guard !new.isEmpty else { continue }
            try raise(new, on: record, known: known, start: starts[id])
            count += 1
        }
        return count
    }

    /// A search goes by the shortest stage; records in stages that allow more
    /// are looked at again when their own time is up.
    private func lookAgain(_ record: Record, _ standing: [WarningModel], start: Instant?) throws {
        for model in models(record.object.key)
        where WarningLimit.dependsOnStage(model.definition, change.schema)
            && !standing.contains(where: { $0.definition.key == model.definition.key })
        {
            guard let since = since(model, record, start: start) else { continue }
            let due = limit(model, record).due(since: since)
            guard due > change.now, try change.holds(model.condition, on: record) else { continue }
            try setTimer(model, record, due: due)
        }
    }

    private func setTimer(_ model: WarningModel, _ record: Record, due: Instant) throws {
        try Timers.set(
            WarningTimer.kind, key: "warning:\(record.object.key):\(record.id):\(model.definition.key)", due: due,
            object: record.object.key, recordID: record.id, in: change)
    }

    private func raise(_ new: [WarningModel], on record: Record, known: Set<String>, start: Instant?) throws {
        for model in new {
            try WarningStore.raise(model.definition, on: record, in: change)
            try change.emit(
                "warning.raised", on: record.object.key, record.id,
                payload: [
                    "warning": .string(model.definition.key), "level": .string(model.definition.level.rawValue),
                    "reason": .string(WarningText.reason(model.definition).zh),
                ])
        }
        let board = board(record.object.key, known.union(new.map(\.definition.key)))
        try WarningStore.colour(record, board, in: change)
        let due = new.compactMap { since($0, record, start: start).map(limit($0, record).due) }.min() ?? change.now
        try WarningNews(change: change, record: record, board: board, new: new.map(\.definition)).send(dueAt: due)
        if new.contains(where: \.definition.recycles) { try recycle(record) }
    }

    private func recycle(_ record: Record) throws {
        try change.update(
            record.object.key, record.id, [SystemField.owner.rawValue: .blank], reason: "warning.recycled",
            system: true)
    }

    /// From when a record counts: its own field, or its creation while that
    /// is blank, but never before its present owner got it.
    private func since(_ model: WarningModel, _ record: Record, start: Instant?) -> Instant? {
        guard let own = record.instant(model.definition.since) ?? record.instant(SystemField.createdAt.rawValue) else {
            return start
        }
        return start.map { max($0, own) } ?? own
    }

    private func isDue(_ model: WarningModel, _ record: Record, start: Instant?) throws -> Bool {
        guard let since = since(model, record, start: start) else { return false }
        return try since <= limit(model, record).limit(at: change.now) && change.holds(model.condition, on: record)
    }

    private func board(_ object: String, _ keys: Set<String>) -> WarningBoard {
        WarningBoard(
            marks: models(object).map(\.definition).filter { keys.contains($0.key) }
                .map { .init(key: $0.key, level: $0.level, reason: WarningText.reason($0)) })
    }

    /// Clears what no longer holds for a record. What stands on a pooled
    /// record stays, so that whoever takes it sees why it is there.
    func review(_ record: Record) throws {
        let object = record.object.key
        let marks = try WarningStore.open(object, [record.id], in: change.connection)[record.id] ?? []
        guard !marks.isEmpty, record.ownerID != nil else { return }
        let start = try WarningStore.starts(object, [record.id], in: change.connection)[record.id]
        let standing = try models(object).filter { try isDue($0, record, start: start) }.map(\.definition.key)
        try clear(marks.subtracting(standing), of: marks, on: record)
    }

    private func clear(_ gone: Set<String>, of marks: Set<String>, on record: Record) throws {
        guard !gone.isEmpty else { return }
        for key in gone.sorted() {
            try WarningStore.clear(key, on: record, in: change)
            let level = models(record.object.key).first { $0.definition.key == key }?.definition.level
            try change.emit(
                "warning.cleared", on: record.object.key, record.id,
                payload: ["warning": .string(key), "level": .optional(level?.rawValue)])
        }
        try WarningStore.colour(record, board(record.object.key, marks.subtracting(gone)), in: change)
    }

    /// Somebody new owns the record: what stood is gone, and every warning
    /// counts from now.
    func restart(_ record: Record) throws {
        let object = record.object.key
        let marks = try WarningStore.open(object, [record.id], in: change.connection)[record.id] ?? []
        try clear(marks, of: marks, on: record)
        let old = models(object).filter { since($0, record, start: nil).map { $0 < change.now } ?? false }
        guard !old.isEmpty else { return }
        try WarningStore.start(record, in: change)
        for model in old {
            try setTimer(model, record, due: limit(model, record).due(since: change.now))
        }
    }
}

/// Looks at a record again when the time of its present owner is up.
struct WarningTimer: TimerHandler {
    static let kind = "warning.check"
    var kind: String { Self.kind }

    func fire(_ timer: TimerRow, in change: Change) throws {
        _ = try WarningDesk(change: change).raise(timer.object, [timer.recordID])
    }
}

/// Keeps warnings true as records change.
struct WarningReaction: Reaction {
    private static let own: Set<String> = [SystemField.warning.rawValue, SystemField.warningReason.rawValue]

    func didSave(_ mutation: Mutation, in change: Change) throws {
        guard mutation.kind == .updated, !mutation.after[SystemField.warning.rawValue].isBlank,
            !mutation.changedFields.isSubset(of: Self.own)
        else { return }
        try WarningDesk(change: change).review(mutation.after)
    }

    func didEmit(_ event: Event, in change: Change) throws {
        guard event.kind == "owner.changed", event.payload["to"]?.int != nil,
            change.schema.warnings.contains(where: { $0.definition.object == event.object }),
            let record = try change.standing(event.object, event.recordID)
        else { return }
        try WarningDesk(change: change).restart(record)
    }
}
