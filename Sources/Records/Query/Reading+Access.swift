import Definitions
import FormulaLanguage
import SQLText
import Storage

extension Reading {
    /// Whether a viewer may reach a record; the same rule as ``RowScope``,
    /// without a statement where the row itself says enough.
    public func canAccess(_ record: Record, as viewer: Viewer, _ access: Access) throws -> Bool {
        if viewer.isSystem { return true }
        return try canAccess(record, as: viewer, access, levels: RowScope.parentLevels)
    }

    private func canAccess(_ record: Record, as viewer: Viewer, _ access: Access, levels: Int) throws -> Bool {
        let scope = viewer.scope(for: record.object.key, access)
        if scope == .all { return true }
        guard scope != .none else { return false }
        if let owner = record.ownerID {
            if owner == viewer.userID { return true }
            if let unit = record.orgUnitID, viewer.units(in: scope).contains(unit) { return true }
        } else if scope == .team || scope == .department {
            return true
        }
        if try isShared(record, with: viewer, access) { return true }
        return try followsParent(record, as: viewer, access, levels: levels)
    }

    private func isShared(_ record: Record, with viewer: Viewer, _ access: Access) throws -> Bool {
        let level = try connection.text(
            """
            SELECT level FROM record_share
            WHERE user_id = \(viewer.userID) AND object = \(record.object.key) AND record_id = \(record.id)
            """)
        return access == .read ? level != nil : level == "write"
    }

    /// The first filled parent decides.
    private func followsParent(_ record: Record, as viewer: Viewer, _ access: Access, levels: Int) throws -> Bool {
        guard levels > 0 else { return false }
        for key in record.object.definition.parents {
            guard case .reference(let object, let id) = record[key], schema.object(object) != nil else { continue }
            guard let parent = try? self.record(object, id) else { return false }
            return try canAccess(parent, as: viewer, access, levels: levels - 1)
        }
        return false
    }

    /// - Throws: ``RecordError``: not found where the viewer may not even
    ///   see it, forbidden where seeing is all they may do.
    func requireAccess(_ record: Record, as viewer: Viewer, _ access: Access) throws {
        guard try canAccess(record, as: viewer, .read) else { throw RecordError.notFound(record.object.key) }
        guard access == .write, try !canAccess(record, as: viewer, .write) else { return }
        throw RecordError.forbidden("您只能查看这条记录，不能修改", "You may see this record but not change it")
    }
}
