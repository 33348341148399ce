import Definitions
import FormulaLanguage
import Records

/// Widgets whose numbers are split.
extension BoardBuilder {
    /// The most rows a widget shows; the rest is said to be left out.
    static let rowLimit = 50

    /// A bar chart or a table.
    func grouped(_ plans: [MetricPlan], by group: GroupField) throws -> [String: JSONValue] {
        var question = self.question
        question.grouping = group.grouping
        try session.prepare(plans, question)
        let answers = try plans.map { try session.answers($0, question) }
        let keys = group.sorted(Set(answers.flatMap(\.keys)), by: answers.first ?? [:])
        let shown = Array(keys.prefix(BoardBuilder.rowLimit))
        let labels = try GroupLabels(shown, of: group, session)
        let rows = shown.map { key in JSONValue.object(row(key, plans, answers, labels, group)) }
        return [
            "group_by": .string(group.name), "rows": .array(rows),
            "more": .int(Int64(keys.count - shown.count)),
            "metrics": .array(try zip(plans, answers).map { try entry($0, comparing: false, value: folded($0, $1)) }),
        ]
    }

    /// Stages in the order of their process, empty ones included, with what
    /// share of those who reached a stage also reached the next. Lost
    /// records have left the funnel; how far they came is told by events.
    func funnel(_ plans: [MetricPlan], _ main: MetricPlan, by name: String?) throws -> [String: JSONValue] {
        let object = main.leaves.first?.object.key ?? ""
        guard let process = reading.schema.process(of: object)?.definition, name == nil || name == process.field else {
            guard let name else { throw RecordError(.invalid, .unknownGroup("")) }
            return try grouped(plans, by: GroupField(name, for: main, session, period: period))
        }
        let group = try GroupField(process.field, for: main, session, period: period)
        var question = self.question
        question.grouping = group.grouping
        try session.prepare(plans, question)
        let answers = try plans.map { try session.answers($0, question) }
        let labels = try GroupLabels([], of: group, session)
        let reached = Funnel.reached(process.stages, counts: answers.first ?? [:])
        let rows = process.stages.map { stage -> JSONValue in
            var result = row(.text(stage.key), plans, answers, labels, group)
            result["category"] = .string(stage.category.rawValue)
            result["color"] = .optional(stage.color)
            result["reached"] = reached[stage.key].map { .int($0.reached) } ?? .null
            result["pass_rate"] = reached[stage.key]?.passRate.map { .int($0) } ?? .null
            return .object(result)
        }
        return [
            "group_by": .string(group.name), "rows": .array(rows),
            "metrics": .array(try zip(plans, answers).map { try entry($0, comparing: false, value: folded($0, $1)) }),
        ]
    }

    /// People in order. Who leads people sees the rows of those they lead;
    /// anybody else sees the own row, the own rank and the average.
    func ranking(_ plans: [MetricPlan], _ main: MetricPlan) throws -> [String: JSONValue] {
        let people = ranked(main)
        let group = try GroupField(SystemField.owner.rawValue, for: main, session, period: period)
        var question = self.question
        question.filters.owners = people.map(\.id).sorted()
        question.grouping = .owner
        try session.prepare(plans, question)
        let answers = try plans.map { plan in
            let found = try session.answers(plan, question)
            return Dictionary(
                uniqueKeysWithValues: people.map { person in
                    (GroupKey.integer(person.id), found[.integer(person.id)] ?? session.emptiness(of: plan))
                })
        }
        let higherIsBetter = main.definition.higherIsBetter ?? true
        let order = BoardBuilder.order(people, by: answers.first ?? [:], higherIsBetter: higherIsBetter)
        let labels = try GroupLabels([], of: group, session)
        let own = try standing(main)
        let rows = order.map { key -> JSONValue in
            var result = row(key, plans, answers, labels, group)
            let rank = people.count == 1 && key.id == subject ? own?.rank : BoardBuilder.rank(key, answers.first ?? [:], higherIsBetter)
            result["rank"] = .optional(rank.map { Int64($0) })
            return .object(result)
        }
        var result: [String: JSONValue] = [
            "group_by": .string(group.name), "rows": .array(rows),
            "metrics": .array(try plans.map { try entry($0, comparing: true) }),
        ]
        if let own { result["rank"] = BoardBuilder.json(own) }
        return result
    }

