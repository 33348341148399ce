import Definitions
import FormulaLanguage
import SQLText
import Storage

/// What the actor of a change may write of one object.
struct Rights {
    let change: Change
    let plan: ObjectPlan
    /// The actor's view; nil where everything is allowed.
    let viewer: Viewer?
    /// Whether read-only fields may be written.
    let isSystem: Bool
    private let restriction: Restriction

    init(change: Change, plan: ObjectPlan, system: Bool) {
        self.change = change
        self.plan = plan
        isSystem = system || change.actor == .system
        viewer = isSystem ? nil : change.viewer
        restriction = viewer.map { change.runtime.restriction(plan.object, for: $0) } ?? .none
    }

    func requireCreate() throws {
        guard let viewer, !viewer.grant(for: plan.object.key).create else { return }
        let name = plan.object.label
        throw RecordError.forbidden("您没有新建“\(name.zh)”的权限", "You may not create \(name.en ?? name.zh)")
    }

    func requireWrite(_ record: Record) throws {
        guard let viewer else { return }
        try change.reading.requireAccess(record, as: viewer, .write)
    }

    func requireDelete(_ record: Record) throws {
        guard let viewer else { return }
        try change.reading.requireAccess(record, as: viewer, .write)
        guard !viewer.grant(for: plan.object.key).delete else { return }
        throw RecordError.forbidden("您没有删除权限", "You may not delete records")
    }

    /// A value as its field keeps it, if the actor may write the field.
    func conform(_ key: String, _ value: Value, record: Record?) throws(RecordError.Issue) -> Value {
        guard let field = plan.object.field(key), !restriction.hidden.contains(key) else {
            throw .unknownField(key)
        }
        guard field.formula == nil, !ObjectPlan.keptColumns.contains(field.column) else { throw .readOnly(field) }
        if !isSystem {
            guard !field.definition.readOnly, field.type != .autonumber else { throw .readOnly(field) }
            if restriction.masked[key] != nil, let record, record.ownerID != viewer?.userID { throw .masked(field) }
        }
        let conformed = try FieldRules.conform(value, to: field)
        if field.column == "owner_id", case .reference(_, let id) = conformed, change.directory.member(id) == nil {
            throw .unknownReference(field)
        }
        return conformed
    }

    /// Handing over is for those whose rights reach the receiver: a rep
    /// keeps what is his, a manager moves work inside the team.
    func checkOwner(_ draft: Draft) throws {
        guard let viewer, let value = draft.values[SystemField.owner.rawValue] else { return }
        if let before = draft.before, ValueSet.same(before[SystemField.owner.rawValue], value) { return }
        let scope = viewer.scope(for: plan.object.key, .write)
        if scope == .all { return }
        let isAllowed =
            if case .reference(_, let id) = value {
                id == viewer.userID && (draft.before == nil || draft.before?.ownerID != nil)
                    || change.directory.member(id)?.orgUnitID.map { viewer.units(in: scope).contains($0) } ?? false
            } else {
                draft.before == nil || scope == .team || scope == .department
            }
        guard isAllowed else {
            throw RecordError.forbidden(
                "您不能把记录转给这位同事", "You may not give the record to this colleague", field: SystemField.owner.rawValue)
        }
    }

    /// Whether what a field points to exists and may be seen by the actor.
    func referenceIssue(_ field: FieldModel, _ value: Value, before: Value) throws -> RecordError.Issue? {
        switch value {
        case .reference(let object, let id):
            return try exists(object, id) ? nil : .unknownReference(field)
        case .list(let items) where field.type == .attachment:
            let known: Set<Value> = if case .list(let old) = before { Set(old) } else { [] }
            let new = items.compactMap { item -> Int64? in
                if case .reference(_, let id) = item, !known.contains(item) { id } else { nil }
            }
            return try mayAttach(new) ? nil : .unknownReference(field)
        default:
            return nil
        }
    }

    private func exists(_ object: String, _ id: Int64) throws -> Bool {
        switch object {
        case BuiltInObject.user: return change.directory.member(id) != nil
        case BuiltInObject.department: return change.directory.unit(id) != nil
        default:
            guard let target = try? change.reading.record(object, id) else { return false }
            return try viewer.map { try change.reading.canAccess(target, as: $0, .read) } ?? true
        }
    }

    /// Only one's own uploads: an id must not open somebody else's file.
    private func mayAttach(_ ids: [Int64]) throws -> Bool {
        guard !ids.isEmpty else { return true }
        let mine: SQL = viewer.map { " AND created_by = \(Actor.user($0.userID).text)" } ?? ""
        let count = try change.connection.integer("SELECT COUNT(*) FROM file WHERE id IN (\(values: ids))\(mine)")
        return count == Int64(Set(ids).count)
    }
}
