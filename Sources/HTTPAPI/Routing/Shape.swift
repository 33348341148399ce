import Records

/// What a JSON value looks like: checked when it arrives and written into
/// the OpenAPI document, so that the two cannot differ.
indirect enum Shape: Sendable {
    /// Text of at most so many Unicode scalars.
    case text(max: Int, min: Int = 0, pattern: Pattern? = nil)
    /// One of these texts.
    case choice([String])
    /// A whole number.
    case integer(ClosedRange<Int64>)
    /// Any JSON number.
    case number
    case boolean
    case array(Shape, max: Int)
    /// An object with these members and no others.
    case object([Member])
    /// An object of an answer: it may gain members, so clients ignore what
    /// they do not know.
    case open([Member])
    /// An object with free names whose values have one shape.
    case map(Shape, max: Int)
    /// Anything; the room below judges it.
    case any
    /// The shape, or null.
    case nullable(Shape)
    /// A shape with a name in the OpenAPI document.
    case named(String)

    /// A format that a text must have.
    enum Pattern: String, Sendable {
        /// `[a-z][a-z0-9_]{0,39}`
        case key = "^[a-z][a-z0-9_]{0,39}$"
        /// `YYYY-MM-DD`
        case date = "^\\d{4}-\\d{2}-\\d{2}$"
        /// Letters, digits and `._:-`.
        case token = "^[A-Za-z0-9._:-]+$"
    }

    /// A member of an object.
    struct Member: Sendable {
        let name: String
        let shape: Shape
        let isRequired: Bool
        let help: String?

        static func required(_ name: String, _ shape: Shape, _ help: String? = nil) -> Member {
            Member(name: name, shape: shape, isRequired: true, help: help)
        }

        static func optional(_ name: String, _ shape: Shape, _ help: String? = nil) -> Member {
            Member(name: name, shape: shape, isRequired: false, help: help)
        }
    }

    /// An id, below 2^53.
    static let id = Shape.integer(1...9_007_199_254_740_991)
    /// UTC milliseconds.
    static let instant = Shape.integer(-62_135_596_800_000...253_402_300_799_999)
    /// The ASCII key of a definition.
    static let key = Shape.text(max: 40, min: 1, pattern: .key)
    /// One line of text.
    static let line = Shape.text(max: 200)
    /// A longer text.
    static let paragraph = Shape.text(max: 20_000)
}

extension Shape.Pattern {
    func fits(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        switch self {
        case .key:
            guard let first = bytes.first, bytes.count <= 40, Self.isLower(first) else { return false }
            return bytes.allSatisfy { Self.isLower($0) || Self.isDigit($0) || $0 == UInt8(ascii: "_") }
        case .date:
            return bytes.count == 10
                && bytes.enumerated().allSatisfy { $0 == 4 || $0 == 7 ? $1 == UInt8(ascii: "-") : Self.isDigit($1) }
        case .token:
            return !bytes.isEmpty
                && bytes.allSatisfy {
                    Self.isLower($0 | 0x20) && $0 != UInt8(ascii: "@") || Self.isDigit($0)
                        || "._:-".utf8.contains($0)
                }
        }
    }

    private static func isLower(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
