import Foundation
import SQLText
import Storage
import Testing

@Suite("A read sees one moment", .timeLimit(.minutes(20)))
struct ReadTests {
    @Test(arguments: Engine.available)
    func seesNothingThatCommitsMeanwhile(on engine: Engine) async throws {
        try await withDatabase(engine) { database, _ in
            try await database.change { try $0.execute(Sample.insert("before")) }
            let door = Door()
            let counts = Task {
                try await database.read { connection in
                    let first = try connection.integer(Sample.count)
                    door.pass()
                    return [first, try connection.integer(Sample.count)]
                }
            }
            try await eventually("the read has begun") { door.isReached }
            try await database.change { try $0.execute(Sample.insert("meanwhile")) }
            door.open()
            #expect(try await counts.value == [1, 1])
            #expect(try await database.read { try $0.integer(Sample.count) } == 2)
        }
    }

    @Test(arguments: Engine.available)
    func refusesToWrite(on engine: Engine) async throws {
        try await withDatabase(engine) { database, _ in
            let writing = await storageError { _ = try await database.read { try $0.execute(Sample.insert("no")) } }
            #expect(writing?.code == .readOnly)
            let announcing = await storageError { try await database.read { try $0.announce("c", "p") } }
            #expect(announcing?.code == .readOnly)
            let names = try await Sample.names(database)
            #expect(names.isEmpty)
        }
    }

    @Test(arguments: Engine.available)
    func stopsWhenItsCallerIsCancelled(on engine: Engine) async throws {
        try await withDatabase(engine) { database, _ in
            let door = Door()
            let endless = Task {
                try await database.read { connection in
                    door.open()
                    return try connection.integer(
                        """
                        WITH RECURSIVE n(i) AS (
                            SELECT CAST(1 AS \(SQL.integerType)) UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000)
                        SELECT count(*) FROM n
                        """)
                }
            }
            await Task.detached { door.pass() }.value
            endless.cancel()
            await #expect(throws: CancellationError.self) { try await endless.value }
            let count = try await database.read { try $0.integer(Sample.count) }
            #expect(count == 0)
        }
    }

    @Test(arguments: Engine.available)
    func mayRunTheSameStatementInsideItsOwnLoop(on engine: Engine) async throws {
        try await withDatabase(engine) { database, _ in
            try await database.change { connection in
                for number in 1...3 { try connection.execute(Sample.insert("n", number)) }
            }
            let pairs = try await database.read { connection in
                let sql: SQL = "SELECT amount FROM lead WHERE amount >= \(1) ORDER BY amount"
                return try connection.rows(sql) { outer in
                    let mine = outer.integer(0) ?? 0
                    return try connection.rows(sql) { mine * 10 + ($0.integer(0) ?? 0) }
                }
            }
            #expect(pairs == [[11, 12, 13], [21, 22, 23], [31, 32, 33]])
        }
    }

    @Test(arguments: Engine.available)
    func stopsAtTheRowItsCallerChooses(on engine: Engine) async throws {
        try await withDatabase(engine) { database, _ in
            try await database.change { connection in
                for number in 1...5 { try connection.execute(Sample.insert("n", number)) }
            }
            let seen = try await database.read { connection in
                var seen: [Int64] = []
                try connection.forEachRow("SELECT amount FROM lead ORDER BY amount") {
                    seen.append($0.integer(0) ?? 0)
                    return seen.count < 2
                }
                return seen
            }
            #expect(seen == [1, 2])
            await #expect(throws: Refusal()) {
                try await database.read { try $0.forEachRow("SELECT 1") { _ in throw Refusal() } }
            }
            #expect(try await database.read { try $0.exists("SELECT 1 FROM lead WHERE amount > \(5)") } == false)
        }
    }

    /// A statement prepared before a column was added must not stumble.
    @Test(arguments: Engine.available)
    func survivesASchemaChange(on engine: Engine) async throws {
        try await withTwoServers(engine) { first, second in
            for database in [first, second] {
                try await database.change { try $0.execute(Sample.insert("row")) }
                #expect(try await columns(database) == 3)
            }
            try await first.migrate { try $0.execute("ALTER TABLE lead ADD COLUMN \(SQL.textColumn("phone"))") }
            #expect(try await columns(first) == 4)
            #expect(try await columns(second) == 4)
        }
    }

    private func columns(_ database: any Database) async throws -> Int? {
        try await database.read { try $0.first("SELECT * FROM lead") { $0.count } }
    }
}
