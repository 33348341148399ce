/// What a piece of SQL says apart from its values, for one database.
///
/// Drivers keep prepared statements by it: looking one up hashes the pieces
/// where they lie and renders no text. Two shapes are equal if the same
/// texts and placeholders stand in the same order, piece by piece; pieces
/// cut differently may give the same text and still differ, which costs one
/// more prepared statement and nothing else.
public struct StatementShape: Sendable, Hashable {
    private let sql: SQL
    private let dialect: Dialect

    /// The shape of a piece; shares its storage.
    public init(_ sql: SQL, for dialect: Dialect) {
        self.sql = sql
        self.dialect = dialect
    }

    /// The same shape without the values, for keeping: a cache must not hold
    /// on to what people once typed.
    public var withoutValues: StatementShape {
        StatementShape(sql.withoutValues(for: dialect), for: dialect)
    }

    public static func == (left: StatementShape, right: StatementShape) -> Bool {
        left.dialect == right.dialect && left.sql.hasShape(of: right.sql, for: left.dialect)
    }

    public func hash(into hasher: inout Hasher) {
        sql.hashShape(into: &hasher, for: dialect)
    }
}

extension SQL {
    /// Passes the values in the order of their placeholders, as
    /// ``statement(for:)`` would list them.
    public func forEachValue(for dialect: Dialect, _ body: (SQLValue) throws -> Void) rethrows {
        for part in parts {
            switch part {
            case .text: break
            case .value(let value): try body(value)
            case .choice(let sqlite, let postgres):
                try (dialect == .sqlite ? sqlite : postgres).forEachValue(for: dialect, body)
            }
        }
    }

    fileprivate func hashShape(into hasher: inout Hasher, for dialect: Dialect) {
        for part in parts {
            switch part {
            case .text(let text): hasher.combine(text)
            case .value: hasher.combine(0)
            case .choice(let sqlite, let postgres):
                (dialect == .sqlite ? sqlite : postgres).hashShape(into: &hasher, for: dialect)
            }
        }
    }

    fileprivate func hasShape(of other: SQL, for dialect: Dialect) -> Bool {
        guard parts.count == other.parts.count else { return false }
        for index in parts.indices {
            switch (parts[index], other.parts[index]) {
            case (.text(let left), .text(let right)):
                if left != right { return false }
            case (.value, .value): break
            case (.choice(let leftSQLite, let leftPostgres), .choice(let rightSQLite, let rightPostgres)):
                let left = dialect == .sqlite ? leftSQLite : leftPostgres
                let right = dialect == .sqlite ? rightSQLite : rightPostgres
                if !left.hasShape(of: right, for: dialect) { return false }
            default: return false
            }
        }
        return true
    }

    fileprivate func withoutValues(for dialect: Dialect) -> SQL {
        SQL(
            parts: parts.map { part in
                switch part {
                case .text: part
                case .value: .value(.null)
                case .choice(let sqlite, let postgres):
                    dialect == .sqlite
                        ? .choice(sqlite: sqlite.withoutValues(for: dialect), postgres: .empty)
                        : .choice(sqlite: .empty, postgres: postgres.withoutValues(for: dialect))
                }
            })
    }
}
