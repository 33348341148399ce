public import Definitions

/// Forms of a value that are equal where people mean the same (L3).
public enum Normalise {
    /// A value as the duplicate index keeps it; nil where it says too little
    /// to identify anybody.
    public static func value(_ text: String, as normaliser: DuplicateKey.Normaliser) -> String? {
        switch normaliser {
        case .phone: phone(text)
        case .email: email(text)
        case .company: company(text)
        case .exact: exact(text)
        }
    }

    /// Digits without country code of China, blanks and hyphens; other
    /// country codes stay with their `+`.
    public static func phone(_ text: String) -> String? {
        let form = PhoneNumber(text)
        return form.digits.utf8.count >= 7 ? form.digits : nil
    }

    /// Lower case.
    public static func email(_ text: String) -> String? {
        let form = TextForms.stored(TextForms.compatible(text)).lowercased()
        return form.contains("@") ? form : nil
    }

    /// Letters and digits only, in lower case, without the words that say
    /// what sort of company it is: `杭州西湖（中国）有限公司` and
    /// `杭州西湖中国` are the same.
    public static func company(_ text: String) -> String? {
        let compatible = TextForms.compatible(text)
        if TextForms.isPlain(compatible) { return plainCompany(compatible) }
        var form = compatible.lowercased()
        form.unicodeScalars.removeAll { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
        if companySuffixes.contains(form) { return nil }
        while let suffix = companySuffixes.first(where: { form.hasSuffix($0) && form.count >= $0.count + 2 }),
            !form.hasSuffix("分公司")
        {
            form.removeLast(suffix.count)
        }
        return form.count >= 2 ? form : nil
    }

    /// The same for ASCII and ideographs, byte by byte.
    private static func plainCompany(_ text: String) -> String? {
        var form: [UInt8] = []
        form.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): form.append(byte | 0x20)
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: form.append(byte)
            default: continue
            }
        }
        if plainSuffixes.contains(where: { $0.elementsEqual(form) }) { return nil }
        while !ends(form, with: branch), let suffix = plainSuffixes.first(where: { leavesTwo(form, without: $0) }) {
            form.removeLast(suffix.count)
        }
        return length(form) >= 2 ? String(decoding: form, as: UTF8.self) : nil
    }

    private static func ends(_ form: [UInt8], with suffix: [UInt8]) -> Bool {
        form.count >= suffix.count && form[(form.count - suffix.count)...].elementsEqual(suffix)
    }

    private static func leavesTwo(_ form: [UInt8], without suffix: [UInt8]) -> Bool {
        ends(form, with: suffix) && length(form[..<(form.count - suffix.count)]) >= 2
    }

    /// Characters, which here are the bytes that begin one.
    private static func length(_ form: some Sequence<UInt8>) -> Int {
        form.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    }

    private static let plainSuffixes = companySuffixes.map { Array($0.utf8) }
    private static let branch = Array("分公司".utf8)

    /// The text itself, in NFC without blanks at its ends.
    public static func exact(_ text: String) -> String? {
        let form = TextForms.stored(text)
        return form.isEmpty ? nil : form
    }

    /// Longest first.
    private static let companySuffixes = [
        "股份有限责任公司", "集团股份有限公司", "集团有限公司", "有限责任公司", "股份有限公司", "有限公司", "股份公司", "集团公司",
        "corporation", "limited", "company", "coltd", "gmbh", "corp", "集团", "公司", "ltd", "inc", "llc",
    ]
}

/// A telephone number as people write it, taken apart.
struct PhoneNumber {
    /// Digits, after `+` for a foreign country code.
    let digits: String
    /// How the field keeps it: a landline keeps the hyphen of its area.
    let stored: String
    /// Whether it is a number that can be called.
    let isValid: Bool

    init(_ text: String) {
        // What nearly everybody types.
        if text.utf8.count == 11, PhoneNumber.isMobile(text[...]) {
            (digits, stored, isValid) = (text, text, true)
            return
        }
        var form = TextForms.stored(TextForms.compatible(text))
        form.removeAll { $0.isWhitespace || "()".contains($0) }
        let compact = form.filter { $0 != "-" && $0 != "‐" && $0 != "–" }
        var number = compact
        for prefix in ["+86", "0086"] where number.hasPrefix(prefix) { number.removeFirst(prefix.count) }
        if number.hasPrefix("86"), number.utf8.count == 13, PhoneNumber.isMobile(number.dropFirst(2)) {
            number.removeFirst(2)
        }
        let isForeign = number.hasPrefix("+")
        digits = (isForeign ? "+" : "") + number.filter { $0.isASCII && $0.isNumber }
        if PhoneNumber.isMobile(number[...]) {
            (stored, isValid) = (number, true)
        } else if isForeign {
            let rest = number.dropFirst()
            (stored, isValid) = (number, (7...15).contains(rest.utf8.count) && PhoneNumber.isDigits(rest))
        } else {
            stored = form
            isValid = PhoneNumber.isLandline(form) || PhoneNumber.isService(compact)
        }
    }

    private static func isDigits(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }

    private static func isMobile(_ text: Substring) -> Bool {
        text.utf8.count == 11 && isDigits(text) && text.first == "1" && (text.dropFirst().first ?? "0") >= "3"
    }

    /// `0\d{2,3}-?\d{7,8}(-\d{1,6})?`
    private static func isLandline(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.allSatisfy(isDigits), text.hasPrefix("0"), let first = parts.first else { return false }
        let isExtension = { (part: Substring) in (1...6).contains(part.utf8.count) }
        if (3...4).contains(first.utf8.count), parts.count >= 2 {
            return (7...8).contains(parts[1].utf8.count) && parts.count <= 3 && parts.dropFirst(2).allSatisfy(isExtension)
        }
        return (10...12).contains(first.utf8.count) && parts.count <= 2 && parts.dropFirst().allSatisfy(isExtension)
    }

    /// `(400|800)-?\d{3}-?\d{4}`, and 95/96 short numbers.
    private static func isService(_ compact: String) -> Bool {
        guard isDigits(compact[...]) else { return false }
        let length = compact.utf8.count
        if compact.hasPrefix("400") || compact.hasPrefix("800") { return length == 10 }
        return (compact.hasPrefix("95") || compact.hasPrefix("96")) && (5...8).contains(length)
    }
}
