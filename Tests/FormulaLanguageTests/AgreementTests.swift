import FormulaLanguage
import Foundation
import SQLText
import Storage
import StoragePostgres
import StorageSQLite
import Testing

/// P2: the interpreter, SQLite and PostgreSQL give one answer. Thousands of
/// random formulas over random records; the seed is printed and can be set.
@Suite("P2 Formulas mean the same in memory, SQLite and PostgreSQL")
struct AgreementTests {
    @Test("P2 SQLite agrees with the interpreter")
    func agreesOnSQLite() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("formula-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try SQLiteDatabase(
            path: folder.appendingPathComponent("w.db").path, functions: FormulaFunctions.sqliteFunctions,
            options: SQLiteOptions(synchronous: .off))
        try await agree(database)
        try await database.close()
    }

    @Test(
        "P2 PostgreSQL agrees with the interpreter",
        .enabled(if: TestSettings.postgres != nil, "YUYAN_TEST_POSTGRES is not set"))
    func agreesOnPostgres() async throws {
        let database = try await PostgresDatabase(
            connection: TestSettings.postgres ?? "", schema: "formula_agreement",
            functions: FormulaFunctions.postgresPrelude)
        try await agree(database)
        try await database.close()
    }

    private struct Sample: Sendable {
        var source: String
        var formula: Formula
        var columns: [SQL]
    }

    private func agree(_ database: any Database) async throws {
        print("formula seed \(TestSettings.seed), \(TestSettings.count) formulas on \(database.dialect)")
        var dice = Dice(seed: TestSettings.seed)
        let world = SampleWorld(count: 60, dice: &dice)
        try await database.migrate { try world.install($0) }
        var maker = ExpressionMaker(dice: dice)
        var failures = 0
        var made = 0
        while made < TestSettings.count, failures < 20 {
            var batch: [Sample] = []
            for _ in 0..<40 { batch.append(try sample(&maker, database.dialect)) }
            made += batch.count
            let first = maker.dice.roll(world.rows.count - 5)
            failures += try await check(batch, world, first..<first + 5, database)
        }
        #expect(failures == 0, "seed \(TestSettings.seed)")
    }

    private func sample(_ maker: inout ExpressionMaker, _ dialect: Dialect) throws -> Sample {
        let source = maker.any(maker.dice.oneIn(10) ? 5 : 2 + maker.dice.roll(2))
        let row = SampleRow()
        let context = SQLContext(
            dialect: dialect, now: row.now, zone: row.zone, calendar: row.calendar, currentUser: row.currentUser)
        do {
            let formula = try Formula.compile(source, in: SampleWorld.scope)
            var columns = [try formula.sql(context)]
            if formula.type == .boolean {
                columns.append("CASE WHEN \(try formula.predicate(context)) THEN 1 ELSE 0 END")
            }
            if formula.type == .number { columns.append(try formula.sql(context, storedAs: .scaled(2))) }
            return Sample(source: source, formula: formula, columns: columns)
        } catch {
            Issue.record("\(source): \(error)")
            throw error
        }
    }

    private func check(
        _ batch: [Sample], _ world: SampleWorld, _ range: Range<Int>, _ database: any Database
    ) async throws -> Int {
        let columns = batch.flatMap(\.columns).joined(separator: ",\n")
        let query: SQL = """
            SELECT \(columns) FROM o_opportunity AS r
            WHERE r.id BETWEEN \(range.lowerBound + 1) AND \(range.upperBound) ORDER BY r.id
            """
        let found = try await values(query, batch, database)
        var failures = 0
        for (row, values) in zip(world.rows[range], found) {
            var place = 0
            for sample in batch {
                let seen = Array(values[place..<place + sample.columns.count])
                place += sample.columns.count
                failures += compare(sample, row, seen) ? 0 : 1
            }
        }
        return failures
    }

    private func values(_ query: SQL, _ batch: [Sample], _ database: any Database) async throws -> [[SQLValue]] {
        let count = batch.reduce(0) { $0 + $1.columns.count }
        do {
            return try await read(query, count, database)
        } catch {
            for sample in batch { await blame(sample, database) }
            throw error
        }
    }

    private func read(_ query: SQL, _ count: Int, _ database: any Database) async throws -> [[SQLValue]] {
        try await database.read { connection in
            try connection.rows(query) { row in (0..<count).map { row.value($0) } }
        }
    }

    /// Names the formula whose SQL the database refuses.
    private func blame(_ sample: Sample, _ database: any Database) async {
        let alone: SQL = "SELECT \(sample.columns.joined(separator: ", ")) FROM o_opportunity AS r"
        do {
            _ = try await read(alone, 1, database)
        } catch {
            Issue.record("\(sample.source): \(error)\n\(alone.statement(for: database.dialect).text)")
        }
    }

    private func compare(_ sample: Sample, _ row: SampleRow, _ seen: [SQLValue]) -> Bool {
        let value: Value
        do {
            value = try sample.formula.evaluate(row)
        } catch {
            value = .blank
        }
        var agrees = shown(sample.formula.decode(seen[0])) == shown(value)
        if sample.formula.type == .boolean {
            agrees = agrees && seen[1] == .integer(value == .boolean(true) ? 1 : 0)
        }
        if sample.formula.type == .number {
            var stored = SQLValue.null
            if case .number(let number) = value { stored = number.scaled(to: 2).map(SQLValue.integer) ?? .null }
            agrees = agrees && seen[1] == stored
        }
        if !agrees {
            Issue.record(
                "\(sample.source)\n  expected \(shown(value)), database \(seen)\n  record \(row.fields.mapValues(shown))"
            )
        }
        return agrees
    }
}
