internal import Definitions
internal import Flow
internal import FormulaLanguage
internal import Records

/// Scores and distributes a record in the change that makes it, and keeps
/// its score in step afterwards.
///
/// Works on every object that a score or a route is defined for.
struct LeadReaction: Reaction {
    private static let key = "leads.arrival"

    /// What `willSave` found out, for `didSave`.
    struct Arrival: Sendable {
        var sheet: ScoreSheet?
        var routing: Routing?
    }

    func willSave(_ draft: inout Draft, in change: Change) throws {
        guard draft.before == nil else { return OwnerStatus.follow(&draft, in: change) }
        let object = draft.object.key
        if change.scratch[Intake.arrivalKey] == nil { try refuseDuplicate(draft, in: change) }
        var arrival = Arrival()
        if let score = change.schema.scores.first(where: { $0.definition.object == object }) {
            let sheet = try ScoreStore.sheet(score, for: draft.after, in: change)
            sheet.write(to: &draft, score.definition)
            arrival.sheet = sheet
        }
        if draft["owner"].isBlank, let route = change.schema.routes.first(where: { $0.definition.object == object }) {
            let routing = try Routing.decide(route, for: draft.after, in: change)
            if let owner = routing.choice.ownerID { draft.assign(to: owner, in: change) }
            arrival.routing = routing
        }
        OwnerStatus.follow(&draft, in: change)
        change.scratch[Self.key] = arrival
    }

    /// What does not come through the intake must not make a second owner
    /// of a known visitor (L3); the intake itself joins instead.
    private func refuseDuplicate(_ draft: Draft, in change: Change) throws {
        let object = draft.object
        guard change.schema.routes.contains(where: { $0.definition.object == object.key }),
            let match = try change.reading.duplicates(of: object.key, draft.values).first
        else { return }
        let known = try change.reading.record(object.key, match.recordID)
        let owner = known.ownerID.flatMap { change.directory.member($0)?.name }
        let (zh, en) = (owner.map { "，负责人 \($0)" } ?? "，在公海中", owner.map { ", owned by \($0)" } ?? ", in the pool")
        let field = object.definition.duplicateKeys.first { $0.normaliser == match.normaliser }?.field
        throw RecordError(
            .duplicate(object: object.key, id: nil),
            RecordError.Issue(
                code: "record.duplicate", field: field, zh: "已有相同的\(object.label.zh)\(zh)",
                en: "The same \(object.label.en ?? object.label.zh) exists\(en)", mendZh: "请联系负责人，或在原记录上跟进",
                mendEn: "Talk to the owner, or work on the existing record"))
    }

    func didSave(_ mutation: Mutation, in change: Change) throws {
        switch mutation.kind {
        case .created: try created(mutation.after, in: change)
        case .updated: try updated(mutation, in: change)
        case .deleted, .restored: return
        }
    }

    func didEmit(_ event: Event, in change: Change) throws {
        if event.kind == "touch.recorded" { try OwnerStatus.touched(event, in: change) }
        for score in change.schema.scores where score.definition.object == event.object {
            guard score.definition.indicators.contains(where: { $0.event == event.kind }) else { continue }
            try rescore(change.reading.record(event.object, event.recordID), score, in: change)
        }
    }

    private func created(_ record: Record, in change: Change) throws {
        let object = record.object.key
        let isLead = change.schema.routes.contains { $0.definition.object == object }
        if let payload = change.scratch.removeValue(forKey: Intake.arrivalKey) as? JSONValue {
            try change.emit("\(object).arrived", on: object, record.id, payload: payload)
        }
        guard let arrival = change.scratch.removeValue(forKey: Self.key) as? Arrival else { return }
        if let sheet = arrival.sheet, let score = change.schema.scores.first(where: { $0.definition.object == object }) {
            try ScoreStore.save(sheet, score, recordID: record.id, in: change)
            try announce(sheet, on: record, from: 0, grade: nil, in: change)
        }
        if let routing = arrival.routing {
            try Assignment.announce(routing, on: record, in: change)
        } else if isLead, let owner = record.ownerID {
            try Assignment.started(by: owner, on: record, decision: nil, rule: nil, in: change)
        }
    }

    private func updated(_ mutation: Mutation, in change: Change) throws {
        let record = mutation.after
        try OwnerStatus.ended(mutation, in: change)
        for score in change.schema.scores where score.definition.object == record.object.key {
            let inputs = Set(
                score.conditions.values.flatMap(\.dependencies).filter { $0.object == record.object.key }.map(\.field))
            guard !inputs.isDisjoint(with: mutation.changedFields) else { continue }
            try rescore(record, score, in: change)
        }
        let isLead = change.schema.routes.contains { $0.definition.object == record.object.key }
        if isLead, mutation.before?.ownerID == nil, let owner = record.ownerID,
            change.scratch[Assignment.routedKey] == nil
        {
            try Assignment.started(by: owner, on: record, decision: nil, rule: nil, in: change)
        }
    }

    private func announce(_ sheet: ScoreSheet, on record: Record, from old: Int, grade: String?, in change: Change) throws {
        try change.emit(
            "\(record.object.key).scored", on: record.object.key, record.id,
            payload: [
                "score": .int(Int64(sheet.total)), "grade": .optional(sheet.grade), "from": .int(Int64(old)),
                "from_grade": .optional(grade),
            ])
    }

    private func rescore(_ record: Record, _ score: ScoreModel, in change: Change) throws {
        let object = record.object.key
        let sheet = try ScoreStore.sheet(score, for: record, in: change)
        try ScoreStore.save(sheet, score, recordID: record.id, in: change)
        let old = record.number(score.definition.field)?.wholeNumber.map { Int($0) } ?? 0
        let oldGrade = record.text(score.definition.gradeField)
        guard old != sheet.total || oldGrade != sheet.grade else { return }
        var values: [String: Value] = [:]
        sheet.write(to: &values, score.definition)
        try change.update(object, record.id, values, system: true)
        try announce(sheet, on: record, from: old, grade: oldGrade, in: change)
    }
}

extension ScoreSheet {
    func write(to draft: inout Draft, _ definition: ScoreDefinition) {
        write(to: &draft.values, definition)
    }

    func write(to values: inout [String: Value], _ definition: ScoreDefinition) {
        values[definition.field] = .number(ExactNumber(total))
        values[definition.gradeField] = grade.map { .text($0) } ?? .blank
    }
}

extension Draft {
    /// Gives the record to a member, with the unit and moment that go along.
    mutating func assign(to owner: Int64, in change: Change) {
        values["owner"] = .reference(object: "user", id: owner)
        values["org_unit"] =
            change.directory.member(owner)?.orgUnitID.map { .reference(object: "department", id: $0) } ?? .blank
    }
}
