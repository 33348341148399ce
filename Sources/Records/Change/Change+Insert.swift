import Definitions
public import FormulaLanguage
import SQLText
import Storage

extension Change {
    /// Makes a record: defaults, reactions, validation, numbers, duplicate
    /// keys, `record.created`, audit.
    ///
    /// - Parameters:
    ///   - values: by field key; `owner` may be among them.
    ///   - clientKey: a UUID of the sender; the second time the record made
    ///     the first time is returned and nothing is written.
    ///   - system: writes read-only fields and asks for no rights, as
    ///     automations do.
    /// - Throws: ``RecordError`` with every issue found.
    @discardableResult
    public func insert(
        _ object: String, _ values: [String: Value], clientKey: String? = nil, system: Bool = false
    ) throws -> Record {
        let plan = try runtime.plan(object)
        if let clientKey, let known = try existing(clientKey: clientKey, of: object) { return known }
        let rights = Rights(change: self, plan: plan, system: system)
        try rights.requireCreate()
        var draft = Draft(object: plan.object, before: nil, values: [:])
        var issues = IssueList()
        for (key, value) in values {
            issues.collect { () throws(RecordError.Issue) in draft.values[key] = try rights.conform(key, value, record: nil) }
        }
        try applyDefaults(&draft, plan, &issues)
        try issues.throwIfAny()
        try settleOwner(&draft, plan, rights)
        try runWillSave(&draft)
        for field in plan.autonumbers where draft[field.key].isBlank {
            draft[field.key] = .text(try nextNumber(of: field, object: object))
        }
        var record = draft.after
        try check(record, before: nil, changed: Set(draft.values.keys), plan, rights)
        try write(new: &record, plan, clientKey: clientKey)
        reading.cache[.init(object: object, id: record.id)] = record
        try audit("record.created", object: object, id: record.id, payload: snapshot(record, plan))
        let event = try emit("record.created", on: object, record.id)
        try tellOwners(record, before: nil)
        let filled = Set(draft.values.filter { !$0.value.isBlank }.keys)
        return try afterSave(Mutation(kind: .created, before: nil, after: record, changedFields: filled), event)
    }

    /// The record that was made under a client key; nil if none was.
    ///
    /// - Throws: ``RecordError`` for a key that is no key.
    public func existing(clientKey: String, of object: String) throws -> Record? {
        let isKey =
            (8...64).contains(clientKey.utf8.count)
            && clientKey.utf8.allSatisfy { $0 == UInt8(ascii: "-") || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) }
        guard isKey else {
            throw RecordError.invalid("client_key.format", "客户端标识格式不正确", "The client key has the wrong format")
        }
        let name = "\(object) \(clientKey)"
        if freshClientKeys.contains(name) { return nil }
        let id = try connection.integer(
            "SELECT record_id FROM client_key WHERE object = \(object) AND client_key = \(clientKey)")
        if id == nil { freshClientKeys.insert(name) }
        guard let id, let known = try reading.load(runtime.plan(object), id) else { return nil }
        if let viewer, try !reading.canAccess(known, as: viewer, .read) { throw RecordError.notFound(object) }
        return known
    }

    private func applyDefaults(_ draft: inout Draft, _ plan: ObjectPlan, _ issues: inout IssueList) throws {
        for field in plan.defaults where draft.values[field.key] == nil {
            guard let formula = field.defaultValue else { continue }
            let value: Value
            do {
                value = try evaluate(formula, on: draft.after)
            } catch let error as FormulaError where error.isValueFailure {
                continue
            }
            issues.collect { () throws(RecordError.Issue) in draft.values[field.key] = try FieldRules.conform(value, to: field) }
        }
    }

    /// Whoever makes a record owns it; what the system makes waits for an
    /// owner. The org unit is the owner's of this moment.
    private func settleOwner(_ draft: inout Draft, _ plan: ObjectPlan, _ rights: Rights) throws {
        if draft.values[SystemField.owner.rawValue] == nil, let userID = actor.userID {
            draft[SystemField.owner.rawValue] = .reference(object: BuiltInObject.user, id: userID)
        }
        try rights.checkOwner(draft)
        settleUnit(&draft)
    }

    /// Puts the new owner's unit beside the owner. Without an owner there is
    /// no unit either: lists of units rely on it.
    func settleUnit(_ draft: inout Draft) {
        let unitKey = SystemField.orgUnit.rawValue
        guard case .reference(_, let owner) = draft[SystemField.owner.rawValue] else {
            if !draft[unitKey].isBlank { draft[unitKey] = .blank }
            return
        }
        guard draft.values[unitKey] == nil, draft.before?.ownerID != owner else { return }
        let unit = directory.member(owner)?.orgUnitID
        draft[unitKey] = unit.map { .reference(object: BuiltInObject.department, id: $0) } ?? .blank
    }

    private func write(new record: inout Record, _ plan: ObjectPlan, clientKey: String?) throws {
        let author: SQLValue = actor.userID.sqlValue
        var columns: [(name: String, value: SQLValue)] = [
            ("created_at", .integer(now.milliseconds)), ("created_by", author),
            ("updated_at", .integer(now.milliseconds)), ("updated_by", author), ("version", .integer(1)),
            ("client_key", clientKey.sqlValue),
        ]
        for column in plan.columns where !ObjectPlan.keptColumns.contains(column.field.column) {
            columns.append((column.field.column, ValueCodec.column(record.values[column.position], for: column.field)))
        }
        let names = SQL(unsafe: columns.map { ObjectPlan.quoted($0.name) }.joined(separator: ", "))
        record.id = try mappingUnique(plan) {
            try connection.insert(
                "INSERT INTO \(id: plan.object.table) (\(names)) VALUES (\(values: columns.map(\.value)))")
        }
        record.version = 1
        stampSystem(&record, plan, created: true)
        for multi in plan.multis { try writeItems(record, multi, replacing: false) }
        try writeDuplicateKeys(record, plan, replacing: false)
        if let clientKey {
            freshClientKeys.remove("\(plan.object.key) \(clientKey)")
            try connection.execute(
                """
                INSERT INTO client_key (object, client_key, record_id, created_at)
                VALUES (\(plan.object.key), \(clientKey), \(record.id), \(now.milliseconds))
                """)
        }
    }
}
