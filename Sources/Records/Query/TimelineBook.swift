/// How an event reads on a record's timeline.
public struct TimelineLine: Sendable, Hashable {
    public var titleZh: String
    public var titleEn: String
    /// More about it, in words; empty for none.
    public var text: String
    /// What a screen may show in its own way.
    public var detail: JSONValue

    public init(_ titleZh: String, en titleEn: String, text: String = "", detail: JSONValue = .object([:])) {
        self.titleZh = titleZh
        self.titleEn = titleEn
        self.text = text
        self.detail = detail
    }
}

/// Writes the timeline lines of the event kinds that a room emits.
public protocol TimelineText: Sendable {
    /// The kinds it writes.
    var kinds: Set<String> { get }
    /// The line for one event as this viewer may read it; nil leaves the
    /// event out.
    func line(for event: Event, in reading: Reading, as viewer: Viewer) throws -> TimelineLine?
}

/// The writers of all rooms by event kind.
struct TimelineBook: Sendable {
    private let writers: [String: any TimelineText]

    init(_ writers: [any TimelineText]) {
        var byKind: [String: any TimelineText] = [:]
        for writer in writers {
            for kind in writer.kinds { byKind[kind] = writer }
        }
        self.writers = byKind
    }

    /// Kinds that nobody writes show their name, so that nothing is lost.
    func line(for event: Event, in reading: Reading, as viewer: Viewer) throws -> TimelineLine? {
        guard let writer = writers[event.kind] else { return TimelineLine(event.kind, en: event.kind) }
        return try writer.line(for: event, in: reading, as: viewer)
    }
}
