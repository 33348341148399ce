import Definitions
import FormulaLanguage
import Records
import Storage

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

/// The same luck for everybody.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
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

    private init(
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

    /// Opens the company on a fresh database, with `count` deals.
    static func open(_ engine: Engine, deals count: Int = 240, seed: UInt64 = 1) async throws -> Company {
        let time = ManualTime(now.adding(milliseconds: -120 * 86_400_000))
        let workspace = try await engine.openWorkspace(time: time)
        let (units, people) = try await hire(workspace)
        var dice = Dice(state: seed)
        let definitions = try Definition.read(CompanyDefinitions.yaml, as: .yaml, document: "company").definitions
        try await workspace.publish(definitions, note: "test", by: .system)
        var history = History(workspace: workspace, time: time, people: people, dice: dice)
        try await history.run(deals: count)
        dice = history.dice
        time.set(now)
        return Company(
            workspace: workspace, time: time, people: people, units: units, deals: history.deals,
            touches: history.touches)
    }

    /// Two departments; the team `s1` is too small for averages.
    private static func hire(_ workspace: Workspace) async throws -> ([String: OrgUnit], [String: Member]) {
        var units: [String: OrgUnit] = [:]
        for (key, parent) in [("root", nil), ("north", "root"), ("n1", "north"), ("n2", "north"), ("south", "root"), ("s1", "south")] {
            let unit = OrgUnit(key: key, name: key.uppercased(), parentID: parent.flatMap { units[$0]?.id })
            units[key] = try await workspace.upsertUnit(unit)
        }
        let seats = [
            ("admin", "admin", "root"), ("director", "director", "north"), ("manager", "manager", "n1"),
            ("finance", "finance", "root"), ("an", "rep", "n1"), ("bo", "rep", "n1"), ("cai", "rep", "n1"),
            ("ding", "rep", "n1"), ("e", "rep", "n2"), ("fan", "rep", "n2"), ("gu", "rep", "n2"), ("he", "rep", "s1"),
            ("ji", "rep", "s1"),
        ]
        var people: [String: Member] = [:]
        for (name, role, unit) in seats {
            people[name] = try await workspace.upsertMember(Member(name: name, role: role, orgUnitID: units[unit]?.id))
        }
        return (units, people)
    }
}
