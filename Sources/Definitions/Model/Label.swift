/// A text on a screen: Chinese first, English where given.
public struct Label: Sendable, Hashable, Codable {
    /// What Chinese users see.
    public var zh: String
    /// What English users see; ``zh`` where nil.
    public var en: String?

    public init(_ zh: String, en: String? = nil) {
        self.zh = zh
        self.en = en
    }
}
