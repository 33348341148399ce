import Definitions
import FormulaLanguage
import Records

/// The salespeople a person is measured against.
struct Team: Sendable {
    /// Active people who sell, those without a single row included.
    let members: [Member]

    /// Fewer people than this would give somebody's number away.
    static let minimum = 3

    /// Whether an aggregate over it gives nobody away.
    var isLargeEnough: Bool { members.count >= Team.minimum }

    /// The team of a board: the one it is narrowed to, else the team of the
    /// person it is narrowed to, else the viewer's own; everybody for a
    /// viewer who stands in no unit.
    init(for viewer: Viewer, filters: MetricFilters, reading: Reading) throws {
        let directory = reading.directory
        if let unit = try filters.unit(directory) {
            members = Team.sellers(of: directory.units(below: unit), reading)
        } else if let unit = filters.user.flatMap({ directory.member($0) })?.orgUnitID {
            members = Team.sellers(of: directory.units(below: unit), reading)
        } else {
            members = Team.sellers(of: viewer.teamUnits.isEmpty ? nil : viewer.teamUnits, reading)
        }
    }

    /// The salespeople of units; nil for everybody.
    ///
    /// Whoever reads everything looks after the business rather than sells;
    /// only where nobody is left by that rule do such people count as well.
    static func sellers(of units: [Int64]?, _ reading: Reading) -> [Member] {
        let all = units.map { reading.directory.members(of: $0) } ?? reading.directory.members
        let active = all.filter(\.isActive)
        let strict = active.filter { sells($0, reading.schema, atMost: [.own, .team]) }
        return strict.isEmpty ? active.filter { sells($0, reading.schema, atMost: [.own, .team, .department, .all]) } : strict
    }

    /// Whether somebody's own work is counted: the role neither manages nor
    /// administers, and makes records of its own that go through stages.
    private static func sells(_ member: Member, _ schema: Schema, atMost scopes: [RoleDefinition.Scope]) -> Bool {
        guard let role = schema.role(member.role), !role.manages, !role.administers else { return false }
        return schema.salesObjects.contains { object in
            guard let grant = role.grants[object] ?? role.grants["*"] else { return false }
            return grant.create && grant.write != .none && scopes.contains(grant.read)
        }
    }
}

extension Schema {
    /// Objects that are moved through stages; all of them where no process
    /// is defined.
    fileprivate var salesObjects: [String] {
        processes.isEmpty ? objects.map(\.key) : processes.map(\.definition.object)
    }
}

/// Where somebody stands in the team.
public struct Standing: Sendable, Hashable {
    /// 1 is best; people with the same number share a rank (1, 1, 3).
    public var rank: Int
    /// How many are ranked.
    public var of: Int
}

/// A team's numbers: per person, on average, and one's place among them.
struct TeamFigures: Sendable {
    /// By member id; people without rows have 0 where that makes sense.
    let byPerson: [Int64: Answer]
    /// For counts and sums the mean per person; else the team's own number,
    /// since a person without rows has no ratio to average.
    let average: ExactNumber?

    /// The rank of one person; nil where there is no number to rank.
    func standing(of member: Int64, higherIsBetter: Bool) -> Standing? {
        guard let mine = byPerson[member]?.value else { return nil }
        let all = byPerson.values.compactMap(\.value)
        let better = all.count { higherIsBetter ? $0 > mine : $0 < mine }
        return Standing(rank: better + 1, of: all.count)
    }
}

extension MetricSession {
    /// The team's numbers over the whole organisation's rows; nil for a team
    /// that is too small.
    func figures(_ plan: MetricPlan, _ team: Team, _ period: Period?, _ filters: FactFilters) throws -> TeamFigures? {
        guard team.isLargeEnough, !plan.dependsOnViewer else { return nil }
        let ids = team.members.map(\.id).sorted()
        var question = Question(period: period, filters: filters, rights: .organisation, grouping: .owner)
        question.filters.owners = ids
        let answers = try answers(plan, question)
        let empty = emptiness(of: plan)
        let byPerson = Dictionary(uniqueKeysWithValues: ids.map { ($0, answers[.integer($0)] ?? empty) })
        guard !plan.isAdditive else { return TeamFigures(byPerson: byPerson, average: mean(byPerson.values)) }
        question.grouping = .none
        return TeamFigures(byPerson: byPerson, average: try answer(plan, question).value)
    }

    private func mean(_ answers: some Collection<Answer>) -> ExactNumber? {
        var sum = ExactNumber.zero
        for value in answers.compactMap(\.value) {
            guard let next = try? sum.adding(value) else { return nil }
            sum = next
        }
        return try? sum.divided(by: ExactNumber(answers.count))
    }
}
