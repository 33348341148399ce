/// A person of the workspace.
public struct Member: Sendable, Hashable {
    /// Zero before it is first kept.
    public var id: Int64
    public var name: String
    /// Pinyin without tones, for sorting and search; made from the name
    /// where empty.
    public var pinyin: String
    /// The key of a role.
    public var role: String
    public var orgUnitID: Int64?
    /// An explicit superior; nil means the unit's manager.
    public var managerID: Int64?
    /// Whether new work may be given to them now.
    public var onDuty: Bool
    /// Tags that routing rules ask for.
    public var skills: [String]
    /// Whether they may sign in; records keep pointing to those who left.
    public var isActive: Bool
    public var phone: String?
    public var email: String?
    /// What the person chose on their own screens.
    public var settings: JSONValue

    public init(
        id: Int64 = 0, name: String, pinyin: String = "", role: String, orgUnitID: Int64? = nil,
        managerID: Int64? = nil, onDuty: Bool = true, skills: [String] = [], isActive: Bool = true,
        phone: String? = nil, email: String? = nil, settings: JSONValue = .object([:])
    ) {
        self.id = id
        self.name = name
        self.pinyin = pinyin
        self.role = role
        self.orgUnitID = orgUnitID
        self.managerID = managerID
        self.onDuty = onDuty
        self.skills = skills
        self.isActive = isActive
        self.phone = phone
        self.email = email
        self.settings = settings
    }
}

/// A department or a team.
public struct OrgUnit: Sendable, Hashable {
    /// Zero before it is first kept.
    public var id: Int64
    /// ASCII, unique; definitions name teams by it.
    public var key: String
    public var name: String
    public var parentID: Int64?
    public var managerID: Int64?

    public init(id: Int64 = 0, key: String, name: String, parentID: Int64? = nil, managerID: Int64? = nil) {
        self.id = id
        self.key = key
        self.name = name
        self.parentID = parentID
        self.managerID = managerID
    }
}
