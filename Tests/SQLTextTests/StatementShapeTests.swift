import SQLText
import Testing

@Suite("A shape is a statement without its values")
struct StatementShapeTests {
    private func find(_ id: Int, in table: String = "lead") -> SQL { "SELECT * FROM \(id: table) WHERE id = \(id)" }

    @Test(arguments: Dialect.allCases)
    func ignoresValues(dialect: Dialect) {
        let shape = StatementShape(find(1), for: dialect)
        let other = StatementShape(find(2), for: dialect)
        #expect(shape == other)
        #expect(shape.hashValue == other.hashValue)
        #expect(shape == shape.withoutValues)
        #expect(shape.hashValue == shape.withoutValues.hashValue)
    }

    @Test func tellsTextsAndDialectsApart() {
        let shape = StatementShape(find(1), for: .sqlite)
        #expect(shape != StatementShape(find(1, in: "event"), for: .sqlite))
        #expect(shape != StatementShape(find(1), for: .postgres))
        let (short, long): (SQL, SQL) = ("\(1)", "\(1)\(2)")
        #expect(StatementShape(short, for: .sqlite) != StatementShape(long, for: .sqlite))
        #expect(StatementShape("a", for: .sqlite) != StatementShape(short, for: .sqlite))
    }

    @Test func looksAtItsOwnDialectOnly() {
        let left = SQL.choice(sqlite: "s \(1)", postgres: "p")
        let right = SQL.choice(sqlite: "s \(2)", postgres: "q")
        #expect(StatementShape(left, for: .sqlite) == StatementShape(right, for: .sqlite))
        #expect(StatementShape(left, for: .postgres) != StatementShape(right, for: .postgres))
        #expect(StatementShape(left, for: .sqlite) == StatementShape(left, for: .sqlite).withoutValues)
    }

    @Test(arguments: Dialect.allCases)
    func listsValuesAsTheStatementDoes(dialect: Dialect) {
        let sql: SQL = "\(1) \(SQL.choice(sqlite: "\(2)", postgres: "\(3) \(4)")) \("五")"
        var values: [SQLValue] = []
        sql.forEachValue(for: dialect) { values.append($0) }
        #expect(values == sql.statement(for: dialect).values)
    }
}
