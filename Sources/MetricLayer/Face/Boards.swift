public import Definitions
public import Records

/// Boards as the API answers them (P8).
///
/// ```swift
/// try await workspace.read { reading in
///     let period = Period.reading("last_month", today: reading.zone.date(of: reading.now))
///     return try Boards.data("sales", period: period, as: viewer, in: reading)
/// }
/// ```
public enum Boards {
    /// The boards a viewer may open, in the order of their definitions:
    /// `{"items":[{"key":…,"label":…,"widgets":9}]}`.
    public static func list(as viewer: Viewer, in schema: Schema) -> JSONValue {
        let items = schema.boards.filter { isOpen($0, to: viewer) }.map { board -> JSONValue in
            var item: [String: JSONValue] = ["key": .string(board.key), "widgets": .int(Int64(board.widgets.count))]
            item.merge(board.label.members()) { first, _ in first }
            return .object(item)
        }
        return ["items": .array(items)]
    }

    /// One board with all its numbers, read in one snapshot.
    ///
    /// - Parameter period: nil for this month.
    /// - Throws: ``RecordError`` `board.unknown`, `metric.filter`. A metric
    ///   that is hidden from the viewer or broken only empties its widget.
    public static func data(
        _ key: String, period: Period? = nil, filters: MetricFilters = MetricFilters(), as viewer: Viewer,
        in reading: Reading
    ) throws -> JSONValue {
        guard let board = reading.schema.boards.first(where: { $0.key == key }), isOpen(board, to: viewer) else {
            throw RecordError(.notFound, .unknownBoard(key))
        }
        let builder = try BoardBuilder(
            reading, viewer: viewer, period: period ?? Period(.thisMonth, today: reading.today), filters: filters)
        return try builder.json(board)
    }

    private static func isOpen(_ board: BoardDefinition, to viewer: Viewer) -> Bool {
        viewer.isSystem || board.roles.isEmpty || board.roles.contains(viewer.role.key)
    }
}
