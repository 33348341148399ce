import Definitions
import FormulaLanguage
import Records
import TestKit

/// A deal as the test remembers it, beside what the database keeps.
struct Deal: Sendable {
    var id: Int64 = 0
    var owner: Int64?
    var unit: Int64?
    /// Who owned it when it was won.
    var wonOwner: Int64?
    var wonUnit: Int64?
    var account: Int64?
    var stage: String
    var product: String?
    var amount: Int64?
    var probability: Int64?
    var score: Int64?
    var margin: Int64?
    var wonAt: Int64?
    var closeOn: LocalDate?
    var createdAt: Int64 = 0
}

/// A touch as the test remembers it.
struct Touch: Sendable {
    var owner: Int64?
    var unit: Int64?
    var minutes: Int64?
    var effective: Bool
    var happenedAt: Int64
}

/// A small company with people, deals and touches from seeded dice.
final class Company: Sendable {
    let workspace: Workspace
    let time: ManualTime
    let people: [String: Member]
    let units: [String: OrgUnit]
    let deals: [Deal]
    let touches: [Touch]

    /// 2025-05-14 10:00 in Shanghai.
    static let now = WorkspaceZone.shanghai.instant(LocalDate("2025-05-14") ?? .first, minuteOfDay: 600)

    init(
        workspace: Workspace, time: ManualTime, people: [String: Member], units: [String: OrgUnit], deals: [Deal],
        touches: [Touch]
    ) {
        self.workspace = workspace
        self.time = time
        self.people = people
        self.units = units
        self.deals = deals
        self.touches = touches
    }

    var directory: Directory { workspace.directory }

    func viewer(_ name: String) throws -> Viewer { try workspace.viewer(id(name)) }

    func id(_ name: String) -> Int64 { people[name]?.id ?? 0 }

    func unit(_ key: String) -> Int64 { units[key]?.id ?? 0 }

    /// Runs a test in the company on a fresh database, with `count` deals.
    static func with(
        _ engine: Engine, deals count: Int = 240, seed: UInt64 = 1, _ body: (Company) async throws -> Void
    ) async throws {
        let definitions = try Definition.read(CompanyDefinitions.yaml, as: .yaml, document: "company").definitions
        try await withWorkspace(engine, TestSetup(definitions: definitions, hasPeople: false)) { test in
            let (workspace, time) = (test.workspace, test.time)
            time.set(now.adding(milliseconds: -120 * 86_400_000))
            let (units, people) = try await hire(workspace)
            var history = History(workspace: workspace, time: time, people: people, dice: SeededRandom(seed: seed))
            try await history.run(deals: count)
            time.set(now)
            try await body(
                Company(
                    workspace: workspace, time: time, people: people, units: units, deals: history.deals,
                    touches: history.touches))
        }
    }

    /// Two departments; the team `s1` is too small for averages.
    ///
    /// One change for all, so that one reload of the directory sees all.
    static func hire(_ workspace: Workspace) async throws -> ([String: OrgUnit], [String: Member]) {
        try await workspace.change(by: .system) { change in
            var units: [String: OrgUnit] = [:]
            for (key, parent) in [("root", nil), ("north", "root"), ("n1", "north"), ("n2", "north"), ("south", "root"), ("s1", "south")] {
                let unit = OrgUnit(key: key, name: key.uppercased(), parentID: parent.flatMap { units[$0]?.id })
                units[key] = try change.upsertUnit(unit)
            }
            var people: [String: Member] = [:]
            for (name, role, unit) in seats {
                people[name] = try change.upsertMember(Member(name: name, role: role, orgUnitID: units[unit]?.id))
            }
            return (units, people)
        }
    }

    private static let seats = [
        ("admin", "admin", "root"), ("director", "director", "north"), ("manager", "manager", "n1"),
        ("finance", "finance", "root"), ("an", "rep", "n1"), ("bo", "rep", "n1"), ("cai", "rep", "n1"),
        ("ding", "rep", "n1"), ("e", "rep", "n2"), ("fan", "rep", "n2"), ("gu", "rep", "n2"), ("he", "rep", "s1"),
        ("ji", "rep", "s1"),
    ]
}
