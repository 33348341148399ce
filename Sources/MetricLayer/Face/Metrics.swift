import Definitions
public import FormulaLanguage
public import Records

/// A metric's number.
public struct MetricNumber: Sendable, Hashable {
    /// Money in 元, percent as a fraction; nil where there is nothing to say.
    public var value: ExactNumber?
    /// Rows behind it.
    public var rows: Int

    init(_ answer: Answer) {
        value = answer.value
        rows = Int(clamping: answer.rows)
    }
}

/// One group of a metric.
public struct MetricRow: Sendable, Hashable {
    /// The option's key, or the id of the person, unit or record; nil for
    /// rows whose field is empty.
    public var key: String?
    public var label: String
    public var number: MetricNumber
}

/// How one person does in the team.
public struct PersonFigure: Sendable, Hashable {
    public var number: MetricNumber
    /// For counts and sums the mean per person, people with none included;
    /// else the number of the team as a whole. Nil below three people.
    public var teamAverage: ExactNumber?
    /// Nil below three people, and for somebody who does not sell.
    public var standing: Standing?
}

/// Metrics for everything but boards: lists behind numbers, and numbers for
/// the other rooms (P9).
public enum Metrics {
    /// A metric over the rows a viewer may see.
    ///
    /// - Throws: ``RecordError`` `metric.unknown`, `metric.hidden`,
    ///   `metric.invalid` or `metric.filter`.
    public static func number(
        _ key: String, period: Period?, filters: MetricFilters = MetricFilters(), as viewer: Viewer,
        in reading: Reading
    ) throws -> MetricNumber {
        let session = MetricSession(reading, viewer: viewer)
        let question = Question(period: period, filters: try filters.resolved(session))
        return MetricNumber(try session.answer(try session.plan(key), question))
    }

    /// A metric split by a field, `owner`, `org_unit`, or `day`, `week`,
    /// `month` of its own time; largest first, time in order.
    ///
    /// - Throws: as ``number(_:period:filters:as:in:)``, and `metric.group`.
    public static func rows(
        _ key: String, by name: String, period: Period, filters: MetricFilters = MetricFilters(),
        as viewer: Viewer, in reading: Reading
    ) throws -> [MetricRow] {
        let session = MetricSession(reading, viewer: viewer)
        let plan = try session.plan(key)
        let group = try GroupField(name, for: plan, session, period: period)
        let question = Question(period: period, filters: try filters.resolved(session), grouping: group.grouping)
        let answers = try session.answers(plan, question)
        let keys = group.sorted(Set(answers.keys), by: answers)
        let labels = try GroupLabels(keys, of: group, session)
        return keys.map { key in
            MetricRow(key: key.text, label: labels.label(key), number: MetricNumber(answers[key] ?? .nothing))
        }
    }

    /// A metric per person over the whole organisation, as the system; for
    /// followers and sweeps, never for a screen.
    ///
    /// - Parameter members: their ids; people without rows are answered too.
    public static func people(
        _ key: String, members: [Int64], period: Period?, in reading: Reading
    ) throws -> [Int64: MetricNumber] {
        let session = MetricSession(reading, viewer: .system)
        let plan = try session.plan(key)
        let filters = FactFilters(owners: members.sorted())
        let question = Question(period: period, filters: filters, rights: .organisation, grouping: .owner)
        let answers = try session.answers(plan, question)
        return Dictionary(
            members.map { ($0, MetricNumber(answers[.integer($0)] ?? session.emptiness(of: plan))) },
            uniquingKeysWith: { first, _ in first })
    }

    /// A person's number with the average and the rank among the own team's
    /// salespeople: aggregates over people, never rows.
    ///
    /// - Throws: as ``number(_:period:filters:as:in:)``.
    public static func standing(
        _ key: String, of viewer: Viewer, period: Period?, in reading: Reading
    ) throws -> PersonFigure {
        let session = MetricSession(reading, viewer: viewer)
        let plan = try session.plan(key)
        let team = try Team(for: viewer, filters: MetricFilters(), reading: reading)
        let own = Question(
            period: period, filters: FactFilters(owners: [viewer.userID]), rights: .organisation)
        let figures = try session.figures(plan, team, period, FactFilters())
        return PersonFigure(
            number: MetricNumber(try session.answer(plan, own)), teamAverage: figures?.average,
            standing: figures?.standing(of: viewer.userID, higherIsBetter: plan.definition.higherIsBetter ?? true))
    }

    /// The salespeople of units, those of the units below included; nil for
    /// everybody. Active people only.
    public static func sellers(below unit: Int64?, in reading: Reading) -> [Member] {
        Team.sellers(of: unit.map { reading.directory.units(below: $0) }, reading)
    }

    /// The records behind a number: the rows of the same statement.
    ///
    /// - Throws: as ``number(_:period:filters:as:in:)``, and `metric.group`.
    public static func records(
        _ key: String, _ request: MetricRecordsRequest, as viewer: Viewer, in reading: Reading
    ) throws -> JSONValue {
        try DrillDown(key, request, viewer: viewer, reading: reading).json()
    }
}

/// What a drill-down asks for.
public struct MetricRecordsRequest: Sendable, Hashable {
    /// Which half of a ratio or conversion.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        case numerator, denominator
    }

    /// Nil for this month.
    public var period: Period?
    public var filters: MetricFilters
    /// `stage:negotiation`, `owner:7`, `org_unit:3`; nothing after the colon
    /// means the rows whose field is empty.
    public var group: String?
    /// Nil: all rows of a conversion, the numerator of a ratio.
    public var part: Part?
    /// What the page before gave as `next_cursor`.
    public var cursor: String?
    /// 1…200.
    public var limit: Int
    /// Fields shown beside those of every list.
    public var columns: [String]

    public init(
        period: Period? = nil, filters: MetricFilters = MetricFilters(), group: String? = nil, part: Part? = nil,
        cursor: String? = nil, limit: Int = 50, columns: [String] = []
    ) {
        self.period = period
        self.filters = filters
        self.group = group
        self.part = part
        self.cursor = cursor
        self.limit = min(max(limit, 1), 200)
        self.columns = columns
    }
}
