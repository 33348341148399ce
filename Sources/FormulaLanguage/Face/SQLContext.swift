public import SQLText

/// What a formula needs to know to become SQL.
public struct SQLContext: Sendable {
    /// The condition that rows of a related object must also meet so that
    /// the viewer may see them; nil for no condition.
    public typealias RowScope = @Sendable (_ object: String, _ alias: String) -> SQL?

    /// The database family.
    public var dialect: Dialect
    /// The alias of the record's own row in the surrounding query.
    public var alias: String
    /// The moment `NOW()` and `TODAY()` speak of.
    public var now: Instant
    /// The workspace's time zone.
    public var zone: WorkspaceZone
    /// The workspace's working days.
    public var calendar: any WorkingCalendar
    /// The id of the user for whom this is computed.
    public var currentUser: Int64?
    /// Values of variables by key; using another fails with
    /// ``FormulaError/Code/noVariable``.
    public var variables: [String: Value]
    /// Appended to every sub-query on another object, so that nobody sees
    /// through a formula what they may not see.
    public var rowScope: RowScope

    public init(
        dialect: Dialect, alias: String = "r", now: Instant, zone: WorkspaceZone = .shanghai,
        calendar: any WorkingCalendar = WeekendCalendar(), currentUser: Int64? = nil,
        variables: [String: Value] = [:], rowScope: @escaping RowScope = { _, _ in nil }
    ) {
        self.dialect = dialect
        self.alias = alias
        self.now = now
        self.zone = zone
        self.calendar = calendar
        self.currentUser = currentUser
        self.variables = variables
        self.rowScope = rowScope
    }
}
