import Definitions
import FormulaLanguage
import Records
import TestKit

/// Records and rights kept naively in memory, to judge the SQL by.
struct Oracle {
    struct Row {
        let object: String
        let id: Int64
        let owner: Int64?
        let unit: Int64?
        let values: [String: Value]
        let createdAt: Int64
    }

    let viewers: [Int64: Viewer]
    var rows: [Row] = []
    /// Object, record and user.
    var shares: Set<Share> = []

    struct Share: Hashable {
        let object: String
        let id: Int64
        let user: Int64
    }

    static let parents = ["opportunity": ["account"], "touch": ["lead", "account"]]

    func visible(_ object: String, to userID: Int64, scope: ListRequest.Scope? = nil) -> [Row] {
        rows.filter { row in
            guard row.object == object, sees(row, userID, inLists: true) else { return false }
            switch scope {
            case nil: return true
            case .own: return row.owner == userID
            case .team:
                guard let viewer = viewers[userID], row.owner != nil else { return false }
                return row.owner == userID || row.unit.map { viewer.teamUnits.contains($0) } ?? false
            case .pool: return row.owner == nil
            }
        }
    }

    private func sees(_ row: Row, _ userID: Int64, inLists: Bool) -> Bool {
        guard let viewer = viewers[userID] else { return false }
        let scope = viewer.grant(for: row.object).read
        if scope == .all { return true }
        if scope == .none { return false }
        if row.owner == userID { return true }
        let units = scope == .team ? viewer.teamUnits : scope == .department ? viewer.departmentUnits : []
        if row.owner != nil, let unit = row.unit, units.contains(unit) { return true }
        if shares.contains(Share(object: row.object, id: row.id, user: userID)) { return true }
        for parent in Self.parents[row.object] ?? [] {
            guard case .reference(_, let id)? = row.values[parent] else { continue }
            guard let target = rows.first(where: { $0.object == parent && $0.id == id }) else { return false }
            return sees(target, userID, inLists: inLists)
        }
        return false
    }

    /// In the order of a list: blanks last in both directions.
    static func sorted(_ rows: [Row], by field: String, descending: Bool) -> [Int64] {
        func key(_ row: Row) -> Value {
            field == "created_at" ? .instant(Instant(milliseconds: row.createdAt)) : row.values[field] ?? .blank
        }
        let filled = rows.filter { !key($0).isBlank }.sorted { left, right in
            let order = compare(key(left), key(right))
            if order != 0 { return (order < 0) != descending }
            return (left.id < right.id) != descending
        }
        let blank = rows.filter { key($0).isBlank }.sorted { ($0.id < $1.id) != descending }
        return (filled + blank).map(\.id)
    }

