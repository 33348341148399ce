public import SQLText

/// One numbered step of a database's schema; never edited once released.
public struct Migration: Sendable {
    /// The number, unique within its family; steps run in this order.
    public let number: Int
    /// A few words for people who look into `schema_migration`.
    public let name: String
    /// The statements of the step, one each.
    public let statements: [SQL]

    /// A step with its statements.
    public init(_ number: Int, _ name: String, _ statements: [SQL]) {
        self.number = number
        self.name = name
        self.statements = statements
    }
}

/// The append-only schema history of one family of tables.
///
/// ```swift
/// try await Migrations("records", [
///     Migration(1, "events", ["CREATE TABLE event (\(SQL.identityColumn("id")), …)"]),
/// ]).run(on: database)
/// ```
/// Families (one per room that owns tables) number their steps on their own.
/// What ran is recorded in the table `schema_migration`.
public struct Migrations: Sendable {
    private let family: String
    private let steps: [Migration]

    /// The steps of one family, in any order.
    public init(_ family: String = "core", _ steps: [Migration]) {
        self.family = family
        self.steps = steps.sorted { $0.number < $1.number }
    }

    /// Runs the steps that have not run yet, each in a transaction of its
    /// own together with its record; safe with several servers at once.
    ///
    /// - Returns: the numbers of the steps that ran now.
    /// - Throws: ``StorageError``; earlier steps stay, the failed one leaves
    ///   nothing.
    @discardableResult
    public func run(on database: any Database) async throws -> [Int] {
        let (family, steps) = (family, steps)
        return try await database.migrate { connection in
            try connection.execute(
                """
                CREATE TABLE IF NOT EXISTS schema_migration (
                    family \(SQL.textType) NOT NULL, number \(SQL.integerType) NOT NULL,
                    name \(SQL.textType) NOT NULL, PRIMARY KEY (family, number))
                """)
            var ran: [Int] = []
            for step in steps where try connection.savepoint({ try step.run(in: family, connection) }) {
                ran.append(step.number)
            }
            return ran
        }
    }
}

extension Migration {
    /// Looks and runs in one transaction, because another server may have
    /// been faster.
    fileprivate func run(in family: String, _ connection: any Connection) throws -> Bool {
        let known = try connection.text(
            "SELECT name FROM schema_migration WHERE family = \(family) AND number = \(number)")
        if let known {
            guard known == name else {
                throw StorageError(
                    code: .statement, detail: "migration \(family) \(number) is '\(known)' here, not '\(name)'")
            }
            return false
        }
        for statement in statements { try connection.execute(statement) }
        try connection.execute(
            "INSERT INTO schema_migration (family, number, name) VALUES (\(family), \(number), \(name))")
        return true
    }
}
