import SQLText

/// The prepared statements of one connection, kept by their shape.
final class SQLiteStatementCache {
    private let handle: SQLiteHandle
    private let limit: Int
    private var kept: [StatementShape: SQLiteStatement] = [:]

    init(_ handle: SQLiteHandle, limit: Int) {
        self.handle = handle
        self.limit = limit
    }

    /// A statement that nobody uses at the moment.
    func statement(for sql: SQL) throws -> SQLiteStatement {
        let shape = StatementShape(sql, for: .sqlite)
        if let known = kept[shape] {
            known.wasUsed = true
            // The body of its loop runs the same SQL again.
            guard known.isBusy else { return known }
            return try SQLiteStatement(known.text, on: handle.pointer, isKept: false)
        }
        let text = sql.statement(for: .sqlite).text
        let fresh = try SQLiteStatement(text, on: handle.pointer, isKept: true)
        if !fresh.isSchemaChange {
            if kept.count >= limit { evict() }
            kept[shape.withoutValues] = fresh
        }
        return fresh
    }

    func removeAll() {
        kept = [:]
    }

    /// Second chance: what was not used since the last time goes.
    private func evict() {
        kept = kept.filter { $0.value.wasUsed || $0.value.isBusy }
        if kept.count >= limit { kept = kept.filter { $0.value.isBusy } }
        for statement in kept.values { statement.wasUsed = false }
    }
}
