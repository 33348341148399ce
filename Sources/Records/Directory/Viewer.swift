public import Definitions

/// What is asked of a record.
public enum Access: String, Sendable, Hashable, CaseIterable {
    case read
    case write
}

/// A member with a role, and so with rights.
public struct Viewer: Sendable {
    public let member: Member
    public let role: RoleDefinition
    /// Own unit with all below, and units they manage with all below.
    public let teamUnits: [Int64]
    /// The same from the department down.
    public let departmentUnits: [Int64]
    /// Whether it is the platform itself, which sees everything.
    public let isSystem: Bool

    /// A member's view with the rights of a role.
    public init(member: Member, role: RoleDefinition, directory: Directory) {
        self.member = member
        self.role = role
        isSystem = false
        let managed = directory.units.filter { $0.managerID == member.id }.map(\.id)
        let own = member.orgUnitID.map { [$0] } ?? []
        let department = member.orgUnitID.flatMap { directory.department(of: $0) }.map { [$0.id] } ?? []
        teamUnits = Viewer.all(own + managed, directory)
        departmentUnits = Viewer.all(department + own + managed, directory)
    }

    private init(member: Member, role: RoleDefinition) {
        self.member = member
        self.role = role
        isSystem = true
        teamUnits = []
        departmentUnits = []
    }

    /// The platform's own view: everything, unmasked.
    public static let system: Viewer = {
        let all = RoleDefinition.Grant(read: .all, write: .all, create: true, delete: true, export: true)
        var role = RoleDefinition(key: "system", label: Label("系统", en: "System"), grants: ["*": all])
        role.administers = true
        role.manages = true
        return Viewer(member: Member(name: "系统", role: "system"), role: role)
    }()

    /// The member's id.
    public var userID: Int64 { member.id }

    /// What the role allows on an object; nothing where it says nothing.
    public func grant(for object: String) -> RoleDefinition.Grant {
        role.grants[object] ?? role.grants["*"]
            ?? RoleDefinition.Grant(read: .none, write: .none, create: false)
    }

    /// How far the role reaches on an object.
    public func scope(for object: String, _ access: Access) -> RoleDefinition.Scope {
        let grant = grant(for: object)
        return access == .read ? grant.read : grant.write
    }

    /// The units whose records a scope reaches.
    func units(in scope: RoleDefinition.Scope) -> [Int64] {
        switch scope {
        case .team: teamUnits
        case .department: departmentUnits
        case .own, .all, .none: []
        }
    }

    private static func all(_ ids: [Int64], _ directory: Directory) -> [Int64] {
        Set(ids.flatMap { directory.units(below: $0) }).sorted()
    }
}
