internal import Definitions
internal import Records

/// How touches read on the timeline of what was touched.
struct TouchTimeline: TimelineText {
    let kinds: Set<String> = ["touch.recorded"]

    func line(for event: Event, in reading: Reading, as viewer: Viewer) throws -> TimelineLine? {
        let touch = reading.schema.touches.first?.definition
        let field = touch.flatMap { reading.schema.object($0.object)?.field($0.channelField) }
        let channel = event.payload["channel"]?.string.flatMap { field?.options[$0]?.label }
        let isEffective = event.payload["effective"]?.bool ?? false
        var text = event.payload["summary"]?.string ?? ""
        if let next = event.payload["next"]?.string, !next.isEmpty { text += "\n下一步：\(next)" }
        return TimelineLine(
            (isEffective ? "有效触达" : "触达") + (channel.map { " · \($0.zh)" } ?? ""),
            en: (isEffective ? "Effective touch" : "Touch") + (channel.map { " · \($0.en ?? $0.zh)" } ?? ""),
            text: text,
            detail: event.payload)
    }
}
