import Definitions
import FormulaLanguage
import SQLText
import Storage

extension Change {
    /// Puts a record into the recycle bin.
    ///
    /// - Parameters:
    ///   - version: what the editor saw; nil takes whatever holds now.
    ///   - system: asks for no rights.
    /// - Throws: ``RecordError``.
    @discardableResult
    public func delete(_ object: String, _ id: Int64, version: Int? = nil, system: Bool = false) throws -> Record {
        let plan = try runtime.plan(object)
        let before = try reading.record(object, id)
        try Rights(change: self, plan: plan, system: system).requireDelete(before)
        if let version, version != before.version { throw RecordError.stale(current: before.version) }
        return try mark(before, plan, kind: .deleted)
    }

    /// Takes a record back out of the recycle bin.
    ///
    /// - Throws: ``RecordError``, also where a unique value has been taken
    ///   meanwhile.
    @discardableResult
    public func restore(_ object: String, _ id: Int64, system: Bool = false) throws -> Record {
        let plan = try runtime.plan(object)
        guard let before = try reading.load(plan, id) else { throw RecordError.notFound(object) }
        try Rights(change: self, plan: plan, system: system).requireDelete(before)
        guard before.deletedAt != nil else { return before }
        return try mark(before, plan, kind: .restored)
    }

    private func mark(_ before: Record, _ plan: ObjectPlan, kind: Mutation.Kind) throws -> Record {
        let object = plan.object.key
        var record = before
        record.deletedAt = kind == .deleted ? now : nil
        record.version += 1
        let deletedAt = record.deletedAt?.milliseconds
        let rows = try mappingUnique(plan) {
            try connection.execute(
                """
                UPDATE \(id: plan.object.table) SET deleted_at = \(deletedAt.sqlValue),
                updated_at = \(now.milliseconds), updated_by = \(actor.userID.sqlValue), version = version + 1
                WHERE id = \(record.id) AND version = \(before.version)
                """)
        }
        guard rows == 1 else { throw RecordError.stale(current: before.version + 1) }
        stampSystem(&record, plan, created: false)
        if kind == .deleted {
            if !plan.duplicateKeys.isEmpty {
                try connection.execute("DELETE FROM dup_key WHERE object = \(object) AND record_id = \(record.id)")
            }
        } else {
            try writeDuplicateKeys(record, plan, replacing: true)
        }
        reading.cache[.init(object: object, id: record.id)] = record
        try audit("record.\(kind.rawValue)", object: object, id: record.id, payload: ["title": .string(record.title)])
        let event = try emit("record.\(kind.rawValue)", of: record)
        try tellOwners(record, before: before)
        return try afterSave(Mutation(kind: kind, before: before, after: record, changedFields: []), event)
    }
}
