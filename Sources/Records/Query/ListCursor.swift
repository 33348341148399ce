import SQLText

/// The last row of a page: its sort value and number.
///
/// Text outside is base64url over `<list>\u{1F}<type><value>\u{1F}<id>`. It
/// grants nothing: rights are asked again for every page, so a cursor that
/// somebody makes up only names another place in the same list. Still it
/// must belong to the same list, or the page would silently be wrong.
struct ListCursor: Hashable {
    /// Nil where the row had no value; such rows come last.
    var key: SQLValue?
    var id: Int64

    func text(list: String) -> String {
        let key =
            switch key {
            case .integer(let value): "i\(value)"
            case .text(let value): "t\(value)"
            default: "n"
            }
        return Base64.encode(Array("\(list)\u{1F}\(key)\u{1F}\(id)".utf8))
    }

    /// - Throws: ``RecordError`` for anything that this list did not write.
    init(_ text: String, list: String) throws {
        let refusal = RecordError.invalid(
            "list.cursor", "翻页位置已失效，请从第一页重新查看", "This place in the list is no longer valid; start again from the first page")
        guard text.utf8.count <= 2000, let bytes = Base64.decode(text), let plain = String(validating: bytes, as: UTF8.self)
        else { throw refusal }
        let parts = plain.split(separator: "\u{1F}", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0] == list, let id = parts.last.flatMap({ Int64($0) }) else { throw refusal }
        let key = parts[1..<(parts.count - 1)].joined(separator: "\u{1F}")
        switch key.first {
        case "n" where key.utf8.count == 1: self.key = nil
        case "t" where !key.utf8.contains(0): self.key = .text(String(key.dropFirst()))
        case "i":
            guard let value = Int64(key.dropFirst()) else { throw refusal }
            self.key = .integer(value)
        default: throw refusal
        }
        self.id = id
    }

    init(key: SQLValue?, id: Int64) {
        self.key = key
        self.id = id
    }
}

/// Base64 in the alphabet that fits a URL, without padding.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 4 / 3 + 3)
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                result.append(alphabet[Int(buffer >> bits & 63)])
            }
        }
        if bits > 0 { result.append(alphabet[Int(buffer << (6 - bits) & 63)]) }
        return String(decoding: result, as: UTF8.self)
    }

    static func decode(_ text: String) -> [UInt8]? {
        var result: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in text.utf8 {
            guard let digit = alphabet.firstIndex(of: byte) else { return nil }
            buffer = buffer << 6 | UInt32(digit)
            bits += 6
            if bits >= 8 {
                bits -= 8
                result.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        return result
    }
}
