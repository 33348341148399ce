import Definitions
import FormulaLanguage
import SQLText

/// Whom a row counts for.
///
/// `now`: the record's owner and unit. `then`: those of the moment the
/// metric's time field names. A record that hangs on another (a touch, a
/// receipt) is itself the fact and keeps its owner through hand-overs; for
/// the others the owner is read from the last event of the record that had
/// arrived by then, since every event keeps owner and unit of its moment:
/// ```sql
/// COALESCE(
///   (SELECT e.owner_id FROM event AS e WHERE e.object = 'opportunity' AND e.record_id = r.id
///     AND e.received_at <= r.f_won_at ORDER BY e.id DESC LIMIT 1),
///   (SELECT e.owner_id FROM event AS e WHERE e.object = 'opportunity' AND e.record_id = r.id
///     ORDER BY e.id LIMIT 1),
///   r.owner_id)
/// ```
struct CreditSQL {
    let owner: SQL
    let unit: SQL

    init(_ leaf: Leaf, alias: String, zone: WorkspaceZone) {
        let row = SQL(identifier: alias)
        guard leaf.creditsByEvent, let time = leaf.time else {
            owner = "\(row).owner_id"
            unit = "\(row).org_unit_id"
            return
        }
        let moment = CreditSQL.moment("\(row).\(id: time.column)", time.storage, zone)
        owner = CreditSQL.known("owner_id", leaf.object.key, row, moment)
        unit = CreditSQL.known("org_unit_id", leaf.object.key, row, moment)
    }

    private static func known(_ column: String, _ object: String, _ row: SQL, _ moment: SQL) -> SQL {
        let events: SQL = """
            SELECT e.\(id: column) FROM event AS e WHERE e.object = \(object) AND e.record_id = \(row).id
            """
        return """
            COALESCE((\(events) AND e.received_at <= \(moment) ORDER BY e.id DESC LIMIT 1),
            (\(events) ORDER BY e.id LIMIT 1), \(row).\(id: column))
            """
    }

    /// A time field as milliseconds; a date means the end of its day.
    private static func moment(_ column: SQL, _ storage: ColumnStorage, _ zone: WorkspaceZone) -> SQL {
        guard case .dateText = storage else { return column }
        let endOfDay = 86_400_000 - 1 - zone.offsetMinutes * 60_000
        return .choice(
            sqlite: "(CAST(strftime('%s', \(column)) AS INTEGER) * 1000 + \(endOfDay))",
            postgres: "((CAST(\(column) AS DATE) - DATE '1970-01-01')::bigint * 86400000 + \(endOfDay))")
    }
}
