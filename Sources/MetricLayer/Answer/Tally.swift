import Definitions
import FormulaLanguage
import SQLText

/// What the database counted for one metric and one group: how many rows,
/// and one exact integer whose meaning the metric knows.
struct Tally: Sendable, Hashable {
    /// Rows behind the number.
    var rows: Int64
    /// Sum, extreme, hits, or twice the median; nil without rows.
    var total: Int128?

    static let none = Tally(rows: 0, total: nil)

    /// Two halves of the same group put together. Medians have no halves:
    /// they are read in one piece.
    func merged(with other: Tally, of definition: MetricDefinition) -> Tally {
        guard let mine = total, let theirs = other.total else {
            return Tally(rows: rows + other.rows, total: total ?? other.total)
        }
        let total: Int128 =
            switch (definition.kind, definition.aggregate) {
            case (.simple, .minimum): min(mine, theirs)
            case (.simple, .maximum): max(mine, theirs)
            default: mine + theirs
            }
        return Tally(rows: rows + other.rows, total: total)
    }

    /// Reads a sum; wide sums arrive as `high:low`, see ``FactColumn``.
    static func integer(_ value: SQLValue) -> Int128? {
        switch value {
        case .integer(let number): return Int128(number)
        case .text(let text), .decimal(let text):
            let parts = text.split(separator: ":").compactMap { Int128($0) }
            if parts.count == 2 { return parts[0] * FactColumn.wideBase + parts[1] }
            return parts.count == 1 ? parts[0] : nil
        default: return nil
        }
    }
}

/// A metric's number with how much stands behind it.
struct Answer: Sendable, Hashable {
    /// Nil where there is nothing to say.
    var value: ExactNumber?
    /// Rows behind it.
    var rows: Int64

    static let nothing = Answer(value: nil, rows: 0)

    init(value: ExactNumber?, rows: Int64) {
        self.value = value
        self.rows = rows
    }

    init(_ tally: Tally, of leaf: Leaf) {
        rows = tally.rows
        switch (leaf.definition.kind, leaf.definition.aggregate) {
        case (.simple, .count): value = Answer.number(Int128(tally.rows), 0)
        case (.simple, .sum): value = Answer.number(tally.total ?? 0, leaf.scale)
        case (.simple, .minimum), (.simple, .maximum): value = tally.total.flatMap { Answer.number($0, leaf.scale) }
        case (.simple, .average), (.ratio, _):
            value = tally.total.flatMap { Answer.share($0, of: Int128(tally.rows), leaf.scale) }
        case (.conversion, _): value = tally.total.flatMap { Answer.share($0, of: Int128(tally.rows), 0) }
        case (.median, _): value = tally.total.flatMap { Answer.share($0, of: 2, leaf.scale) }
        }
    }

    /// The quotient of two answers; nothing over nothing is nothing.
    init(_ numerator: Answer, over denominator: Answer) {
        rows = denominator.rows
        guard let above = numerator.value, let below = denominator.value else {
            value = nil
            return
        }
        value = try? above.divided(by: below)
    }

    private static func number(_ units: Int128, _ scale: Int) -> ExactNumber? {
        if let small = Int64(exactly: units) { return ExactNumber(scaled: small, scale: scale) }
        guard let whole = ExactNumber(String(units / 1_000_000_000)) else { return nil }
        let rest = ExactNumber(scaled: Int64(units % 1_000_000_000), scale: 0)
        let all = try? whole.multiplied(by: 1_000_000_000).adding(rest)
        return try? all?.divided(by: ExactNumber(scaled: Int64(pow10(scale)), scale: 0))
    }

    private static func share(_ units: Int128, of count: Int128, _ scale: Int) -> ExactNumber? {
        guard count > 0, let above = number(units, scale), let below = number(count, 0) else { return nil }
        return try? above.divided(by: below)
    }

    private static func pow10(_ exponent: Int) -> Int {
        (0..<exponent).reduce(1) { value, _ in value * 10 }
    }
}
