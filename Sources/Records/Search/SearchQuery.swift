import Definitions
import FormulaLanguage
import SQLText

/// Words to look for, as a condition on rows of `r`.
struct SearchQuery {
    /// The most matches that are looked at, the newest entries first: a word
    /// that half the records have must not cost more than a page.
    static let matchLimit = 5000

    let condition: SQL

    /// - Throws: ``RecordError`` for fewer than two characters.
    init(_ text: String, object: ObjectModel, viewer: Viewer, reading: Reading) throws {
        let runs = Bigrams.runs(String(text.prefix(100))).filter { $0.count > 1 }
        guard !runs.isEmpty else {
            throw RecordError.invalid("search.short", "请至少输入两个字", "Enter at least two characters")
        }
        let words = SearchQuery.matches(runs.map(Bigrams.terms), object)
        if let number = try SearchQuery.phone(text, object: object, viewer: viewer, reading: reading) {
            condition = "(\(words) OR \(number))"
        } else {
            condition = words
        }
    }

    private static func matches(_ phrases: [[String]], _ object: ObjectModel) -> SQL {
        // Terms hold letters and digits only, so quoting them is safe.
        let full = phrases.map { "\"\($0.joined(separator: " "))\"" }.joined(separator: " AND ")
        let vector = phrases.map { $0.map { "'\($0)'" }.joined(separator: " <-> ") }.map { "(\($0))" }
            .joined(separator: " & ")
        return .choice(
            sqlite: """
                r.id IN (SELECT e.record_id FROM search_text t JOIN search_entry e ON e.id = t.rowid \
                WHERE t.bigrams MATCH \(full) AND e.object = \(object.key) ORDER BY t.rowid DESC LIMIT \(matchLimit))
                """,
            postgres: """
                r.id IN (SELECT e.record_id FROM search_entry e \
                WHERE e.bigrams @@ CAST(\(vector) AS tsquery) AND e.object = \(object.key) \
                ORDER BY e.id DESC LIMIT \(matchLimit))
                """)
    }

    /// A whole number is looked up in the duplicate index: those who see it
    /// whole find every record, others only their own.
    private static func phone(_ text: String, object: ObjectModel, viewer: Viewer, reading: Reading) throws -> SQL? {
        let isNumber = text.unicodeScalars.allSatisfy { "0123456789+- ()".unicodeScalars.contains($0) }
        guard isNumber, let number = Normalise.phone(text) else { return nil }
        let restriction = reading.runtime.restriction(object, for: viewer)
        let keys = try reading.runtime.plan(object.key).duplicateKeys.filter { $0.normaliser == .phone }
        guard !keys.isEmpty, !keys.contains(where: { restriction.hidden.contains($0.field.key) }) else { return nil }
        let isMasked = keys.contains { restriction.masked[$0.field.key] != nil }
        let mine: SQL = isMasked ? " AND r.owner_id = \(viewer.userID)" : ""
        return """
            (r.id IN (SELECT record_id FROM dup_key WHERE object = \(object.key) AND kind = 'phone' \
            AND value = \(number))\(mine))
            """
    }
}