    // MARK: Rows

    /// One group: its name, its values in the order of the metrics, what
    /// stands behind each, and what to ask a drill-down for.
    private func row(
        _ key: GroupKey, _ plans: [MetricPlan], _ answers: [[GroupKey: Answer]], _ labels: GroupLabels, _ group: GroupField
    ) -> [String: JSONValue] {
        let cells = zip(plans, answers).map { plan, all in (plan: plan, answer: all[key] ?? session.emptiness(of: plan)) }
        var result: [String: JSONValue] = [
            "group": ["key": .optional(key.text), "label": .string(labels.label(key))],
            "values": .array(cells.map { $0.plan.json($0.answer.value) }),
            "n": .array(cells.map { .int($0.answer.rows) }),
        ]
        if case .buckets(let buckets) = group.grouping, let index = key.id, buckets.spans.indices.contains(Int(index)) {
            result["period"] = .string(buckets.spans[Int(index)].query)
        } else {
            result["drill"] = .string("\(group.name):\(key.text ?? "")")
        }
        result.merge(Note.members([cells.lazy.compactMap { Note.thin($0.answer, of: $0.plan) }.first])) { $1 }
        return result
    }

    /// The number over all groups; nil where groups cannot be put together.
    private func folded(_ plan: MetricPlan, _ answers: [GroupKey: Answer]) -> Answer? {
        guard plan.isAdditive else { return nil }
        var result = session.emptiness(of: plan)
        for answer in answers.values {
            guard let sum = result.value, let value = answer.value else { continue }
            result.value = try? sum.adding(value)
            result.rows += answer.rows
        }
        return result
    }

    // MARK: People

    /// Whose rows of a ranking the viewer may see.
    private func ranked(_ plan: MetricPlan) -> [Member] {
        let objects = plan.leaves.map(\.object.key)
        let leads =
            viewer.role.manages || viewer.role.administers
            || objects.allSatisfy { viewer.scope(for: $0, .read) == .all }
        let members = filters.owners.map { owners in team.members.filter { owners.contains($0.id) } } ?? team.members
        guard leads else { return team.members.filter { $0.id == viewer.userID } }
        return members.filter { member in
            plan.leaves.allSatisfy { sees(member, on: $0.object.key) }
        }
    }

    private func sees(_ member: Member, on object: String) -> Bool {
        if viewer.isSystem || member.id == viewer.userID { return true }
        let unit = member.orgUnitID ?? 0
        switch viewer.scope(for: object, .read) {
        case .all: return true
        case .team: return viewer.teamUnits.contains(unit)
        case .department: return viewer.departmentUnits.contains(unit)
        case .own, .none: return false
        }
    }

    /// Best first; people without a number last, then by name.
    private static func order(_ people: [Member], by answers: [GroupKey: Answer], higherIsBetter: Bool) -> [GroupKey] {
        people.map { GroupKey.integer($0.id) }.enumerated().sorted { left, right in
            switch (answers[left.element]?.value, answers[right.element]?.value) {
            case (let first?, let second?) where first != second: return higherIsBetter ? first > second : first < second
            case (_?, nil): return true
            case (nil, _?): return false
            default: return left.offset < right.offset
            }
        }.map(\.element)
    }

    private static func rank(_ key: GroupKey, _ answers: [GroupKey: Answer], _ higherIsBetter: Bool) -> Int? {
        guard let mine = answers[key]?.value else { return nil }
        return 1 + answers.values.count { other in other.value.map { higherIsBetter ? $0 > mine : $0 < mine } ?? false }
    }
}
