/// A pure function that the embedded database calls from SQL.
///
/// SQLite lacks exact decimals and some calendar arithmetic; the driver
/// registers these under their names. PostgreSQL gets the same names as SQL
/// functions, from a prelude that the schema installs.
public struct ScalarFunction: Sendable {
    /// The name in SQL, lower case, such as `yy_dec_add`.
    public let name: String
    /// How many arguments it takes; nil for any number.
    public let argumentCount: Int?
    /// What it computes. A thrown error fails the statement.
    public let body: @Sendable ([SQLValue]) throws -> SQLValue

    /// A deterministic function of its arguments.
    public init(
        name: String, argumentCount: Int?, body: @escaping @Sendable ([SQLValue]) throws -> SQLValue
    ) {
        self.name = name
        self.argumentCount = argumentCount
        self.body = body
    }
}
