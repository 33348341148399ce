import FormulaLanguage
import Records
import SQLText
import Storage

/// Finds, claims and runs due timers.
struct TimerQueue: Sendable {
    let handlers: [String: any TimerHandler]
    /// Timers run in one change.
    let batch: Int

    init(handlers: [any TimerHandler], batch: Int = 100) {
        self.handlers = Dictionary(handlers.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
        self.batch = batch
    }

    /// Runs one batch of due timers.
    ///
    /// All of them in one change, without savepoints; only where one fails
    /// they are run one by one, so that it holds up nobody.
    ///
    /// - Returns: how many were taken off the queue or put back for later.
    func fireBatch(in workspace: Workspace) async throws -> Int {
        do {
            return try await workspace.change(by: .system) { change in
                let due = try claim(limit: batch, change)
                for timer in due { try fire(timer, change) }
                return due.count
            }
        } catch let error as StorageError where error.code == .unavailable || error.code == .disk {
            throw error
        } catch {
            return try await fireSingly(in: workspace)
        }
    }

    private func fireSingly(in workspace: Workspace) async throws -> Int {
        let due = try await workspace.read { reading -> [TimerRow] in try self.due(limit: batch, reading) }
        for timer in due {
            do {
                try await workspace.change(by: .system) { change in
                    guard let claimed = try claim(id: timer.id, change) else { return }
                    try fire(claimed, change)
                }
            } catch let error as StorageError where error.code == .unavailable || error.code == .disk {
                throw error
            } catch {
                try await postpone(timer, because: "\(error)", in: workspace)
            }
        }
        return due.count
    }

    private func fire(_ timer: TimerRow, _ change: Change) throws {
        // Deleted first, so that a handler may set the same key again.
        try change.connection.execute("DELETE FROM timer WHERE id = \(timer.id)")
        try handlers[timer.kind]?.fire(timer, in: change)
    }

    /// Puts a failed timer back; after ``Backoff/limit`` failures it is set
    /// aside for somebody to look at, with its last error.
    private func postpone(_ timer: TimerRow, because reason: String, in workspace: Workspace) async throws {
        try await workspace.change(by: .system) { change in
            let attempts = timer.attempts + 1
            let due =
                attempts >= Backoff.limit
                ? Int64.max : change.now.adding(milliseconds: Backoff.delay(afterAttempts: attempts)).milliseconds
            try change.connection.execute(
                """
                UPDATE timer SET attempts = \(attempts), due_at = \(due), last_error = \(String(reason.prefix(500)))
                WHERE id = \(timer.id)
                """)
        }
    }

    private func claim(limit: Int, _ change: Change) throws -> [TimerRow] {
        try change.connection.rows(
            Self.select + dueCondition(change.now) + " LIMIT \(limit)" + Self.claiming, Self.row)
    }

    private func claim(id: Int64, _ change: Change) throws -> TimerRow? {
        try change.connection.first(
            Self.select + "WHERE id = \(id) AND due_at <= \(change.now.milliseconds)" + Self.claiming, Self.row)
    }

    private func due(limit: Int, _ reading: Reading) throws -> [TimerRow] {
        try reading.connection.rows(Self.select + dueCondition(reading.now) + " LIMIT \(limit)", Self.row)
    }

    /// When the next timer of a kind served here is due.
    func nextDue(in workspace: Workspace) async throws -> Instant? {
        let kinds = handlers.keys.sorted()
        return try await workspace.read { reading in
            let first = try reading.connection.integer(
                "SELECT due_at FROM timer WHERE kind IN (\(values: kinds)) ORDER BY due_at, id LIMIT 1")
            return first.flatMap { $0 == .max ? nil : Instant(milliseconds: $0) }
        }
    }

    private func dueCondition(_ now: Instant) -> SQL {
        """
        WHERE due_at <= \(now.milliseconds) AND kind IN (\(values: handlers.keys.sorted()))
        ORDER BY due_at, id
        """
    }

    private static let select: SQL = "SELECT id, due_at, kind, key, object, record_id, payload, attempts FROM timer "
    private static let claiming: SQL = .choice(sqlite: .empty, postgres: " FOR UPDATE SKIP LOCKED")

    private static func row(_ row: any Row) throws -> TimerRow {
        TimerRow(
            id: row.integer(0) ?? 0, dueAt: Instant(milliseconds: row.integer(1) ?? 0), kind: row.text(2) ?? "",
            key: row.text(3) ?? "", object: row.text(4) ?? "", recordID: row.integer(5) ?? 0,
            payload: try JSONValue(parsing: row.text(6) ?? "{}"), attempts: Int(row.integer(7) ?? 0))
    }
}
