import Definitions
import FormulaLanguage
import SQLText

/// What a list of certain columns in a certain order looks like for a role;
/// worked out once and kept, so that a page costs no more than its rows.
final class ListShape: Sendable {
    /// What a shape depends on.
    struct Key: Hashable {
        let object: String
        let columns: [String]
        let sort: ListRequest.Sort
        /// Nil for the platform itself.
        let role: String?
    }

    let plan: ObjectPlan
    let title: OutputColumn?
    let columns: [OutputColumn]
    /// How to write ``columns``, in the same order, and their names.
    let steps: [OutputStep]
    let names: [UInt8]
    let sortField: FieldModel
    let sort: ListRequest.Sort
    /// Names the list in cursors.
    let name: String
    /// `SELECT r.id, r.version, r.owner_id, r.org_unit_id, r.warning, r.warning_reason, <sort>, <title>, <columns>`;
    /// nil where formulas make it depend on the moment or the viewer.
    private let fixedHead: SQL?

    /// The columns in front of the title's.
    static let headCount = 7

    init(_ plan: ObjectPlan, _ request: ListRequest, viewer: Viewer, runtime: Runtime) throws {
        self.plan = plan
        sort = request.sort
        let object = plan.object
        let restriction = runtime.restriction(object, for: viewer)
        sortField = try runtime.requireWhole(request.sort.field, of: object, for: viewer)
        guard sortField.isStored, !sortField.isMulti else {
            throw RecordError(
                .invalid, .field(sortField, "list.sort", "不能用于排序", "cannot be sorted by"))
        }
        guard request.columns.count <= 60 else {
            throw RecordError.invalid("list.columns", "最多显示 60 列", "At most 60 columns can be shown")
        }
        var seen = Set(ListShape.fixedKeys)
        columns = try request.columns.compactMap { key in
            guard seen.insert(key).inserted else { return nil }
            guard let field = object.field(key), !restriction.hidden.contains(key) else {
                throw RecordError(.invalid, .unknownField(key))
            }
            return OutputColumn(field, mask: restriction.masked[key])
        }
        (steps, names) = OutputStep.make(columns)
        let isTitleHidden = restriction.hidden.contains(object.title.key)
        title = isTitleHidden ? nil : OutputColumn(object.title, mask: restriction.masked[object.title.key])
        name = "\(object.key)/\(sort.descending ? "-" : "")\(sort.field)"
        let isFixed = columns.allSatisfy { $0.field.formula == nil } && title?.field.formula == nil
        fixedHead = isFixed ? try ListShape.head(columns, title, sortField) { SQLContext(dialect: .sqlite, now: .init(milliseconds: 0)) } : nil
    }

    /// Written for every row whatever columns are asked for.
    static let fixedKeys = ["id", "version", "owner", "org_unit", "warning", "warning_reason", "title"]

    func head(_ context: () -> SQLContext) throws -> SQL {
        try fixedHead ?? ListShape.head(columns, title, sortField, context)
    }

    private static func head(
        _ columns: [OutputColumn], _ title: OutputColumn?, _ sortField: FieldModel, _ context: () -> SQLContext
    ) throws -> SQL {
        let fixed = ["id", "version", "owner_id", "org_unit_id", "warning", "warning_reason", sortField.column]
        var pieces = fixed.map { SQL(unsafe: "r." + ObjectPlan.quoted($0)) }
        pieces.append(try title?.expression(context()) ?? "NULL")
        for column in columns where !column.isFetchedLater || column.field.isStored {
            pieces.append(try column.expression(context()))
        }
        let head: SQL = "SELECT \(pieces.joined(separator: ", "))"
        return head.flattened
    }

    /// Whether rows may lack a value in the sort column.
    var isSortNullable: Bool {
        !["id", "version", "created_at", "updated_at"].contains(sortField.column)
    }

    /// The order, for rows of `r`.
    var order: SQL {
        let direction = sort.descending ? " DESC" : ""
        let column = ObjectPlan.quoted(sortField.column)
        if sortField.column == "id" { return SQL(unsafe: "r.id\(direction)") }
        return SQL(unsafe: "r.\(column)\(direction), r.id\(direction)")
    }
}

extension SQL {
    /// The same in as few pieces as possible, so that it is quick to copy
    /// and to look up; only for text without values.
    var flattened: SQL {
        let statement = statement(for: .sqlite)
        return statement.values.isEmpty ? SQL(unsafe: statement.text) : self
    }
}
