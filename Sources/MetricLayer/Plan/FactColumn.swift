import SQLText

/// An aggregate column of a fact query.
enum FactColumn: Sendable, Hashable {
    case rows
    case count(SQL)
    case sum(SQL)
    case least(SQL)
    case greatest(SQL)
    case hits(SQL)

    /// Where wide sums are cut in two.
    static let wideBase: Int128 = 1_000_000_000

    /// Whether it adds numbers up.
    var isSum: Bool { if case .sum = self { true } else { false } }

    /// - Parameter isWide: sums in two halves, for totals beyond 64 bits,
    ///   which SQLite refuses to add up.
    func sql(isWide: Bool) -> SQL {
        switch self {
        case .rows: return "COUNT(*)"
        case .count(let value): return "COUNT(\(value))"
        case .sum(let value) where isWide:
            return """
                CAST(SUM((\(value)) / 1000000000) AS TEXT) || ':' || CAST(SUM((\(value)) % 1000000000) AS TEXT)
                """
        case .sum(let value): return "SUM(\(value))"
        case .least(let value): return "MIN(\(value))"
        case .greatest(let value): return "MAX(\(value))"
        case .hits(let condition): return "SUM(CASE WHEN \(condition) THEN 1 ELSE 0 END)"
        }
    }
}

/// The two columns of a metric: rows behind it, and its exact integer.
struct FactColumns: Sendable, Hashable {
    let rows: FactColumn
    let total: FactColumn
}
