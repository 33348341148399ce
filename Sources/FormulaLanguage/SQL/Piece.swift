import SQLText

/// A piece of SQL with what is known about its value.
struct Piece {
    /// How the database holds the value.
    enum Form: Hashable {
        /// An integer counting 10^-n.
        case integer(Int)
        /// `numeric` on PostgreSQL; decimal text or a whole integer on SQLite.
        case decimal
        case text
        /// A condition: `boolean` on PostgreSQL, 0 or 1 on SQLite.
        case truth
        /// An integer column holding 0 or 1.
        case flag
        case date, instant, reference
    }

    var sql: SQL
    var form: Form
    /// True where the value fails; never NULL. The value is then arbitrary.
    var failure: SQL?
    /// Whether it may be NULL other than by failing.
    var blankable = false
    /// For numbers: the absolute value is below 10^digits …
    var digits = ExactNumber.limitDigits
    /// … and it has at most so many decimals.
    var scale = ExactNumber.decimals
    var constant: Value?

    init(_ sql: SQL, _ form: Form, failure: SQL? = nil, blankable: Bool = false) {
        self.sql = sql
        self.form = form
        self.failure = failure
        self.blankable = blankable
    }

    /// A whole number below 10^`digits`, held as an integer.
    static func count(_ sql: SQL, digits: Int = 15, failure: SQL? = nil, blankable: Bool = false) -> Piece {
        var piece = Piece(sql, .integer(0), failure: failure, blankable: blankable)
        piece.digits = digits
        piece.scale = 0
        return piece
    }

    /// Whether it is an integer that arithmetic on 64 bits cannot overflow.
    var fitsInteger: Bool {
        if case .integer(let scale) = form { return digits + scale <= 18 }
        return false
    }
}

/// A condition and where it fails.
struct Condition {
    var sql: SQL
    var failure: SQL?
}

extension SQL {
    /// The first condition, or the second, or neither.
    static func either(_ left: SQL?, _ right: SQL?) -> SQL? {
        guard let left else { return right }
        guard let right else { return left }
        return "(\(left) OR \(right))"
    }

    static func any(_ failures: [SQL?]) -> SQL? {
        failures.reduce(nil, either)
    }
}
