import Foundation

/// Unicode forms and checks that every text passes on its way in.
enum TextForms {
    /// The text in NFC, without blanks at its ends.
    static func stored(_ text: String) -> String {
        let trimmed = hasPlainEnds(text) ? text : text.trimmingCharacters(in: .whitespacesAndNewlines)
        return isStable(trimmed) ? trimmed : trimmed.precomposedStringWithCanonicalMapping
    }

    /// The text in NFKC: full-width letters and digits become plain ones.
    static func compatible(_ text: String) -> String {
        isPlain(text) ? text : text.precomposedStringWithCompatibilityMapping
    }

    /// Whether there is nothing but ASCII and common ideographs, which mean
    /// only themselves: no form of Unicode changes them.
    static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.value < 0x80 || (0x4E00...0x9FEF).contains($0.value) }
    }

    /// Whether neither end can be a blank, decided without the tables.
    private static func hasPlainEnds(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return true }
        return [first.value, last.value].allSatisfy { (0x21...0x7E).contains($0) || (0x4E00...0x9FEF).contains($0) }
    }

    /// Whether NFC would change nothing, decided without the tables: Latin
    /// below the combining marks, ideographs, kana-free CJK punctuation and
    /// full-width forms never compose.
    private static func isStable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0..<0x300, 0x2010...0x2027, 0x3000...0x3029, 0x4E00...0x9FFF, 0xFF01...0xFF65: true
            default: false
            }
        }
    }

    /// Whether there is a control character that no text field keeps.
    static func hasControl(_ text: String, multiline: Bool) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: !multiline
            case 0..<0x20, 0x7F: true
            // Bidirectional overrides make a name read as another one.
            case 0x202A...0x202E, 0x2066...0x2069: true
            default: false
            }
        }
    }

    /// The first letters of the text's pinyin, `hzxh` for 杭州西湖; letters
    /// and digits stay themselves.
    static func pinyinInitials(_ text: String) -> String {
        var result = ""
        for character in compatible(text).prefix(100) {
            if character.isASCII {
                if character.isLetter || character.isNumber { result += character.lowercased() }
            } else if let first = latin(String(character)).first(where: { $0.isASCII && $0.isLetter }) {
                result.append(first)
            }
        }
        return result
    }

    /// The text's pinyin in lower case without tones, `wang xiao ming`.
    static func pinyin(_ text: String) -> String {
        latin(compatible(text)).lowercased()
    }

    private static func latin(_ text: String) -> String {
        let toned = text.applyingTransform(.toLatin, reverse: false) ?? text
        return toned.applyingTransform(.stripDiacritics, reverse: false) ?? toned
    }
}
