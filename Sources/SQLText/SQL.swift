/// A piece of SQL with its bindings; interpolation binds, never concatenates.
///
/// ```swift
/// let sql: SQL = "SELECT * FROM \(id: table) WHERE owner_id = \(ownerID)"
/// sql.statement(for: .postgres).text  // SELECT * FROM "lead" WHERE owner_id = $1
/// ```
public struct SQL: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case text(String)
        case value(SQLValue)
        case choice(sqlite: SQL, postgres: SQL)
    }

    var parts: [Part]

    init(parts: [Part]) {
        self.parts = parts
    }

    /// SQL that says nothing; useful as a start for joining.
    public static let empty = SQL(parts: [])

    /// Whether there is neither text nor a value in it.
    public var isEmpty: Bool { parts.isEmpty }

    /// Text that is SQL already. The label says what it costs: the caller
    /// vouches that no outside input is in it.
    public init(unsafe text: String) {
        parts = [.text(text)]
    }

    /// One bound value.
    public init(value: some SQLConvertible) {
        parts = [.value(value.sqlValue)]
    }

    /// A quoted identifier, `"lead"`; a quote inside is doubled.
    public init(identifier: String) {
        parts = [.text(SQL.quoted(identifier))]
    }

    /// A piece that differs between the databases.
    public static func choice(sqlite: SQL, postgres: SQL) -> SQL {
        SQL(parts: [.choice(sqlite: sqlite, postgres: postgres)])
    }

    static func quoted(_ identifier: String) -> String {
        guard identifier.utf8.contains(UInt8(ascii: "\"")) else { return "\"\(identifier)\"" }
        return "\"" + identifier.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            + "\""
    }

    /// Both pieces, one after the other.
    public static func + (left: SQL, right: SQL) -> SQL {
        SQL(parts: left.parts + right.parts)
    }

    /// Appends a piece.
    public static func += (left: inout SQL, right: SQL) {
        left.parts.append(contentsOf: right.parts)
    }
}

extension SQL: ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) {
        parts = value.isEmpty ? [] : [.text(value)]
    }

    public init(stringInterpolation: StringInterpolation) {
        parts = stringInterpolation.parts
    }

    /// What an interpolated literal is made of.
    public struct StringInterpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(interpolationCount * 2 + 1)
        }

        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { parts.append(.text(literal)) }
        }

        /// Binds a value.
        public mutating func appendInterpolation(_ value: some SQLConvertible) {
            parts.append(.value(value.sqlValue))
        }

        /// Binds a value or NULL.
        public mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
            parts.append(.value(value.sqlValue))
        }

        /// Embeds another piece with its bindings.
        public mutating func appendInterpolation(_ sql: SQL) {
            parts.append(contentsOf: sql.parts)
        }

        /// Writes a quoted identifier.
        public mutating func appendInterpolation(id identifier: String) {
            parts.append(.text(SQL.quoted(identifier)))
        }

        /// Binds each value, separated by commas; no value gives `NULL`.
        public mutating func appendInterpolation(values: some Sequence<some SQLConvertible>) {
            parts.append(contentsOf: SQL.list(values.map { SQL(value: $0) }).parts)
        }

        /// Text that is SQL already, for which the caller vouches.
        public mutating func appendInterpolation(unsafe text: String) {
            parts.append(.text(text))
        }
    }

    static func list(_ pieces: [SQL]) -> SQL {
        pieces.isEmpty ? "NULL" : pieces.joined(separator: ", ")
    }
}

extension Sequence where Element == SQL {
    /// The pieces with a separator between them.
    public func joined(separator: SQL) -> SQL {
        var result = SQL.empty
        for (index, piece) in enumerated() {
            if index > 0 { result += separator }
            result += piece
        }
        return result
    }
}
