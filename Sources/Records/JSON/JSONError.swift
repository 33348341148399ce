/// Why a text is no acceptable JSON, and where.
public struct JSONError: Error, Sendable, Hashable {
    /// Stable names of what can be wrong.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// A character that cannot stand here.
        case syntax
        /// The text ends inside a value.
        case unexpectedEnd = "unexpected_end"
        /// Something follows the value.
        case trailing
        /// More levels than ``JSONLimits/depth``.
        case tooDeep = "too_deep"
        /// More bytes than ``JSONLimits/bytes``.
        case tooLarge = "too_large"
        /// An object names a member twice.
        case duplicateKey = "duplicate_key"
        /// A number with a leading zero, or beyond what can be kept.
        case badNumber = "bad_number"
        /// An escape that is none, or half of a surrogate pair.
        case badEscape = "bad_escape"
        /// U+0000, which no database keeps.
        case nul
        /// A raw control character inside a string.
        case controlCharacter = "control_character"
        /// Bytes that are no UTF-8.
        case badUTF8 = "bad_utf8"
    }

    public let code: Code
    /// Bytes before the fault.
    public let offset: Int
    /// From 1.
    public let line: Int
    /// Bytes from the start of the line, from 1.
    public let column: Int

    init(_ code: Code, at offset: Int, in bytes: UnsafeRawBufferPointer) {
        self.code = code
        self.offset = offset
        var line = 1
        var lineStart = 0
        for (index, byte) in bytes.prefix(offset).enumerated() where byte == UInt8(ascii: "\n") {
            line += 1
            lineStart = index + 1
        }
        self.line = line
        column = offset - lineStart + 1
    }
}

/// How large a JSON text may be.
public struct JSONLimits: Sendable, Hashable {
    /// The most bytes; callers set what their request may weigh.
    public var bytes: Int
    /// The most levels of arrays and objects inside each other.
    public var depth: Int

    public init(bytes: Int = 1 << 20, depth: Int = 64) {
        self.bytes = bytes
        self.depth = depth
    }

    /// 1 MiB, 64 levels.
    public static let standard = JSONLimits()
}
