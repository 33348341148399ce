internal import Foundation

/// Notes that say nothing, such as "持续跟进" (A2).
public enum EmptyPhrase {
    /// What must be left, in characters, after empty phrases are taken out.
    static let leastRest = 4

    /// The phrase that makes a note empty; nil if the note says something.
    ///
    /// Punctuation, spaces, width and case do not count. A note that holds
    /// an empty phrase and at least four other characters is fine: "持续跟进,
    /// 周四带报价去见王总" says something.
    ///
    /// - Parameter phrases: the workspace's list; blank ones are passed over.
    public static func found(in note: String, phrases: [String]) -> String? {
        let text = letters(of: note)
        guard !text.isEmpty else { return nil }
        let known = phrases.map { ($0, letters(of: $0)) }.filter { !$0.1.isEmpty }.sorted { $0.1.count > $1.1.count }
        var rest = text
        var first: String?
        for (phrase, plain) in known where rest.contains(plain) {
            rest = rest.replacingOccurrences(of: plain, with: "")
            first = first ?? phrase
        }
        return rest.count < leastRest ? first : nil
    }

    private static func letters(of text: String) -> String {
        String(
            text.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
                .filter { CharacterSet.alphanumerics.contains($0) }.map(Character.init))
    }
}
