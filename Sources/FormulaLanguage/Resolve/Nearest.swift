/// Guesses which name was meant.
enum Nearest {
    /// The most similar candidate, if any is similar enough.
    static func name(to wanted: String, among candidates: [String]) -> String? {
        let target = folded(wanted)
        guard !target.isEmpty, target.count <= 40 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in candidates.prefix(2000) {
            let other = folded(candidate)
            guard !other.isEmpty, other.count <= 40 else { continue }
            let distance = contains(other, target) || contains(target, other) ? 1 : edits(target, other)
            guard distance <= max(1, min(target.count, other.count) / 2), distance < best?.distance ?? .max
            else { continue }
            best = (candidate, distance)
        }
        return best?.name
    }

    private static func folded(_ text: String) -> [Unicode.Scalar] {
        Array(text.lowercased().unicodeScalars)
    }

    private static func contains(_ text: [Unicode.Scalar], _ part: [Unicode.Scalar]) -> Bool {
        part.count >= 2 && TextSearch.place(of: part, in: text, from: 0) != nil
    }

    /// The number of scalars to insert, remove or replace.
    private static func edits(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (a == b ? 0 : 1))
                diagonal = row[j + 1]
                row[j + 1] = next
            }
        }
        return row[right.count]
    }
}
