import Definitions
import FormulaLanguage

/// Times as people say them.
enum DurationText {
    /// `25 分钟`, `3 小时`, `1 小时 20 分钟`.
    static func minutes(_ minutes: Int) -> Label {
        guard minutes >= 60 else { return Label("\(minutes) 分钟", en: "\(minutes) min") }
        let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
        guard rest > 0 else { return Label("\(hours) 小时", en: "\(hours) h") }
        return Label("\(hours) 小时 \(rest) 分钟", en: "\(hours) h \(rest) min")
    }

    /// `5月12日 10:20` in the workspace's zone.
    static func moment(_ instant: Instant, _ zone: WorkspaceZone) -> Label {
        let date = zone.date(of: instant)
        let minute = zone.minuteOfDay(of: instant)
        let clock = "\(pad(minute / 60)):\(pad(minute % 60))"
        return Label("\(date.month)月\(date.day)日 \(clock)", en: "\(date) \(clock)")
    }

    private static func pad(_ value: Int) -> String {
        value < 10 ? "0\(value)" : "\(value)"
    }
}
