/// The workspace's time zone: a fixed offset from UTC.
///
/// China has used +08:00 without daylight saving since 1992, so a fixed
/// offset is exact for the default, Asia/Shanghai, for every later instant.
/// One function derives local days from instants, in every back end.
public struct WorkspaceZone: Sendable, Hashable, Codable {
    /// Minutes east of UTC, -1080…1080.
    public var offsetMinutes: Int

    /// A zone so many minutes east of UTC; values outside ±18 hours are
    /// clamped.
    public init(offsetMinutes: Int) {
        self.offsetMinutes = min(max(offsetMinutes, -1080), 1080)
    }

    /// Asia/Shanghai, +08:00.
    public static let shanghai = WorkspaceZone(offsetMinutes: 480)

    /// The local day of an instant.
    public func date(of instant: Instant) -> LocalDate {
        LocalDate(days: split(instant).days)
    }

    /// The local minute of the day, 0…1439.
    public func minuteOfDay(of instant: Instant) -> Int {
        split(instant).milliseconds / 60_000
    }

    /// The instant at which a local minute of a day begins.
    public func instant(_ date: LocalDate, minuteOfDay: Int = 0) -> Instant {
        Instant(milliseconds: (Int64(date.days) * 1440 + Int64(minuteOfDay - offsetMinutes)) * 60_000)
    }

    /// Local day number and the milliseconds since its midnight.
    func split(_ instant: Instant) -> (days: Int, milliseconds: Int) {
        let local = Int(instant.adding(milliseconds: Int64(offsetMinutes) * 60_000).milliseconds)
        let within = LocalDate.remainder(local, 86_400_000)
        return ((local - within) / 86_400_000, within)
    }
}
