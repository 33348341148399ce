public import Definitions

/// How several pieces of the same news to one person become one (rule 9).
public struct Digest: Sendable, Hashable {
    /// What is merged: one unread notification per receiver and key.
    public var key: String
    /// The title from two pieces on; `{n}` stands for their number.
    public var title: Label
    /// The object whose list is opened.
    public var object: String?

    public init(key: String, title: Label, object: String? = nil) {
        self.key = key
        self.title = title
        self.object = object
    }

    /// The title for so many pieces.
    func title(count: Int) -> Label {
        Label(Self.fill(title.zh, count), en: title.en.map { Self.fill($0, count) })
    }

    private static func fill(_ text: String, _ count: Int) -> String {
        guard let place = text.firstRange(of: "{n}") else { return text }
        return text[..<place.lowerBound] + "\(count)" + text[place.upperBound...]
    }
}
