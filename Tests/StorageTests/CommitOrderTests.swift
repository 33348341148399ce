import SQLText
import Storage
import Testing

@Suite("A durable cursor misses nothing", .timeLimit(.minutes(20)))
struct CommitOrderTests {
    private static let table: SQL = """
        CREATE TABLE event (\(SQL.identityColumn()), \(SQL.commitOrderColumn()), \(SQL.textColumn("kind")))
        """

    private struct Cursor: Sendable, Equatable {
        var xid: Int64 = 0
        var id: Int64 = 0
    }

    /// A row with a low id that commits late.
    @Test(arguments: Engine.available)
    func ofARowThatCommitsLate(on engine: Engine) async throws {
        try await withTwoServers(engine, tables: [Self.table]) { first, second in
            let door = Door()
            async let late = first.change { connection in
                let id = try connection.insert("INSERT INTO event (kind) VALUES ('late')")
                door.pass()
                return id
            }
            try await eventually("the late change has its id") { door.isReached }
            var cursor = Cursor()
            var seen: [Int64] = []
            // SQLite lets nobody overtake the writer.
            if engine == .postgres {
                let early = try await second.change { try $0.insert("INSERT INTO event (kind) VALUES ('early')") }
                seen += try await follow(second, &cursor)
                #expect(!seen.contains(early), "an unfinished change may still come before it")
            }
            door.open()
            let lateID = try await late
            // Other tests' transactions on the server hold the horizon, too.
            try await eventually("the late row is seen") {
                seen += try await follow(second, &cursor)
                return seen.contains(lateID)
            }
            #expect(seen == seen.sorted())
        }
    }

    @Test(arguments: Engine.available)
    func underManyWriters(on engine: Engine) async throws {
        try await withTwoServers(engine, tables: [Self.table]) { first, second in
            let expected = 8 * 20
            async let writing: Void = withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<8 {
                    let database = caller.isMultiple(of: 2) ? first : second
                    group.addTask {
                        for _ in 0..<20 {
                            try await database.change { try $0.insert("INSERT INTO event (kind) VALUES ('x')") }
                        }
                    }
                }
                try await group.waitForAll()
            }
            var cursor = Cursor()
            var seen: [Int64] = []
            try await eventually("every event is seen") {
                seen += try await follow(second, &cursor)
                return seen.count >= expected
            }
            try await writing
            let all = try await second.read { try $0.rows("SELECT id FROM event ORDER BY id") { $0.integer(0) ?? 0 } }
            #expect(seen.sorted() == all)
            #expect(all.count == expected)
        }
    }

    private func follow(_ database: any Database, _ cursor: inout Cursor) async throws -> [Int64] {
        let start = cursor
        let rows = try await database.read { connection in
            try connection.rows(
                """
                SELECT xid, id FROM event
                WHERE (xid, id) > (\(start.xid), \(start.id)) AND \(SQL.visibleHorizon())
                ORDER BY xid, id
                """
            ) { Cursor(xid: $0.integer(0) ?? 0, id: $0.integer(1) ?? 0) }
        }
        cursor = rows.last ?? cursor
        return rows.map(\.id)
    }
}
