import Definitions
import FormulaLanguage
import Records

/// Fills one board within one snapshot.
final class BoardBuilder {
    let session: MetricSession
    let period: Period
    let previous: Period
    let filters: FactFilters
    let team: Team
    /// Whose rank is shown: the viewer's, or that of the person the board is
    /// narrowed to where the viewer leads people.
    let subject: Int64

    var reading: Reading { session.reading }
    var viewer: Viewer { session.viewer }

    init(_ reading: Reading, viewer: Viewer, period: Period, filters: MetricFilters) throws {
        session = MetricSession(reading, viewer: viewer)
        self.period = period
        previous = period.previous(today: reading.today)
        self.filters = try filters.resolved(session)
        team = try Team(for: viewer, filters: filters, reading: reading)
        let leads = viewer.role.manages || viewer.role.administers
        subject = leads ? filters.user ?? viewer.userID : viewer.userID
    }

    /// The question behind a widget's main number.
    var question: Question { Question(period: period, filters: filters) }

    /// The whole board, as `GET /boards/{key}` answers.
    func json(_ board: BoardDefinition) throws -> JSONValue {
        var header: [String: JSONValue] = ["key": .string(board.key)]
        header.merge(board.label.members()) { first, _ in first }
        return [
            "board": .object(header), "period": period.json, "previous_period": previous.json,
            "widgets": .array(try board.widgets.map { try json($0) }),
        ]
    }

    /// One widget. A metric that is hidden or broken says so in its own
    /// widget and leaves the others alone.
    private func json(_ widget: WidgetDefinition) throws -> JSONValue {
        var result: [String: JSONValue] = [
            "key": .string(widget.key), "style": .string(widget.style.rawValue), "width": .int(Int64(widget.width)),
            "metrics": [], "rows": [], "trend": [], "note": .null,
        ]
        result.merge(widget.label.members()) { first, _ in first }
        do {
            result.merge(try content(widget)) { $1 }
        } catch let error as RecordError {
            let issue = error.issues.first
            result["note"] = .string(issue?.zh ?? "暂时无法计算")
            result["note_en"] = .string(issue?.en ?? "Cannot be computed now")
            result["code"] = .string(issue?.code ?? "metric.invalid")
        }
        return .object(result)
    }

    private func content(_ widget: WidgetDefinition) throws -> [String: JSONValue] {
        let plans = try widget.metrics.map { try session.plan($0) }
        guard let main = plans.first else { return [:] }
        switch widget.style {
        case .number, .gauge: return try numbers(plans, main)
        case .trend: return try trend(plans, main)
        case .ranking: return try ranking(plans, main)
        case .funnel: return try funnel(plans, main, by: widget.groupBy)
        case .bar, .table:
            guard let name = widget.groupBy else { return try numbers(plans, main) }
            return try grouped(plans, by: GroupField(name, for: main, session, period: period))
        }
    }
}

// MARK: - Numbers and trends

extension BoardBuilder {
    /// Big numbers with their comparisons and a small trend of the first.
    private func numbers(_ plans: [MetricPlan], _ main: MetricPlan) throws -> [String: JSONValue] {
        try session.prepare(plans, question)
        var result: [String: JSONValue] = ["metrics": .array(try plans.map { try entry($0, comparing: true) })]
        if main.hasTime { result["trend"] = .array(try trendRows([main])) }
        if let standing = try standing(main) { result["rank"] = BoardBuilder.json(standing) }
        return result
    }

    private func trend(_ plans: [MetricPlan], _ main: MetricPlan) throws -> [String: JSONValue] {
        let timed = plans.filter(\.hasTime)
        try session.prepare(plans, question)
        var result: [String: JSONValue] = ["metrics": .array(try plans.map { try entry($0, comparing: false) })]
        result["trend"] = .array(try trendRows(timed))
        if !main.hasTime { result.merge(Note.members([.noTrend])) { $1 } }
        return result
    }

    /// The last twelve buckets up to the period's end, oldest first.
    private func trendRows(_ plans: [MetricPlan]) throws -> [JSONValue] {
        guard !plans.isEmpty else { return [] }
        let buckets = Buckets(trend: 12, until: period, today: reading.today)
        var question = self.question
        question.period = buckets.whole
        question.grouping = .buckets(buckets)
        let timed = plans.filter { plan in plan.leaves.allSatisfy { $0.time != nil } }
        try session.prepare(timed, question)
        let answers = try timed.map { try session.answers($0, question) }
        return buckets.spans.indices.map { index in
            let row = zip(timed, answers).map { plan, all in
                (plan: plan, answer: all[.integer(Int64(index))] ?? session.emptiness(of: plan))
            }
            return .object(bucket(buckets, index, row))
        }
    }

    private func bucket(
        _ buckets: Buckets, _ index: Int, _ row: [(plan: MetricPlan, answer: Answer)]
    ) -> [String: JSONValue] {
        let span = buckets.spans[index]
        var result: [String: JSONValue] = [
            "from": .string(span.from.description), "to": .string(span.to.description), "period": .string(span.query),
            "label": .string(buckets.label(index)), "values": .array(row.map { $0.plan.json($0.answer.value) }),
            "value": row.first.map { $0.plan.json($0.answer.value) } ?? .null,
            "n": .int(row.first?.answer.rows ?? 0),
        ]
        result.merge(Note.members([row.first.flatMap { Note.thin($0.answer, of: $0.plan) }])) { $1 }
        return result
    }

    /// One metric of a widget; `value` from a fold where it is known already.
    func entry(_ plan: MetricPlan, comparing: Bool, value known: Answer? = nil) throws -> JSONValue {
        let answer = try known ?? session.answer(plan, question)
        var earlier: Answer?
        if plan.hasTime {
            earlier = try session.answer(plan, Question(period: previous, filters: filters))
        }
        let figures = comparing ? try figures(plan) : nil
        let definition = plan.definition
        var result: [String: JSONValue] = [
            "key": .string(definition.key), "format": .string(definition.format.rawValue),
            "value": plan.json(answer.value), "previous": plan.json(earlier?.value),
            "team_average": plan.json(figures?.average), "n": .int(answer.rows),
            "higher_is_better": definition.higherIsBetter.map { .bool($0) } ?? .null,
        ]
        result.merge(definition.label.members()) { first, _ in first }
        if let help = definition.help { result.merge(help.members("help")) { first, _ in first } }
        let tooFew: Note? = comparing && !team.isLargeEnough ? .smallTeam : nil
        let notes = [Note.thin(answer, of: plan), Note.unfiltered(plan, filters, reading.schema), tooFew]
        result.merge(Note.members(notes)) { $1 }
        return .object(result)
    }

    /// The team's numbers; nil where they may not be told.
    func figures(_ plan: MetricPlan) throws -> TeamFigures? {
        try session.figures(plan, team, period, filters)
    }

    func standing(_ plan: MetricPlan) throws -> Standing? {
        try figures(plan)?.standing(of: subject, higherIsBetter: plan.definition.higherIsBetter ?? true)
    }

    static func json(_ standing: Standing) -> JSONValue {
        ["rank": .int(Int64(standing.rank)), "of": .int(Int64(standing.of))]
    }
}
