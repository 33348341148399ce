/// SQL rendered for one database: text with placeholders and its values.
public struct Statement: Sendable, Hashable {
    /// `?` placeholders on SQLite, `$1…` on PostgreSQL.
    public let text: String
    /// The values in the order of their placeholders.
    public let values: [SQLValue]

    /// A statement already in a database's own words.
    public init(text: String, values: [SQLValue]) {
        self.text = text
        self.values = values
    }
}

extension SQL {
    /// Renders for one database. The same piece always gives the same text,
    /// so prepared statements can be kept by it.
    public func statement(for dialect: Dialect) -> Statement {
        var text = ""
        var values: [SQLValue] = []
        append(to: &text, &values, dialect)
        return Statement(text: text, values: values)
    }

    private func append(to text: inout String, _ values: inout [SQLValue], _ dialect: Dialect) {
        for part in parts {
            switch part {
            case .text(let piece):
                text += piece
            case .value(let value):
                values.append(value)
                switch dialect {
                case .sqlite: text += "?"
                case .postgres: text += "$\(values.count)"
                }
            case .choice(let sqlite, let postgres):
                (dialect == .sqlite ? sqlite : postgres).append(to: &text, &values, dialect)
            }
        }
    }
}
