/// One value as it travels to or from a database.
///
/// Storage is portable: instants are UTC milliseconds (`integer`), local
/// dates are `YYYY-MM-DD` (`text`), money and other exact numbers are scaled
/// integers, booleans are `integer` 0 or 1.
public enum SQLValue: Sendable, Hashable {
    /// SQL NULL.
    case null
    /// A 64-bit integer; ids stay below 2^53.
    case integer(Int64)
    /// A binary floating point number.
    case real(Double)
    /// UTF-8 text without NUL.
    case text(String)
    /// Raw bytes.
    case blob([UInt8])
    /// An exact decimal in plain notation, such as `-12.50`. PostgreSQL sees
    /// `numeric`, SQLite sees text for the registered decimal functions.
    case decimal(String)
}

/// A Swift value that can be bound to a statement.
public protocol SQLConvertible {
    /// The value as the database sees it.
    var sqlValue: SQLValue { get }
}

extension SQLValue: SQLConvertible {
    public var sqlValue: SQLValue { self }
}

extension Int64: SQLConvertible {
    public var sqlValue: SQLValue { .integer(self) }
}

extension Int: SQLConvertible {
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Bool: SQLConvertible {
    public var sqlValue: SQLValue { .integer(self ? 1 : 0) }
}

extension Double: SQLConvertible {
    public var sqlValue: SQLValue { .real(self) }
}

extension String: SQLConvertible {
    public var sqlValue: SQLValue { .text(self) }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
    // No key path: one made of generics is looked up anew at every use.
    public var sqlValue: SQLValue {
        if let value = self { value.sqlValue } else { .null }
    }
}
