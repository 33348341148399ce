import Definitions
import FormulaLanguage
import Records
import SQLText

extension Reading {
    /// The local day of the present.
    var today: LocalDate { zone.date(of: now) }

    /// The conditions under which a viewer sees rows of an object, disjoint;
    /// an empty one sees all, none at all sees none.
    func branches(of object: ObjectModel, for viewer: Viewer, alias: String) -> [SQL] {
        if viewer.isSystem || viewer.scope(for: object.key, .read) == .all { return [.empty] }
        return RowScope(viewer: viewer, schema: schema).branches(of: object, alias: alias)
    }

    /// What formulas of metrics are compiled with: look-ups see what the
    /// viewer sees, or everything where only an aggregate leaves.
    func formulas(alias: String, for viewer: Viewer, rights: Question.Rights) -> SQLContext {
        sqlContext(alias: alias, as: rights == .viewer ? viewer : .system)
    }
}
