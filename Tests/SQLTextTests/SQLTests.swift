import SQLText
import Testing

@Suite("SQL renders for one database")
struct SQLTests {
    @Test(arguments: [
        (Dialect.sqlite, "SELECT * FROM \"lead\" WHERE a = ? AND b = ?"),
        (.postgres, "SELECT * FROM \"lead\" WHERE a = $1 AND b = $2"),
    ])
    func numbersItsPlaceholders(dialect: Dialect, text: String) {
        let sql: SQL = "SELECT * FROM \(id: "lead") WHERE a = \(1) AND b = \("二")"
        let statement = sql.statement(for: dialect)
        #expect(statement.text == text)
        #expect(statement.values == [.integer(1), .text("二")])
    }

    @Test(arguments: [
        ("lead", "\"lead\""), ("a\"b", "\"a\"\"b\""), ("\"", "\"\"\"\""), ("", "\"\""),
        ("x\"; DROP TABLE lead; --", "\"x\"\"; DROP TABLE lead; --\""), ("线索", "\"线索\""),
    ])
    func quotesIdentifiers(name: String, quoted: String) {
        let interpolated: SQL = "\(id: name)"
        #expect(interpolated.statement(for: .sqlite).text == quoted)
        #expect(SQL(identifier: name).statement(for: .postgres).text == quoted)
    }

    @Test func neverConcatenatesAValue() {
        let evil = "'; DROP TABLE lead; --"
        let sql: SQL = "SELECT \(evil)"
        #expect(sql.statement(for: .sqlite) == Statement(text: "SELECT ?", values: [.text(evil)]))
    }

    @Test func keepsTheOrderOfValuesThroughNesting() {
        let inner: SQL = "x = \(2) OR y IN (\(values: [3, 4]))"
        let sql: SQL = "a = \(1) AND (\(inner)) AND b = \(5)"
        let statement = sql.statement(for: .postgres)
        #expect(statement.text == "a = $1 AND (x = $2 OR y IN ($3, $4)) AND b = $5")
        #expect(statement.values == [1, 2, 3, 4, 5].map { .integer($0) })
    }

    @Test func choosesTheDialectsPieceWithItsValues() {
        let choice = SQL.choice(sqlite: "s(\(1), \(2))", postgres: "p(\(3))")
        let sql: SQL = "\(0) \(choice) \(9)"
        #expect(
            sql.statement(for: .sqlite) == Statement(text: "? s(?, ?) ?", values: [0, 1, 2, 9].map { .integer($0) }))
        #expect(
            sql.statement(for: .postgres) == Statement(text: "$1 p($2) $3", values: [0, 3, 9].map { .integer($0) }))
    }

    @Test func joinsPieces() {
        #expect(([] as [SQL]).joined(separator: ", ").isEmpty)
        let one: [SQL] = ["a = \(1)"]
        #expect(one.joined(separator: " AND ").statement(for: .sqlite).text == "a = ?")
        let three: [SQL] = ["a = \(1)", "b", "c = \(2)"]
        let statement = three.joined(separator: " AND ").statement(for: .postgres)
        #expect(statement == Statement(text: "a = $1 AND b AND c = $2", values: [.integer(1), .integer(2)]))
    }

    @Test func writesNullForAnEmptyList() {
        let none: SQL = "id IN (\(values: [Int]()))"
        #expect(none.statement(for: .sqlite) == Statement(text: "id IN (NULL)", values: []))
    }

    @Test func bindsSwiftValues() {
        let missing: String? = nil
        let sql: SQL =
            "\(true) \(false) \(1.5) \(missing) \(Int64.max) \(SQLValue.blob([1])) \(SQLValue.decimal("0.10"))"
        #expect(
            sql.statement(for: .sqlite).values == [
                .integer(1), .integer(0), .real(1.5), .null, .integer(.max), .blob([1]), .decimal("0.10"),
            ])
    }

    @Test func appendsPieces() {
        var sql: SQL = "a"
        sql += " \(1)"
        #expect((sql + SQL(value: 2) + SQL(unsafe: " b")).statement(for: .postgres).text == "a $1$2 b")
        #expect(SQL.empty.isEmpty)
    }
}
