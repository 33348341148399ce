import Foundation
import SQLText
import Storage
import Testing

@Suite("Values travel unharmed", .timeLimit(.minutes(20)))
struct ValueTests {
    private static let table: SQL = """
        CREATE TABLE sample (
            \(SQL.identityColumn()), \(SQL.integerColumn("i")), \(SQL.realColumn("r")), \(SQL.textColumn("t")),
            \(SQL.blobColumn("b")))
        """

    private struct Values: Sendable, Equatable {
        var integer: Int64?
        var real: Double?
        var text: String?
        var blob: [UInt8]?
    }

    @Test(arguments: Engine.available)
    func comeBackAsTheyWent(on engine: Engine) async throws {
        var random = SeededGenerator(seed: 20_260_710)
        let samples = (0..<400).map { _ in Self.sample(&random) }
        try await withDatabase(engine, tables: [Self.table]) { database, _ in
            try await database.change { connection in
                for (id, sample) in samples.enumerated() {
                    try connection.execute(
                        """
                        INSERT INTO sample (id, i, r, t, b)
                        VALUES (\(id), \(sample.integer), \(sample.real), \(sample.text),
                            \(sample.blob.map(SQLValue.blob) ?? .null))
                        """)
                }
            }
            let found = try await database.read { connection in
                try connection.rows("SELECT i, r, t, b FROM sample ORDER BY id") { row in
                    #expect(row.value(0) == row.integer(0).map(SQLValue.integer) ?? .null)
                    #expect(row.value(1) == row.real(1).map(SQLValue.real) ?? .null)
                    #expect(row.value(2) == row.text(2).map(SQLValue.text) ?? .null)
                    #expect(row.value(3) == row.blob(3).map(SQLValue.blob) ?? .null)
                    #expect(row.withText(2) { Array($0) } == row.text(2).map { Array($0.utf8) })
                    return Values(
                        integer: row.integer(0), real: row.real(1), text: row.text(2), blob: row.blob(3))
                }
            }
            #expect(found == samples)
        }
    }

    private static func sample(_ random: inout SeededGenerator) -> Values {
        let integers: [Int64?] = [nil, 0, 1, -1, .max, .min, 1 << 53, Int64(truncatingIfNeeded: random.next())]
        let reals: [Double?] = [
            nil, 0, -1.5, 0.1, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity, -.infinity,
            Double.random(in: -1e9...1e9, using: &random),
        ]
        let texts: [String?] = [
            nil, "", " ", "线索", "👩‍👩‍👧‍👦🇨🇳", "e\u{301}", "'\"\\;--", "\u{FEFF}\u{10FFFF}", "\n\t\r", "12", "null",
            String((0..<Int.random(in: 0...200, using: &random)).map { _ in "雨燕aé"[random] }),
        ]
        let blobs: [[UInt8]?] = [
            nil, [], [0], [0, 255, 0],
            (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) },
        ]
        return Values(
            integer: integers.randomElement(using: &random) ?? nil, real: reals.randomElement(using: &random) ?? nil,
            text: texts.randomElement(using: &random) ?? nil, blob: blobs.randomElement(using: &random) ?? nil)
    }

    @Test(arguments: Engine.available, ["a\0b", "\0", "末尾\0"])
    func withNULAreRefusedBeforeTheDriver(on engine: Engine, text: String) async throws {
        try await withDatabase(engine) { database, _ in
            let code = try await database.change { connection -> StorageError.Code? in
                var code: StorageError.Code?
                do {
                    try connection.execute(Sample.insert(text))
                } catch let error as StorageError {
                    code = error.code
                }
                // The database has not noticed, so the change goes on.
                try connection.execute(Sample.insert("next"))
                return code
            }
            #expect(code == .unfitValue)
            let decimal = await storageError {
                try await database.change { _ = try $0.text("SELECT \(SQLValue.decimal(text))") }
            }
            #expect(decimal?.code == .unfitValue)
            #expect(try await Sample.names(database) == ["next"])
        }
    }

    @Test(arguments: Engine.available)
    func notANumberIsRefused(on engine: Engine) async throws {
        try await withDatabase(engine, tables: [Self.table]) { database, _ in
            let error = await storageError {
                try await database.change { try $0.execute("INSERT INTO sample (r) VALUES (\(Double.nan))") }
            }
            #expect(error?.code == .unfitValue)
        }
    }

    @Test(arguments: Engine.available)
    func convertTheSameWay(on engine: Engine) async throws {
        try await withDatabase(engine) { database, _ in
            try await database.change { connection in
                for amount in [10, 20, 33] { try connection.execute(Sample.insert("n", amount)) }
            }
            try await database.read { (connection: any Connection) throws in
                #expect(try connection.integer("SELECT sum(amount) FROM lead") == 63)
                #expect(try connection.first("SELECT avg(amount) FROM lead") { $0.real(0) } == .some(21))
                #expect(try connection.integer("SELECT avg(amount) FROM lead") == 21)
                #expect(try connection.text("SELECT CAST(amount AS TEXT) FROM lead ORDER BY id") == "10")
                #expect(try connection.first("SELECT amount FROM lead ORDER BY id") { $0.text(0) } == .some("10"))
                #expect(try connection.integer("SELECT sum(amount) FROM lead WHERE id < 0") == nil)
                #expect(try connection.integer("SELECT amount > 5 FROM lead") == 1)
                #expect(try connection.text("SELECT CAST(\(SQLValue.decimal("-12.50")) AS TEXT)") == "-12.50")
                #expect(try connection.first("SELECT id, name FROM lead") { $0.count } == 2)
            }
        }
    }

    /// PostgreSQL must learn types although NULL has none.
    @Test(arguments: Engine.available)
    func mayBeNullAnywhere(on engine: Engine) async throws {
        try await withDatabase(engine, tables: [Self.table]) { database, _ in
            try await database.change { connection in
                for mask in 0..<16 {
                    let sql: SQL = """
                        INSERT INTO sample (i, r, t, b)
                        VALUES (\(mask & 1 > 0 ? 7 : nil), \(mask & 2 > 0 ? 0.5 : nil), \(mask & 4 > 0 ? "t" : nil),
                            \(mask & 8 > 0 ? SQLValue.blob([1]) : SQLValue.null))
                        """
                    try connection.execute(sql)
                }
                let counts: SQL = "SELECT count(i) + count(r) + count(t) + count(b) FROM sample"
                #expect(try connection.integer(counts) == 32)
            }
        }
    }

    @Test(arguments: Engine.available)
    func orderTextByItsBytes(on engine: Engine) async throws {
        let names = ["b", "B", "a", "Z", "é", "中", "-", "_", "10", "9", "", "aB", "ab"]
        try await withDatabase(engine) { database, _ in
            try await database.change { connection in
                for name in names { try connection.execute(Sample.insert(name)) }
            }
            let expected = names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
            #expect(try await Sample.names(database) == expected)
        }
    }
}

extension String {
    fileprivate subscript(random: SeededGenerator) -> Character {
        let characters = Array(self)
        return characters[Int(random.state % UInt64(characters.count))]
    }
}
