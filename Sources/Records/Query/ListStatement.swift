import Definitions
import FormulaLanguage
import SQLText

/// The SQL of a list, a count or a sum.
///
/// ```sql
/// SELECT r.id, … FROM (
///   SELECT * FROM (SELECT r.id, r.created_at AS k FROM r_lead r WHERE … ORDER BY … LIMIT 51) b0
///   UNION SELECT * FROM (SELECT …) b1
///   ORDER BY 2 DESC, 1 DESC LIMIT 51) p CROSS JOIN r_lead r WHERE r.id = p.id ORDER BY …
/// ```
struct ListStatement {
    let shape: ListShape
    /// One per part of the viewer's rows; they may overlap.
    let covering: [SQL]
    /// The same without overlapping.
    let branches: [SQL]
    /// What all rows must meet.
    let condition: SQL

    private var table: SQL { SQL(identifier: shape.plan.object.table) }
    private var column: SQL { SQL(unsafe: "r." + ObjectPlan.quoted(shape.sortField.column)) }

    /// Rows that have a value in the sort column, or those that have none:
    /// they come last in either direction, and apart each part is served by
    /// its index on both databases.
    enum Part {
        case filled
        case blank
        /// The column is never blank.
        case all
    }

    /// A page.
    func page(_ head: SQL, _ part: Part, after cursor: ListCursor?, limit: Int) -> SQL {
        let place = place(part, after: cursor)
        let order = shape.order
        if covering.count == 1 {
            return """
                \(head) FROM \(table) r WHERE \(live(covering[0]))\(place) ORDER BY \(order) LIMIT \(limit)
                """
        }
        let inner = covering.enumerated().map { index, branch in
            """
            SELECT * FROM (SELECT r.id, \(column) AS k FROM \(table) r WHERE \(live(branch))\(place) \
            ORDER BY \(order) LIMIT \(limit)) b\(unsafe: String(index))
            """ as SQL
        }
        let direction: SQL = shape.sort.descending ? " DESC" : ""
        return """
            \(head) FROM (\(inner.joined(separator: " UNION ")) ORDER BY 2\(direction), 1\(direction) LIMIT \(limit)) p \
            CROSS JOIN \(table) r WHERE r.id = p.id ORDER BY \(order)
            """
    }

    /// How many rows there are, at most `limit`.
    func count(limit: Int?) -> SQL {
        let bound: SQL = limit.map { " LIMIT \($0)" } ?? ""
        let parts = limit == nil ? branches : covering
        if parts.count == 1 {
            return "SELECT COUNT(*) FROM (SELECT 1 FROM \(table) r WHERE \(live(parts[0]))\(bound)) c"
        }
        let inner = parts.enumerated().map { index, branch in
            "SELECT * FROM (SELECT r.id FROM \(table) r WHERE \(live(branch))\(bound)) b\(unsafe: String(index))" as SQL
        }
        let union: SQL = limit == nil ? " UNION ALL " : " UNION "
        return "SELECT COUNT(*) FROM (\(inner.joined(separator: union))\(bound)) c"
    }

    /// The sums of expressions on `r`, in order.
    func sums(_ expressions: [SQL]) -> SQL {
        let names = expressions.indices.map { SQL(unsafe: "s\($0)") }
        let columns = zip(expressions, names).map { "\($0) AS \($1)" as SQL }.joined(separator: ", ")
        let inner = branches.map { "SELECT \(columns) FROM \(table) r WHERE \(live($0))" as SQL }
        let outer = names.map { "SUM(\($0))" as SQL }.joined(separator: ", ")
        return "SELECT \(outer) FROM (\(inner.joined(separator: " UNION ALL "))) u"
    }

    private func live(_ branch: SQL) -> SQL {
        let limit: SQL = branch == "TRUE" ? "" : " AND \(branch)"
        return "r.deleted_at IS NULL\(limit)\(condition)"
    }

    private func place(_ part: Part, after cursor: ListCursor?) -> SQL {
        let compare: SQL = shape.sort.descending ? "<" : ">"
        switch part {
        case .blank:
            guard let cursor, cursor.key == nil else { return " AND \(column) IS NULL" }
            return " AND \(column) IS NULL AND r.id \(compare) \(cursor.id)"
        case .filled, .all:
            let filled: SQL = part == .filled ? " AND \(column) IS NOT NULL" : ""
            guard let cursor else { return filled }
            if shape.sortField.column == "id" { return " AND r.id \(compare) \(cursor.id)" }
            guard let key = cursor.key else { return filled }
            return "\(filled) AND (\(column), r.id) \(compare) (\(key), \(cursor.id))"
        }
    }
}
