/// One comparison for the interpreter; the SQL says the same.
enum Comparing {
    /// Whether two values of a type compare so, blanks included.
    static func holds(_ comparison: Comparison, _ left: Value, _ right: Value, as type: ValueType) -> Bool {
        switch type {
        case .date, .instant: dated(comparison, left, right)
        case .reference: referenced(comparison, left, right)
        case .text: comparison.holds(order(left.asText, right.asText))
        case .boolean: comparison.holds((left.asTruth ? 1 : 0) - (right.asTruth ? 1 : 0))
        case .number, .blank, .list: comparison.holds(order(left.asNumber, right.asNumber))
        }
    }

    private static func dated(_ comparison: Comparison, _ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.blank, .blank): comparison == .equal
        case (.blank, _), (_, .blank): comparison == .unequal
        case (.date(let first), .date(let second)): comparison.holds(order(first, second))
        default: comparison.holds(order(left.asInstant, right.asInstant))
        }
    }

    /// A blank reference equals nothing.
    private static func referenced(_ comparison: Comparison, _ left: Value, _ right: Value) -> Bool {
        let same = left != .blank && left == right
        return comparison == .equal ? same : !same
    }

    private static func order<Ordered: Comparable>(_ left: Ordered, _ right: Ordered) -> Int {
        left < right ? -1 : left == right ? 0 : 1
    }

    /// By code point, which is the order of UTF-8 bytes. Swift's own `<`
    /// and `==` go by canonical equivalence instead.
    private static func order(_ left: String, _ right: String) -> Int {
        if left.utf8.elementsEqual(right.utf8) { return 0 }
        return left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
    }
}
