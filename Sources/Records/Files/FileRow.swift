public import FormulaLanguage

/// What is known of an uploaded file.
public struct FileRow: Sendable, Hashable {
    /// What attachment fields point to.
    public static let object = "file"

    public let id: Int64
    /// Of the content, lower-case hexadecimal; also where it is kept.
    public let sha256: String
    public let name: String
    /// Decided by the content, not by what the sender claimed.
    public let mime: String
    public let size: Int64
    public let createdAt: Instant
    public let createdBy: Actor

    /// As the API writes it.
    public var json: JSONValue {
        ["id": .int(id), "name": .string(name), "mime": .string(mime), "size": .int(size)]
    }
}
