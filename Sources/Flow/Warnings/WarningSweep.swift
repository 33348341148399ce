import Definitions
import FormulaLanguage
public import Records
import SQLText
import Storage

/// Finds records that nobody has touched for too long (L9, F5), by walking
/// along an index of the watched column; see ``SweepMark``.
///
/// For each warning the object's table needs an index on the watched column
/// with the id behind it, and one on creation time for rows where the column
/// is still blank:
/// ```sql
/// CREATE INDEX … ON r_lead (f_last_touch_at, id);
/// CREATE INDEX … ON r_lead (created_at, id) WHERE f_last_touch_at IS NULL;
/// ```
public struct WarningSweep: Sweep {
    public let name = "warnings"
    /// Records handled in one change.
    static let slice = 100
    /// A sweep that found nothing notes its place only after so long.
    static let lag: Int64 = 600_000

    public init() {}

    /// Searches in a reading, so that the writer is only asked where there
    /// is something to raise.
    public func sweep(_ workspace: Workspace) async throws -> Int {
        var total = 0
        for warning in workspace.schema.warnings {
            for branch in Branch.allCases {
                total += try await sweep(WarningSearch(warning: warning, branch: branch), workspace)
            }
        }
        return total
    }

    private func sweep(_ search: WarningSearch, _ workspace: Workspace) async throws -> Int {
        let found = try await workspace.read { try search.find($0, limit: Self.slice) }
        guard !found.ids.isEmpty || found.isWorthNoting else { return 0 }
        try await workspace.change(by: .system) { change in
            _ = try WarningDesk(change: change).raise(search.warning.definition.object, found.ids)
            try found.next.save(search.name, in: change)
        }
        return found.ids.count
    }

    /// Rows whose column is filled, and rows where creation counts.
    enum Branch: String, CaseIterable, Sendable {
        case touched, untouched
    }
}

/// One warning's walk along one index.
struct WarningSearch: Sendable {
    let warning: WarningModel
    let branch: WarningSweep.Branch

    var name: String { "warning:\(warning.definition.key):\(branch.rawValue)" }

    struct Found: Sendable {
        var ids: [Int64] = []
        /// Where to go on.
        var next: SweepMark
        var isWorthNoting: Bool
    }

    func find(_ reading: Reading, limit count: Int) throws -> Found {
        let mark = try SweepMark.load(name, reading)
        let definition = warning.definition
        guard let object = reading.schema.object(definition.object),
            let column = object.field(definition.since)?.column, !column.isEmpty
        else { return Found(next: mark, isWorthNoting: false) }
        let limit = WarningLimit(definition, schema: reading.schema, zone: reading.zone).limit(at: reading.now)
        let rows = try reading.connection.rows(
            try query(object, column, mark, limit, count, reading)
        ) { (id: $0.integer(0) ?? 0, at: $0.integer(1) ?? 0) }
        var next = mark
        if rows.count == count, let last = rows.last {
            next.sinceAt = last.at
            next.recordID = last.id
        } else {
            next.sinceAt = max(limit.milliseconds, mark.sinceAt)
            next.recordID = next.sinceAt == mark.sinceAt ? mark.recordID : .max
        }
        // Subtracting with care: a fresh mark starts at the very beginning.
        let moved = next.sinceAt.subtractingReportingOverflow(mark.sinceAt)
        return Found(
            ids: rows.map(\.id), next: next,
            isWorthNoting: moved.overflow || moved.partialValue > WarningSweep.lag)
    }

    private func query(
        _ object: ObjectModel, _ column: String, _ mark: SweepMark, _ limit: Instant, _ count: Int, _ reading: Reading
    ) throws -> SQL {
        let time: SQL = branch == .touched ? "r.\(id: column)" : "r.created_at"
        // SQLite does not know that nearly everything is still untouched or
        // still open and would start there; the plus leaves it the walk in
        // time, which goes on where it stopped.
        let bare: SQL = .choice(sqlite: "+", postgres: .empty)
        let blank: SQL = branch == .touched ? .empty : "\(bare)r.\(id: column) IS NULL AND "
        let condition = try warning.condition.map { try $0.predicate(reading.sqlContext(as: .system)) } ?? "1 = 1"
        return """
            SELECT r.id, \(time) FROM \(id: object.table) AS r
            WHERE \(blank)\(time) <= \(limit.milliseconds)
              AND (\(time), r.id) > (\(mark.sinceAt), \(mark.recordID))
              AND r.deleted_at IS NULL AND r.owner_id IS NOT NULL
              AND \(bare)(\(condition))
              AND NOT EXISTS (
                SELECT 1 FROM warning_mark AS m
                WHERE m.object = \(object.key) AND m.record_id = r.id AND m.warning = \(warning.definition.key)
                  AND m.cleared_at IS NULL)
              AND NOT EXISTS (
                SELECT 1 FROM watch_start AS w
                WHERE w.object = \(object.key) AND w.record_id = r.id AND w.started_at > \(limit.milliseconds))
            ORDER BY \(time), r.id LIMIT \(count)
            """
    }
}
