import FormulaLanguage
import Records
import SQLText
import Storage

/// Claims waiting effects, lets their channels deliver them and notes what
/// came of it.
///
/// A claim is a lease: whoever dies while delivering leaves a row that is
/// due again when the lease ends.
struct OutboxQueue: Sendable {
    let channels: [String: any Channel]
    let batch = 50
    static let lease: Int64 = 120_000

    init(channels: [any Channel]) {
        self.channels = Dictionary(channels.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Delivers one batch.
    ///
    /// - Returns: how many attempts were made.
    func deliverBatch(in workspace: Workspace) async throws -> Int {
        guard !channels.isEmpty else { return 0 }
        let rows = try await claim(in: workspace)
        guard !rows.isEmpty else { return 0 }
        let outcomes = await withTaskGroup(of: (OutboxRow, Delivery).self) { group in
            for row in rows {
                guard let channel = channels[row.channel] else { continue }
                group.addTask { (row, await channel.deliver(row)) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        try await workspace.change(by: .system) { change in
            for (row, outcome) in outcomes { try note(outcome, for: row, change) }
        }
        return outcomes.count
    }

    private func claim(in workspace: Workspace) async throws -> [OutboxRow] {
        let names = channels.keys.sorted()
        guard try await workspace.read({ try isAnyDue(names, $0) }) else { return [] }
        return try await workspace.change(by: .system) { change in
            let now = change.now.milliseconds
            let claiming: SQL = .choice(sqlite: .empty, postgres: " FOR UPDATE SKIP LOCKED")
            let rows = try change.connection.rows(
                """
                SELECT id, channel, effect_key, payload, attempts FROM outbox
                WHERE state = 'waiting' AND next_at <= \(now) AND channel IN (\(values: names))
                ORDER BY next_at, id LIMIT \(batch)\(claiming)
                """, Self.row)
            guard !rows.isEmpty else { return [] }
            try change.connection.execute(
                """
                UPDATE outbox SET attempts = attempts + 1, next_at = \(now + Self.lease)
                WHERE id IN (\(values: rows.map(\.id)))
                """)
            return rows
        }
    }

    private func isAnyDue(_ names: [String], _ reading: Reading) throws -> Bool {
        try reading.connection.exists(
            """
            SELECT 1 FROM outbox WHERE state = 'waiting' AND next_at <= \(reading.now.milliseconds)
            AND channel IN (\(values: names)) LIMIT 1
            """)
    }

    private func note(_ outcome: Delivery, for row: OutboxRow, _ change: Change) throws {
        switch outcome {
        case .ok:
            try change.connection.execute(
                """
                UPDATE outbox SET state = 'sent', sent_at = \(change.now.milliseconds), last_error = NULL
                WHERE id = \(row.id)
                """)
        case .permanent(let reason):
            try fail(row, reason, change)
        case .retry(let delay, let reason):
            let attempts = row.attempts + 1
            guard attempts < Backoff.limit else { return try fail(row, reason, change) }
            let next = change.now.adding(milliseconds: delay ?? Backoff.delay(afterAttempts: attempts))
            try change.connection.execute(
                """
                UPDATE outbox SET next_at = \(next.milliseconds), last_error = \(String(reason.prefix(500)))
                WHERE id = \(row.id) AND state = 'waiting'
                """)
        }
    }

    private func fail(_ row: OutboxRow, _ reason: String, _ change: Change) throws {
        try change.connection.execute(
            """
            UPDATE outbox SET state = 'failed', last_error = \(String(reason.prefix(500))) WHERE id = \(row.id)
            """)
    }

    private static func row(_ row: any Row) throws -> OutboxRow {
        OutboxRow(
            id: row.integer(0) ?? 0, channel: row.text(1) ?? "", key: row.text(2) ?? "",
            payload: try JSONValue(parsing: row.text(3) ?? "{}"), attempts: Int(row.integer(4) ?? 0))
    }
}
