public import Definitions
public import Records

/// A small company: two teams under 销售部, finance beside it, and the
/// objects that most tests need.
public enum SampleCompany {
    /// Objects, one calendar, six roles.
    public static let definitions: [Definition] =
        objects.map { .object($0) } + roles.map { .role($0) } + [.calendar(calendar)]

    /// Lead, account, opportunity and touch.
    public static let objects = [lead, account, opportunity, touch]

    /// Monday to Friday, 09:00–12:00 and 13:00–18:00.
    public static let calendar = CalendarDefinition(
        key: "standard", label: Label("标准日历"),
        shifts: [.init(start: 540, end: 720), .init(start: 780, end: 1080)], off: ["2026-04-06", "2026-05-01"],
        worked: ["2026-05-09"], certainYears: [2026])

    // MARK: People

    /// Ids of the people that ``people(in:)`` adds.
    public enum Person {
        /// 管理员
        public static let admin: Int64 = 1
        /// Head of 销售部, sees the department.
        public static let director: Int64 = 2
        /// Manager of 一组 and of 二组.
        public static let managerA: Int64 = 3
        public static let managerB: Int64 = 4
        /// In 一组.
        public static let rep1: Int64 = 5
        public static let rep2: Int64 = 6
        /// In 二组.
        public static let rep3: Int64 = 7
        public static let rep4: Int64 = 8
        /// 财务, reads everything, owns nothing.
        public static let finance: Int64 = 9
        /// Reads nothing at all.
        public static let guest: Int64 = 10

        /// Everybody.
        public static let all: [Int64] = Array(1...10)
    }

    /// Ids of the units that ``people(in:)`` adds.
    public enum Unit {
        public static let company: Int64 = 1
        public static let sales: Int64 = 2
        public static let teamA: Int64 = 3
        public static let teamB: Int64 = 4
        public static let finance: Int64 = 5
    }

    /// The units.
    public static let units = [
        OrgUnit(id: Unit.company, key: "company", name: "公司"),
        OrgUnit(id: Unit.sales, key: "sales", name: "销售部", parentID: Unit.company, managerID: Person.director),
        OrgUnit(id: Unit.teamA, key: "team_a", name: "一组", parentID: Unit.sales, managerID: Person.managerA),
        OrgUnit(id: Unit.teamB, key: "team_b", name: "二组", parentID: Unit.sales, managerID: Person.managerB),
        OrgUnit(id: Unit.finance, key: "finance", name: "财务部", parentID: Unit.company),
    ]

    /// The people.
    public static let members = [
        Member(id: Person.admin, name: "安敏", role: "admin", orgUnitID: Unit.company),
        Member(id: Person.director, name: "方总", role: "director", orgUnitID: Unit.sales),
        Member(id: Person.managerA, name: "马丽", role: "manager", orgUnitID: Unit.teamA),
        Member(id: Person.managerB, name: "毛军", role: "manager", orgUnitID: Unit.teamB),
        Member(id: Person.rep1, name: "王小明", role: "rep", orgUnitID: Unit.teamA, skills: ["汽车"]),
        Member(id: Person.rep2, name: "李雷", role: "rep", orgUnitID: Unit.teamA),
        Member(id: Person.rep3, name: "韩梅梅", role: "rep", orgUnitID: Unit.teamB),
        Member(id: Person.rep4, name: "赵强", role: "rep", orgUnitID: Unit.teamB),
        Member(id: Person.finance, name: "钱进", role: "finance", orgUnitID: Unit.finance),
        Member(id: Person.guest, name: "顾客", role: "guest", orgUnitID: Unit.finance),
    ]

    /// Adds units and people to a workspace.
    public static func people(in workspace: Workspace) async throws {
        _ = try await workspace.setUnits(units)
        _ = try await workspace.setMembers(members)
    }
}