    static func compare(_ left: Value, _ right: Value) -> Int {
        switch (left, right) {
        case (.number(let left), .number(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.instant(let left), .instant(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.date(let left), .date(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.boolean(let left), .boolean(let right)): (left ? 1 : 0) - (right ? 1 : 0)
        case (.text(let left), .text(let right)):
            left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : left == right ? 0 : 1
        default: 0
        }
    }

    /// Whether a row passes a filter.
    static func passes(_ row: Row, _ filter: FieldFilter) -> Bool {
        let value = row.values[filter.field] ?? .blank
        let items: [Value]? = if case .list(let items) = value { items } else { nil }
        func text(_ value: Value) -> String { if case .text(let text) = value { text.lowercased() } else { "" } }
        switch filter.op {
        case .empty: return value.isBlank
        case .filled: return !value.isBlank
        case .eq: return items.map { !Set($0).isDisjoint(with: filter.values) } ?? (value == filter.values[0])
        case .ne: return items.map { Set($0).isDisjoint(with: filter.values) } ?? (value != filter.values[0])
        case .in: return items.map { !Set($0).isDisjoint(with: filter.values) } ?? filter.values.contains(value)
        case .contains: return items?.contains(filter.values[0]) ?? text(value).contains(text(filter.values[0]))
        case .lt: return !value.isBlank && compare(value, filter.values[0]) < 0
        case .le: return !value.isBlank && compare(value, filter.values[0]) <= 0
        case .gt: return !value.isBlank && compare(value, filter.values[0]) > 0
        case .ge: return !value.isBlank && compare(value, filter.values[0]) >= 0
        case .between:
            return !value.isBlank && compare(value, filter.values[0]) >= 0 && compare(value, filter.values[1]) <= 0
        }
    }
}

/// A company of random people, units, records and shares.
struct RandomCompany {
    var random: SeededRandom
    let workspace: Workspace
    let time: ManualTime
    private(set) var oracle: Oracle
    private var people: [Int64] = []

    init(seed: UInt64, _ test: TestWorkspace) {
        random = SeededRandom(seed: seed)
        workspace = test.workspace
        time = test.time
        oracle = Oracle(viewers: [:])
    }

    var viewers: [Int64] { people }

    mutating func fill(leads: Int) async throws {
        try await hire()
        let accounts = try await records("account", count: 12) { random in
            random.chance(0.8) ? ["industry": .text(random.pick(["制造", "教育", "医疗"]))] : [:]
        }
        let made = try await records("lead", count: leads) { RandomCompany.lead(&$0, accounts) }
        _ = try await records("opportunity", count: 15) { random in
            random.chance(0.8) ? ["account": ref("account", random.pick(accounts))] : [:]
        }
        _ = try await records("touch", count: 40) { random in
            var values: [String: Value] = [:]
            if random.chance(0.6) { values["lead"] = ref("lead", random.pick(made)) }
            if random.chance(0.5) { values["account"] = ref("account", random.pick(accounts)) }
            return values
        }
        try await share(leads: made, accounts: accounts)
    }

    private static func lead(_ random: inout SeededRandom, _ accounts: [Int64]) -> [String: Value] {
        var values: [String: Value] = ["status": .text(random.pick(["new", "working", "won"]))]
        if random.chance(0.7) { values["budget"] = .number(ExactNumber(scaled: Int64.random(in: -300...300, using: &random), scale: 2)) }
        if random.chance(0.6) { values["headcount"] = .number(ExactNumber(Int.random(in: 0...5, using: &random))) }
        if random.chance(0.6) { values["visit_on"] = .date(LocalDate(days: 20_500 + Int.random(in: 0...9, using: &random))) }
        if random.chance(0.5) { values["vip"] = .boolean(random.chance(0.5)) }
        if random.chance(0.7) { values["company"] = .text(random.pick(["Acme", "acme 中国", "百合%", "百_合", "雨燕科技", "É"])) }
        if random.chance(0.4) { values["tags"] = .list(random.chance(0.5) ? [.text("hot")] : [.text("vip"), .text("late")]) }
        if random.chance(0.4) { values["account"] = ref("account", random.pick(accounts)) }
        return values
    }

    /// A tree of units, and people of all roles in them.
    private mutating func hire() async throws {
        var units: [Int64] = []
        for index in 0..<8 {
            let parent = units.isEmpty ? nil : random.pick(units)
            let unit = try await workspace.upsertUnit(OrgUnit(key: "u\(index)", name: "部门\(index)", parentID: parent))
            units.append(unit.id)
        }
        for index in 0..<14 {
            let role = random.pick(["rep", "rep", "rep", "manager", "director", "admin", "finance", "guest"])
            let unit = random.chance(0.9) ? random.pick(units) : nil
            let member = try await workspace.upsertMember(Member(name: "员工\(index)", role: role, orgUnitID: unit))
            people.append(member.id)
            if random.chance(0.3) {
                var managed = try await workspace.read { reading in reading.directory.units }.filter { units.contains($0.id) }
                managed.shuffle(using: &random)
                managed[0].managerID = member.id
                try await workspace.upsertUnit(managed[0])
            }
        }
        oracle = Oracle(viewers: Dictionary(uniqueKeysWithValues: try people.map { ($0, try workspace.viewer($0)) }))
    }

    private mutating func records(
        _ object: String, count: Int, _ make: (inout SeededRandom) -> [String: Value]
    ) async throws -> [Int64] {
        var ids: [Int64] = []
        for index in 0..<count {
            if random.chance(0.5) { time.advance(milliseconds: 1000) }
            var values = make(&random)
            let owner = random.chance(0.85) ? random.pick(people) : nil
            values[object == "touch" ? "content" : "name"] = .text("\(object)\(index)")
            if let owner { values["owner"] = workspace.user(owner) }
            let kept = values
            let id = try await workspace.insert(object, by: .system, kept)
            ids.append(id)
            oracle.rows.append(
                Oracle.Row(
                    object: object, id: id, owner: owner, unit: owner.flatMap { workspace.directory.member($0)?.orgUnitID },
                    values: values, createdAt: time.now().milliseconds))
        }
        return ids
    }

    private mutating func share(leads: [Int64], accounts: [Int64]) async throws {
        for _ in 0..<40 {
            let object = random.chance(0.6) ? "lead" : "account"
            let id = random.pick(object == "lead" ? leads : accounts)
            let user = random.pick(people)
            try await workspace.change(by: .system) { try $0.share(object, id, with: user, level: .read) }
            oracle.shares.insert(Oracle.Share(object: object, id: id, user: user))
        }
    }
}
