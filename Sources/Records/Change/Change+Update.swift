import Definitions
public import FormulaLanguage
import SQLText
import Storage

extension Change {
    /// Changes fields of a record; fields not named stay as they are.
    ///
    /// Writes nothing and emits nothing where no value differs.
    ///
    /// - Parameters:
    ///   - version: what the editor saw; nil takes whatever holds now.
    ///   - reason: kept with `owner.changed`.
    ///   - system: writes read-only fields and asks for no rights.
    /// - Throws: ``RecordError``; `conflict` where the version is stale.
    @discardableResult
    public func update(
        _ object: String, _ id: Int64, _ values: [String: Value], version: Int? = nil, reason: String? = nil,
        system: Bool = false
    ) throws -> Record {
        let plan = try runtime.plan(object)
        let before = try reading.record(object, id)
        let rights = Rights(change: self, plan: plan, system: system)
        try rights.requireWrite(before)
        if let version, version != before.version { throw RecordError.stale(current: before.version) }
        var draft = Draft(object: plan.object, before: before, values: [:])
        var issues = IssueList()
        for (key, value) in values {
            issues.collect { () throws(RecordError.Issue) in draft.values[key] = try rights.conform(key, value, record: before) }
        }
        try issues.throwIfAny()
        try rights.checkOwner(draft)
        settleUnit(&draft)
        try runWillSave(&draft)
        let changed = changedPositions(draft, plan)
        guard !changed.isEmpty else { return before }
        return try save(draft, changed, plan, rights, reason: reason)
    }

    private func changedPositions(_ draft: Draft, _ plan: ObjectPlan) -> Set<Int> {
        guard let before = draft.before else { return [] }
        return Set(
            draft.values.compactMap { key, value in
                plan.object.position(of: key).flatMap { ValueSet.same(before.values[$0], value) ? nil : $0 }
            })
    }

    private func save(
        _ draft: Draft, _ changed: Set<Int>, _ plan: ObjectPlan, _ rights: Rights, reason: String?
    ) throws -> Record {
        guard let before = draft.before else { return draft.after }
        var record = draft.after
        let keys = Set(changed.map { plan.object.fields[$0].key })
        try check(record, before: before, changed: keys, plan, rights)
        try rewrite(&record, before, changed, plan)
        reading.cache[.init(object: plan.object.key, id: record.id)] = record
        let fields = keys.sorted()
        let event = try emit(
            "record.updated", on: plan.object.key, record.id,
            payload: ["fields": .array(fields.map { .string($0) })])
        noteHistory(before, record, fields, event)
        try audit("record.updated", object: plan.object.key, id: record.id, payload: difference(before, record, fields, plan))
        if before.ownerID != record.ownerID {
            try emit(
                "owner.changed", on: plan.object.key, record.id,
                payload: [
                    "from": .optional(before.ownerID), "to": .optional(record.ownerID), "reason": .optional(reason),
                ])
        }
        try tellOwners(record, before: before)
        return try afterSave(Mutation(kind: .updated, before: before, after: record, changedFields: keys), event)
    }

    private func rewrite(_ record: inout Record, _ before: Record, _ changed: Set<Int>, _ plan: ObjectPlan) throws {
        var settings: [SQL] = []
        for column in plan.columns where changed.contains(column.position) {
            let value = ValueCodec.column(record.values[column.position], for: column.field)
            settings.append("\(id: column.field.column) = \(value)")
        }
        let head: SQL = "updated_at = \(now.milliseconds), updated_by = \(actor.userID.sqlValue), version = version + 1"
        let rows = try mappingUnique(plan) {
            try connection.execute(
                """
                UPDATE \(id: plan.object.table) SET \(([head] + settings).joined(separator: ", "))
                WHERE id = \(record.id) AND version = \(before.version)
                """)
        }
        guard rows == 1 else { throw RecordError.stale(current: before.version + 1) }
        record.version = before.version + 1
        stampSystem(&record, plan, created: false)
        for multi in plan.multis where changed.contains(multi.position) {
            try writeItems(record, multi, replacing: true)
        }
        let positions = Set(plan.duplicateKeys.compactMap { plan.object.position(of: $0.field.key) })
        if !positions.isDisjoint(with: changed) { try writeDuplicateKeys(record, plan, replacing: true) }
    }
}

/// Comparison of field values; the items of a list have no order.
enum ValueSet {
    static func same(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.list(let left), .list(let right)): Set(left) == Set(right)
        default: left == right || (left.isBlank && right.isBlank)
        }
    }
}
