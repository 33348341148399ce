import Records
import SQLText
import Storage
import StorageSQLite

/// Writes bench rows in bulk: indexes off, batches of rows, indexes on.
struct BenchFiller {
    let database: SQLiteDatabase
    let now: Int64
    let people: DemoPeople

    private static let batch = 100_000
    private static let tables = ["r_lead", "r_account", "r_opportunity", "event", "deadline", "timer"]

    func fill(leads: Int, accounts: Int, opportunities: Int, timers: Int) async throws {
        let indexes = try await dropIndexes()
        try await settleOwners()
        let rows = BenchRows(now: now, leads: leads, accounts: accounts, opportunities: opportunities)
        try await insert(accounts, rows.account + rows.accountKeys)
        try await insert(leads, rows.lead + rows.leadTraces)
        try await insert(leads, rows.leadPhones)
        try await insert(leads, rows.leadCompanies)
        try await insert(opportunities, rows.opportunity)
        try await insert(timers, rows.timer)
        try await share(leads)
        for index in indexes { try await database.migrate { try $0.execute(SQL(unsafe: index)) } }
        try await database.migrate { connection in
            try connection.execute("DROP TABLE bench_owner")
            // Followers of a company that old have long seen all of this.
            for follower in ["search", "flow.rules"] {
                try connection.execute(
                    """
                    INSERT INTO follower_cursor (name, xid, event_id, updated_at)
                    SELECT \(follower), 0, MAX(id), \(now) FROM event WHERE TRUE
                    ON CONFLICT (name) DO UPDATE SET event_id = excluded.event_id
                    """)
            }
            // No ANALYZE: a company's own database has none either.
        }
    }

    /// The definitions of the indexes that were there.
    private func dropIndexes() async throws -> [String] {
        let tables = Self.tables
        return try await database.migrate { connection in
            let indexes = try connection.rows(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (\(values: tables))"
            ) { ($0.text(0) ?? "", $0.text(1) ?? "") }
            for (name, _) in indexes { try connection.execute("DROP INDEX \(id: name)") }
            return indexes.map(\.1)
        }
    }

    /// A hundred places, of which the rich rep has ten and the others share
    /// the rest.
    private func settleOwners() async throws {
        let reps = people.reps
        let without = [BenchCompany.poorRep] + BenchCompany.shares.map(\.rep)
        let others = reps.indices.filter { !without.contains($0) }
        try await database.migrate { connection in
            try connection.execute("CREATE TABLE bench_owner (slot INTEGER PRIMARY KEY, owner BIGINT, unit BIGINT)")
            for slot in 0..<100 {
                let rep = reps[slot < 10 ? BenchCompany.richRep : others[slot % others.count]]
                try connection.execute(
                    "INSERT INTO bench_owner (slot, owner, unit) VALUES (\(slot), \(rep.id), \(rep.orgUnitID))")
            }
        }
    }

    private func insert(_ count: Int, _ statements: [SQL]) async throws {
        for start in stride(from: 1, through: count, by: Self.batch) {
            let end = min(count, start + Self.batch - 1)
            try await database.migrate { connection in
                try connection.savepoint {
                    for statement in statements {
                        try connection.execute(BenchRows.numbers(start, end) + statement)
                    }
                }
            }
        }
    }

    /// Leads of others, shared with reps who own none.
    private func share(_ leads: Int) async throws {
        for share in BenchCompany.shares {
            let user = people.reps[share.rep].id
            let step = max(1, leads / share.records)
            try await database.migrate { connection in
                try connection.execute(
                    """
                    INSERT INTO record_share (object, record_id, user_id, level)
                    SELECT 'lead', id, \(user), 'read' FROM r_lead WHERE id % \(step) = 0
                    """)
            }
        }
    }
}
