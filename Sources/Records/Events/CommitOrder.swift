import SQLText

/// The order in which changes committed, which ids alone do not give where
/// several servers write at once: a change that began earlier may commit
/// later. Rows therefore keep the transaction's number, and readers only go
/// as far as no older transaction is still running.
enum CommitOrder {
    /// The number of the running transaction; 0 on SQLite, whose one writer
    /// gives out ids in commit order.
    static let current = SQL.choice(sqlite: "0", postgres: "(pg_current_xact_id()::text)::bigint")

    /// Whether every transaction up to a row's has ended.
    static let settled = SQL.choice(
        sqlite: "1 = 1", postgres: "xid < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint")

    /// Rows after a place, for an index on `(xid, id)` or, on SQLite, `id`.
    static func after(xid: Int64, id: Int64) -> SQL {
        .choice(sqlite: "id > \(id)", postgres: "(xid, id) > (\(xid), \(id))")
    }

    /// The order itself.
    static let ascending = SQL.choice(sqlite: "id", postgres: "xid, id")
}
