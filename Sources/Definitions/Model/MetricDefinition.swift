/// One number with one meaning everywhere (`kind: metric`, P9).
public struct MetricDefinition: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable { case simple, ratio, conversion, median }
    public enum Aggregate: String, Sendable, Hashable, CaseIterable, Codable {
        case count, sum, average, minimum, maximum
    }
    public enum Credit: String, Sendable, Hashable, CaseIterable, Codable { case then, now }
    public enum Format: String, Sendable, Hashable, CaseIterable, Codable { case number, money, percent, minutes, days }
    public var key: String
    public var label: Label
    public var kind: Kind
    /// Object counted; nil for a ratio of two metrics.
    public var object: String?
    public var aggregate: Aggregate = .count
    /// Field aggregated; a number formula is allowed for sums.
    public var field: String?
    public var expression: String?
    public var filter: String?
    /// For a conversion: what the filtered records must also be.
    public var success: String?
    /// Date or datetime field that places a record in a period; nil for
    /// "as of now".
    public var time: String?
    public var credit: Credit = .now
    /// Metric keys of a ratio.
    public var numerator: String?
    public var denominator: String?
    public var format: Format = .number
    /// Whether more is better; nil if neither.
    public var higherIsBetter: Bool?
    public var help: Label?

    public init(key: String, label: Label, kind: Kind) {
        self.key = key
        self.label = label
        self.kind = kind
    }
}

/// Widgets that show metrics (`kind: board`, P8).
public struct BoardDefinition: Sendable, Hashable, Codable {
    public var key: String
    public var label: Label
    public var widgets: [WidgetDefinition]
    /// Roles that see it; empty for all.
    public var roles: [String] = []

    public init(key: String, label: Label, widgets: [WidgetDefinition]) {
        self.key = key
        self.label = label
        self.widgets = widgets
    }
}

/// One widget of a board.
public struct WidgetDefinition: Sendable, Hashable, Codable {
    public enum Style: String, Sendable, Hashable, CaseIterable, Codable {
        case number, trend, funnel, bar, ranking, table, gauge
    }
    public var key: String
    public var label: Label
    public var style: Style
    /// Metric keys; the first is the main one.
    public var metrics: [String]
    /// Field that splits it (select, user `owner`, department `org_unit`).
    public var groupBy: String?
    /// Columns of twelve.
    public var width: Int = 6

    public init(key: String, label: Label, style: Style, metrics: [String]) {
        self.key = key
        self.label = label
        self.style = style
        self.metrics = metrics
    }
}
