public import Definitions
public import SQLText

/// Which rows a viewer may reach, as SQL.
///
/// A list is a union of branches, each of which walks an index of its own in
/// the order of the list: mine, each of my units', those shared with me,
/// those whose parent I may see. So a member's first page costs what an
/// administrator's does, however many rows there are.
///
/// ```sql
/// SELECT … WHERE r.owner_id = 7 ORDER BY …          -- mine
/// UNION
/// SELECT … WHERE r.org_unit_id = 3 ORDER BY …
/// ```
///
/// Pages and capped counts take branches that may overlap: the first rows of
/// a union are among the first rows of its parts, and leaving out what
/// another branch has would mean walking over it. Exact counts and sums read
/// every row anyway and take branches that do not overlap.
public struct RowScope: Sendable {
    public let viewer: Viewer
    let schema: Schema

    /// How far rights are followed from a record to its parents.
    static let parentLevels = 3

    public init(viewer: Viewer, schema: Schema) {
        self.viewer = viewer
        self.schema = schema
    }

    /// Conditions on an alias that together hold for the viewer's rows and
    /// of which no two hold for one row; empty where there are none at all.
    ///
    /// - Parameter narrowing: reaches less far than the role; nil for all.
    public func branches(
        of object: ObjectModel, alias: String, _ access: Access = .read, narrowing: RoleDefinition.Scope? = nil
    ) -> [SQL] {
        let scope = viewer.isSystem ? .all : viewer.scope(for: object.key, access)
        guard scope != .none else { return [] }
        let row = Alias(alias)
        if narrowing == .own { return [mine(row)] }
        let narrowed = narrowing.map { viewer.units(in: $0) }
        if scope == .all { return narrowed.map { units($0, row) } ?? ["TRUE"] }
        let all = allBranches(of: object, row, access, viewer.units(in: scope))
        guard let narrowed else { return all }
        return all.map { "\($0) AND \(isInside(narrowed, row))" }
    }

    /// Conditions that together hold for the viewer's rows; several may hold
    /// for one row. For what stops after a few rows.
    func coveringBranches(
        of object: ObjectModel, alias: String, narrowing: RoleDefinition.Scope? = nil
    ) -> [SQL] {
        let scope = viewer.isSystem ? .all : viewer.scope(for: object.key, .read)
        guard scope != .none else { return [] }
        let row = Alias(alias)
        if narrowing == .own { return [mine(row)] }
        let narrowed = narrowing.map { viewer.units(in: $0) }
        if scope == .all { return narrowed.map { [mine(row)] + wholeUnits($0, row) } ?? ["TRUE"] }
        let all =
            [mine(row)] + wholeUnits(viewer.units(in: scope), row) + [shares(object.key, row, .read)]
            + parents(of: object, row, .read)
        guard let narrowed else { return all }
        return all.map { "\($0) AND \(isInside(narrowed, row))" }
    }

    private func wholeUnits(_ ids: [Int64], _ row: Alias) -> [SQL] {
        // Nobody's rows have no unit, so the index alone answers.
        guard !ids.isEmpty else { return [] }
        guard ids.count <= 40 else { return ["\(row.unit) IN (\(values: ids))"] }
        return ids.map { "\(row.unit) = \($0)" }
    }

    private func allBranches(of object: ObjectModel, _ row: Alias, _ access: Access, _ reached: [Int64]) -> [SQL] {
        let rest = others(reached, row)
        let shared = shares(object.key, row, access)
        let followed = parents(of: object, row, access).map { "\($0) AND \(rest) AND NOT \(shared)" as SQL }
        return units(reached, row) + ["\(shared) AND \(rest)"] + followed
    }

    /// One condition for a sub-query, where order does not matter; nil for
    /// no condition. Rows in the recycle bin are left out.
    func live(_ object: String, alias: String) -> SQL? {
        guard let model = schema.object(object) else { return nil }
        let row = Alias(alias)
        let isLive: SQL = "\(row.deleted) IS NULL"
        guard let condition = condition(for: model, alias: alias) else { return isLive }
        return "\(isLive) AND \(condition)"
    }

    /// One condition that holds for the viewer's rows; nil where it holds
    /// for all.
    public func condition(for object: ObjectModel, alias: String, _ access: Access = .read) -> SQL? {
        condition(for: object, Alias(alias), access, levels: RowScope.parentLevels)
    }

