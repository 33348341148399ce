/// A document as a tree of texts, lists and mappings, whatever its syntax.
struct DocumentNode: Sendable, Hashable {
    indirect enum Content: Sendable, Hashable {
        /// A text; `plain` where it was not quoted, so numbers and booleans.
        case scalar(String, plain: Bool)
        case list([DocumentNode])
        case mapping([DocumentEntry])
    }

    var content: Content
    /// From 1; 0 where it did not come from a text.
    var line = 0

    static func text(_ value: String) -> DocumentNode { .init(content: .scalar(value, plain: false)) }
    static func number(_ value: Int) -> DocumentNode { .init(content: .scalar(String(value), plain: true)) }
    static func flag(_ value: Bool) -> DocumentNode { .init(content: .scalar(value ? "true" : "false", plain: true)) }
    static func list(_ value: [DocumentNode]) -> DocumentNode { .init(content: .list(value)) }
    static func mapping(_ value: [DocumentEntry]) -> DocumentNode { .init(content: .mapping(value)) }

    /// Whether it says nothing: an empty value, `~` or `null`.
    var isNull: Bool {
        guard case .scalar(let text, plain: true) = content else { return false }
        return text.isEmpty || text == "~" || text == "null"
    }

    /// What it is, for messages.
    var shape: Label {
        switch content {
        case .scalar: Label("文本", en: "a value")
        case .list: Label("列表", en: "a list")
        case .mapping: Label("映射", en: "a mapping")
        }
    }
}

/// One member of a mapping.
struct DocumentEntry: Sendable, Hashable {
    var key: String
    var value: DocumentNode
    var line = 0

    init(_ key: String, _ value: DocumentNode, line: Int = 0) {
        self.key = key
        self.value = value
        self.line = line
    }
}

/// Bounds that keep a hostile document from costing anything.
enum DocumentLimits {
    static let bytes = 5 * 1024 * 1024
    static let nodes = 200_000
    static let depth = 32
    /// Names that look like YAML aliases; more than this is refused unread.
    static let aliases = 20
}

/// Why a text is not a document at all.
struct DocumentFault: Error {
    let fault: Fault
    let line: Int?
}
