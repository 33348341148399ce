/// Everybody and every unit of a workspace at one moment.
public struct Directory: Sendable {
    /// In the order of their pinyin.
    public let members: [Member]
    /// Parents before their children.
    public let units: [OrgUnit]
    private let memberIndex: [Int64: Int]
    private let unitIndex: [Int64: Int]
    private let unitKeys: [String: Int]
    private let children: [Int64: [Int64]]
    private let unitMembers: [Int64: [Int]]
    /// `{"id":7,"label":"…"}`, ready to be put into a row.
    let memberJSON: [Int64: [UInt8]]
    let unitJSON: [Int64: [UInt8]]

    /// A directory of these; a unit whose parent is missing, or that is its
    /// own ancestor, stands at the top.
    public init(members: [Member], units: [OrgUnit]) {
        self.members = members.sorted { ($0.pinyin, $0.id) < ($1.pinyin, $1.id) }
        self.units = Directory.sorted(units)
        memberIndex = Directory.index(self.members.map(\.id))
        unitIndex = Directory.index(self.units.map(\.id))
        unitKeys = Dictionary(self.units.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
        children = Dictionary(
            grouping: self.units.compactMap { unit in unit.parentID.map { (parent: $0, id: unit.id) } }, by: \.parent
        ).mapValues { $0.map(\.id) }
        unitMembers = Dictionary(grouping: self.members.indices) { [members = self.members] in members[$0].orgUnitID ?? 0 }
        memberJSON = Directory.json(self.members.map { ($0.id, $0.name) })
        unitJSON = Directory.json(self.units.map { ($0.id, $0.name) })
    }

    /// Nobody.
    public static let empty = Directory(members: [], units: [])

    /// A member by id, also one who left.
    public func member(_ id: Int64) -> Member? {
        memberIndex[id].map { members[$0] }
    }

    /// A unit by id.
    public func unit(_ id: Int64) -> OrgUnit? {
        unitIndex[id].map { units[$0] }
    }

    /// A unit by key.
    public func unit(key: String) -> OrgUnit? {
        unitKeys[key].map { units[$0] }
    }

    /// A unit's id and those of all units below it; none for an unknown id.
    public func units(below id: Int64) -> [Int64] {
        guard unitIndex[id] != nil else { return [] }
        var result = [id]
        var next = 0
        while next < result.count {
            result += children[result[next]] ?? []
            next += 1
        }
        return result
    }

    /// The members of units, not of the units below them.
    public func members(of units: some Sequence<Int64>) -> [Member] {
        units.flatMap { unitMembers[$0] ?? [] }.map { members[$0] }
    }

    /// Who answers for a member: the explicit superior, else the manager of
    /// the unit or of the nearest unit above. Never the member.
    public func manager(of member: Member) -> Member? {
        if let id = member.managerID, id != member.id, let manager = self.member(id), manager.isActive { return manager }
        var unit = member.orgUnitID.flatMap { self.unit($0) }
        while let current = unit {
            if let id = current.managerID, id != member.id, let manager = self.member(id), manager.isActive {
                return manager
            }
            unit = current.parentID.flatMap { self.unit($0) }
        }
        return nil
    }

    /// The unit of a member that stands right below the top, or the top
    /// itself: the department as opposed to the team.
    public func department(of unitID: Int64) -> OrgUnit? {
        var current = unit(unitID)
        while let unit = current, let parent = unit.parentID.flatMap({ self.unit($0) }), parent.parentID != nil {
            current = parent
        }
        return current
    }

    private static func index(_ ids: [Int64]) -> [Int64: Int] {
        Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func sorted(_ units: [OrgUnit]) -> [OrgUnit] {
        var waiting = units.sorted { $0.id < $1.id }
        var placed: Set<Int64> = []
        var result: [OrgUnit] = []
        let known = Set(units.map(\.id))
        while !waiting.isEmpty {
            var ready = waiting.filter { unit in
                unit.parentID.map { placed.contains($0) || !known.contains($0) || $0 == unit.id } ?? true
            }
            if ready.isEmpty { ready = [waiting[0]] }
            for var unit in ready {
                if let parent = unit.parentID, !placed.contains(parent) { unit.parentID = nil }
                result.append(unit)
                placed.insert(unit.id)
            }
            waiting.removeAll { placed.contains($0.id) }
        }
        return result
    }

    private static func json(_ items: [(id: Int64, name: String)]) -> [Int64: [UInt8]] {
        Dictionary(
            items.map { item in
                var bytes: [UInt8] = []
                bytes.append(json: "{\"id\":")
                bytes.append(decimal: item.id)
                bytes.append(json: ",\"label\":")
                bytes.append(quoted: item.name)
                bytes.append(UInt8(ascii: "}"))
                return (item.id, bytes)
            }, uniquingKeysWith: { first, _ in first })
    }
}