    private func condition(for object: ObjectModel, _ row: Alias, _ access: Access, levels: Int) -> SQL? {
        let scope = viewer.isSystem ? .all : viewer.scope(for: object.key, access)
        if scope == .all { return nil }
        guard scope != .none else { return "1 = 0" }
        let reached = viewer.units(in: scope)
        var any = [mine(row)]
        if !reached.isEmpty { any.append("(\(row.unit) IN (\(values: reached)) AND \(row.owner) IS NOT NULL)") }
        any.append(shares(object.key, row, access))
        any += parents(of: object, row, access, levels: levels)
        return "(\(any.joined(separator: " OR ")))"
    }

    /// Rows without an owner; nil where the viewer reaches no pool.
    public func pool(of object: ObjectModel, alias: String) -> SQL? {
        switch viewer.isSystem ? .all : viewer.scope(for: object.key, .read) {
        case .team, .department, .all: "\(Alias(alias).owner) IS NULL"
        case .own, .none: nil
        }
    }

    // MARK: Pieces

    /// Column names of one row, written once.
    struct Alias {
        let name: SQL
        var owner: SQL { "\(name).owner_id" }
        var unit: SQL { "\(name).org_unit_id" }
        var deleted: SQL { "\(name).deleted_at" }
        var id: SQL { "\(name).id" }

        init(_ name: String) { self.name = SQL(unsafe: name) }
    }

    private func mine(_ row: Alias) -> SQL {
        "\(row.owner) = \(viewer.userID)"
    }

    /// Mine, and one branch per unit so that each is in index order. A great
    /// many units share one branch: then sorting costs less than merging.
    private func units(_ ids: [Int64], _ row: Alias) -> [SQL] {
        let notMine: SQL = "\(row.owner) IS NOT NULL AND \(row.owner) <> \(viewer.userID)"
        guard ids.count <= 40 else { return [mine(row), "\(row.unit) IN (\(values: ids)) AND \(notMine)"] }
        return [mine(row)] + ids.map { "\(row.unit) = \($0) AND \(notMine)" }
    }

    /// Rows outside ``units(_:_:)``.
    private func others(_ ids: [Int64], _ row: Alias) -> SQL {
        guard !ids.isEmpty else { return "(\(row.owner) IS NULL OR \(row.owner) <> \(viewer.userID))" }
        return """
            (\(row.owner) IS NULL OR (\(row.owner) <> \(viewer.userID) \
            AND COALESCE(\(row.unit), 0) NOT IN (\(values: ids))))
            """
    }

    /// Mine or in one of the units, for narrowing other branches.
    private func isInside(_ ids: [Int64], _ row: Alias) -> SQL {
        guard !ids.isEmpty else { return mine(row) }
        return "(\(mine(row)) OR (\(row.owner) IS NOT NULL AND \(row.unit) IN (\(values: ids))))"
    }

    private func shares(_ object: String, _ row: Alias, _ access: Access) -> SQL {
        let level: SQL = access == .write ? " AND level = 'write'" : ""
        return """
            \(row.id) IN (SELECT record_id FROM record_share \
            WHERE user_id = \(viewer.userID) AND object = \(object)\(level))
            """
    }

    /// Rows whose first filled parent the viewer may reach; writing follows
    /// the parent's write rights.
    private func parents(of object: ObjectModel, _ row: Alias, _ access: Access, levels: Int = parentLevels) -> [SQL] {
        guard levels > 0 else { return [] }
        var earlier: [SQL] = []
        var result: [SQL] = []
        for key in object.definition.parents {
            guard let field = object.field(key), field.isStored, let parent = schema.object(field.target) else { continue }
            let column: SQL = "\(row.name).\(id: field.column)"
            let name = "p\(levels)"
            let scope = condition(for: parent, Alias(name), access, levels: levels - 1)
            let filter: SQL = scope.map { " AND \($0)" } ?? ""
            let inside: SQL = """
                \(column) IN (SELECT \(unsafe: name).id FROM \(id: parent.table) \(unsafe: name) \
                WHERE \(unsafe: name).deleted_at IS NULL\(filter))
                """
            result.append("(\((earlier + [inside]).joined(separator: " AND ")))")
            earlier.append("\(column) IS NULL")
        }
        return result
    }
}
