import Definitions
import FormulaLanguage
import Records

/// What a viewer may learn: a number inherits the restrictions of every
/// field it is made of, also of those that formulas read for it.
struct Visibility {
    let viewer: Viewer
    let schema: Schema

    /// - Throws: ``RecordError`` `metric.hidden`.
    func require(_ plan: MetricPlan) throws {
        for leaf in plan.leaves where !sees(leaf) { throw RecordError(.forbidden, .hiddenMetric) }
    }

    /// Whether a field may be shown, filtered and grouped by.
    func sees(_ field: String, of object: String) -> Bool {
        var visited: Set<FieldDependency> = []
        return sees(FieldDependency(object: object, field: field), &visited)
    }

    private func sees(_ leaf: Leaf) -> Bool {
        if viewer.isSystem { return true }
        guard viewer.scope(for: leaf.object.key, .read) != .none else { return false }
        var needed: Set<FieldDependency> = []
        for formula in [leaf.model.filter, leaf.model.success, leaf.model.expression] {
            needed.formUnion(formula?.dependencies ?? [])
        }
        for field in [leaf.definition.field, leaf.definition.time] {
            if let field { needed.insert(FieldDependency(object: leaf.object.key, field: field)) }
        }
        var visited: Set<FieldDependency> = []
        return needed.allSatisfy { sees($0, &visited) }
    }

    /// A masked field shows each row's owner the whole of it, but a number
    /// is over many rows; so it counts as hidden.
    private func sees(_ needed: FieldDependency, _ visited: inout Set<FieldDependency>) -> Bool {
        if viewer.isSystem || !visited.insert(needed).inserted { return true }
        guard let field = schema.object(needed.object)?.field(needed.field) else { return true }
        let grant = viewer.grant(for: needed.object)
        if grant.read == .none || grant.hiddenFields.contains(needed.field) { return false }
        if let mask = field.definition.mask, !mask.unmaskedRoles.contains(viewer.role.key) { return false }
        for dependency in field.formula?.dependencies ?? [] where !sees(dependency, &visited) { return false }
        return true
    }
}
