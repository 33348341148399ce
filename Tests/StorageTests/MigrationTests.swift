import SQLText
import Storage
import Testing

@Suite("Migrations run once", .timeLimit(.minutes(20)))
struct MigrationTests {
    private static let steps = [
        Migration(
            1, "leads",
            [
                """
                CREATE TABLE thing (\(SQL.identityColumn()), \(SQL.textColumn("t")), \(SQL.integerColumn("i")),
                    \(SQL.realColumn("r")), \(SQL.blobColumn("b")))
                """, "INSERT INTO thing (t) VALUES ('first')",
            ]),
        Migration(2, "index", ["CREATE INDEX thing_t ON thing (t)"]),
    ]

    @Test(arguments: Engine.available)
    func howeverManyServersStart(on engine: Engine) async throws {
        try await withTwoServers(engine, tables: []) { first, second in
            let migrations = Migrations("things", Self.steps)
            async let one = migrations.run(on: first)
            async let two = migrations.run(on: second)
            let ran = try await (one, two)
            #expect((ran.0 + ran.1).sorted() == [1, 2])
            #expect(try await migrations.run(on: first).isEmpty)
            #expect(try await first.read { try $0.integer("SELECT count(*) FROM thing") } == 1)
            let later = Migrations("things", Self.steps + [Migration(3, "more", ["DELETE FROM thing"])])
            #expect(try await later.run(on: second) == [3])
            #expect(try await Migrations("others", [Migration(1, "other", [])]).run(on: first) == [1])
        }
    }

    @Test(arguments: Engine.available)
    func aFailedStepLeavesNothing(on engine: Engine) async throws {
        try await withDatabase(engine, tables: []) { database, _ in
            let broken = Migration(3, "broken", ["CREATE TABLE half (\(SQL.identityColumn()))", "SELECT nothing"])
            let error = await storageError { try await Migrations("things", Self.steps + [broken]).run(on: database) }
            #expect(error?.code == .statement)
            let half = await storageError { try await database.read { _ = try $0.integer("SELECT 1 FROM half") } }
            #expect(half?.code == .statement)
            let repaired = Migration(3, "repaired", ["CREATE TABLE half (\(SQL.identityColumn()))"])
            let ran = try await Migrations("things", Self.steps + [repaired]).run(on: database)
            #expect(ran == [3])
        }
    }

    @Test(arguments: Engine.available)
    func anEditedStepIsNoticed(on engine: Engine) async throws {
        try await withDatabase(engine, tables: []) { database, _ in
            try await Migrations("things", Self.steps).run(on: database)
            let edited = Migrations("things", [Migration(1, "rewritten", [])])
            let error = await storageError { try await edited.run(on: database) }
            #expect(error?.code == .statement)
        }
    }

    @Test(arguments: Engine.available)
    func eachStatementStandsAloneOutsideASavepoint(on engine: Engine) async throws {
        try await withDatabase(engine) { database, _ in
            let stream = database.announcements(on: "schema")
            await #expect(throws: Refusal()) {
                try await database.migrate { connection in
                    try connection.execute(Sample.insert("alone"))
                    _ = try? connection.execute("SELECT nothing")
                    try connection.execute(Sample.insert("after a refusal"))
                    _ = try? connection.savepoint {
                        try connection.execute(Sample.insert("undone"))
                        throw Refusal()
                    }
                    try connection.savepoint { try connection.execute(Sample.insert("together")) }
                    throw Refusal()
                }
            }
            try await database.migrate { try $0.announce("schema", "new") }
            var iterator = stream.makeAsyncIterator()
            #expect(await iterator.next() == "new")
            #expect(try await Sample.names(database) == ["after a refusal", "alone", "together"])
        }
    }
}
