import SQLText
import Storage
import Testing

@Suite("Errors speak one language", .timeLimit(.minutes(20)))
struct ErrorTests {
    private static let tables: [SQL] = [
        "CREATE TABLE team (\(SQL.identityColumn()), \(SQL.textColumn("code")) UNIQUE)",
        """
        CREATE TABLE member (
            \(SQL.identityColumn()), \(SQL.integerColumn("team_id")) REFERENCES team (id),
            \(SQL.textColumn("name")) NOT NULL, \(SQL.integerColumn("age")) CHECK (age > 0), \(SQL.textColumn("phone")),
            \(SQL.textColumn("nick")),
            \(SQL.integerColumn("active")) NOT NULL DEFAULT 1)
        """,
        "CREATE UNIQUE INDEX member_team_name ON member (team_id, name)",
        "CREATE UNIQUE INDEX member_phone_live ON member (phone) WHERE active = 1",
        "CREATE UNIQUE INDEX member_lower ON member (lower(nick))",
        """
        CREATE TABLE pair (\(SQL.integerColumn("a")) NOT NULL, \(SQL.integerColumn("b")) NOT NULL, PRIMARY KEY (a, b))
        """,
        "INSERT INTO team (code) VALUES ('east')",
        "INSERT INTO member (team_id, name, phone, nick) VALUES (1, 'Li', '138A', 'xiao Li')",
        "INSERT INTO pair (a, b) VALUES (1, 2)",
    ]

    @Test(arguments: Engine.available)
    func namesTheUniqueIndex(on engine: Engine) async throws {
        let cases: [(SQL, String)] = [
            ("INSERT INTO team (id, code) VALUES (1, 'x')", "team_pkey"),
            ("INSERT INTO team (id, code) VALUES (9, 'east')", "team_code_key"),
            ("INSERT INTO member (team_id, name) VALUES (1, 'Li')", "member_team_name"),
            ("INSERT INTO member (team_id, name, phone) VALUES (1, 'Wu', '138A')", "member_phone_live"),
            ("INSERT INTO member (team_id, name, nick) VALUES (1, 'Wu', 'Xiao LI')", "member_lower"),
            ("INSERT INTO pair (a, b) VALUES (1, 2)", "pair_pkey"),
        ]
        try await withDatabase(engine, tables: Self.tables) { database, _ in
            for (sql, name) in cases {
                let error = await storageError { try await database.change { try $0.execute(sql) } }
                #expect(error?.code == .uniqueViolation)
                #expect(error?.detail == name)
            }
        }
    }

    @Test(arguments: Engine.available)
    func tellsWhatWasRefused(on engine: Engine) async throws {
        let cases: [(SQL, StorageError.Code)] = [
            ("INSERT INTO member (team_id) VALUES (1)", .constraintViolation),
            ("INSERT INTO member (name, age) VALUES ('x', 0)", .constraintViolation),
            ("INSERT INTO member (name, team_id) VALUES ('x', 77)", .constraintViolation),
            ("DELETE FROM team", .constraintViolation),
            ("SELEC 1", .statement),
            ("SELECT * FROM nowhere", .statement),
            ("SELECT \"no such column\"", .statement),
            ("SELECT 1; SELECT 2", .statement),
        ]
        try await withDatabase(engine, tables: Self.tables) { database, _ in
            for (sql, code) in cases {
                let error = await storageError { try await database.change { try $0.execute(sql) } }
                #expect(error?.code == code, "\(sql.statement(for: database.dialect).text)")
                #expect(error?.statement == sql.statement(for: database.dialect).text)
            }
        }
    }

    @Test(arguments: Engine.available)
    func keepsValuesToItself(on engine: Engine) async throws {
        try await withDatabase(engine, tables: Self.tables) { database, _ in
            let secret = "secret-13800138000"
            let sqls: [SQL] = [
                "INSERT INTO member (name, age) VALUES (\(secret), 0)",
                "INSERT INTO team (code) SELECT \(secret) UNION ALL SELECT \(secret)",
                "SELECT CAST(\(secret) AS \(SQL.choice(sqlite: "INTEGER", postgres: "BIGINT"))) FROM nowhere",
                SQL.choice(sqlite: "SELECT json(\(secret))", postgres: "SELECT CAST(\(secret) AS BIGINT)"),
            ]
            for sql in sqls {
                let error = await storageError { try await database.change { try $0.execute(sql) } }
                #expect(error != nil)
                #expect(error?.detail.contains("13800138000") == false)
                #expect(error?.statement?.contains("13800138000") == false)
            }
        }
    }

    @Test(arguments: Engine.available)
    func refusesAnInsertWithoutARow(on engine: Engine) async throws {
        try await withDatabase(engine, tables: Self.tables) { database, _ in
            let error = await storageError {
                try await database.change {
                    try $0.insert("INSERT INTO team (code) VALUES ('east') ON CONFLICT DO NOTHING")
                }
            }
            #expect(error?.code == .statement)
        }
    }
}
