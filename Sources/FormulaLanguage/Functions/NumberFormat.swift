/// A number format of `TEXT`: text, a pattern of `#`, `,`, `0`, `.`, `%`,
/// and text, such as `¥#,##0.00` or `0.0%` or `0"元"`.
struct NumberFormat: Hashable {
    var prefix = ""
    var suffix = ""
    /// The least digits before the point.
    var digits = 0
    var places = 0
    var grouped = false
    var percent = false

    /// Reads a format; nil if it is none.
    init?(_ format: String) {
        var pattern: [Unicode.Scalar] = []
        var quoted = false
        var ended = false
        for scalar in format.unicodeScalars {
            if scalar == "\"" {
                quoted.toggle()
            } else if !quoted, NumberFormat.signs.contains(scalar) {
                guard !ended else { return nil }
                pattern.append(scalar)
                continue
            } else if pattern.isEmpty {
                prefix.unicodeScalars.append(scalar)
            } else {
                suffix.unicodeScalars.append(scalar)
            }
            ended = !pattern.isEmpty
        }
        guard !quoted, !pattern.isEmpty, read(pattern) else { return nil }
    }

    private static let signs: Set<Unicode.Scalar> = ["#", ",", "0", ".", "%"]

    private mutating func read(_ pattern: [Unicode.Scalar]) -> Bool {
        var rest = pattern[...]
        if rest.last == "%" {
            percent = true
            rest.removeLast()
        }
        let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count == 1 || parts[1].allSatisfy({ $0 == "0" }) else { return false }
        places = parts.count > 1 ? parts[1].count : 0
        let plain = whole.filter { $0 != "," }
        grouped = plain.count < whole.count
        digits = plain.filter { $0 == "0" }.count
        let inOrder = plain.drop { $0 == "#" }.allSatisfy { $0 == "0" }
        let commaInside = whole.first != "," && whole.last != ","
        return inOrder && commaInside && places <= 12 && digits <= 20 && (digits > 0 || !plain.isEmpty || places > 0)
    }

    /// A number in plain digits, rounded half away from zero.
    static func text(
        _ number: ExactNumber, digits: Int, places: Int, grouped: Bool, percent: Bool
    ) -> String {
        // A percent is at most 10^38 units, which still fits.
        let shown = ExactNumber(unchecked: number.units * (percent ? 100 : 1))
        let plain = shown.formatted(decimals: places)
        var whole = plain.drop { $0 == "-" }.prefix { $0 != "." }.description
        let fraction = plain.drop { $0 != "." }
        if whole == "0", digits == 0 { whole = "" }
        whole = String(repeating: "0", count: max(0, digits - whole.utf8.count)) + whole
        if grouped { whole = ExactNumber.group(whole) }
        return (plain.first == "-" ? "-" : "") + whole + fraction + (percent ? "%" : "")
    }
}
