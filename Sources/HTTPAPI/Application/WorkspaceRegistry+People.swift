public import Definitions
import FormulaLanguage
public import Records

extension WorkspaceRegistry {
    /// A password nobody has to think of.
    public static func makePassword() -> String {
        Secrets.password()
    }

    /// Makes a company with its definitions, its top unit and its first
    /// administrator.
    ///
    /// - Returns: the administrator's password; it is kept nowhere.
    public func found(
        key: String, name: String, definitions: [Definition], note: String, admin: String, role: String,
        isDemo: Bool = false
    ) async throws -> String {
        let hosted = try await create(key: key, name: name, isDemo: isDemo)
        _ = try await hosted.workspace.publish(definitions, note: note, by: .system)
        _ = try await hosted.workspace.change(by: .system) { change in
            try change.upsertUnit(OrgUnit(key: "company", name: name))
        }
        return try await addMember(
            Member(name: "管理员", role: role), unitKey: "company", login: admin, workspace: key)
    }

    /// Adds a member with an account.
    ///
    /// - Parameter password: made up where nil.
    /// - Returns: the password; it is kept nowhere.
    /// - Throws: ``AccountError``, ``WorkspaceError``, `RecordError`.
    @discardableResult
    public func addMember(
        _ member: Member, unitKey: String?, login: String, workspace key: String, password: String? = nil
    ) async throws -> String {
        let workspace = try await hosted(key).workspace
        guard workspace.schema.role(member.role) != nil else {
            throw RecordError.invalid(
                "member.role", "没有角色“\(member.role)”", "There is no role \"\(member.role)\"", field: "role")
        }
        let login = ControlStore.normalised(login: login)
        if try await control.account(login: login) != nil { throw AccountError.loginTaken }
        var member = member
        if let unitKey { member.orgUnitID = workspace.directory.unit(key: unitKey)?.id }
        let draft = member
        let saved = try await workspace.change(by: .system) { try $0.upsertMember(draft) }
        let password = password ?? Secrets.password()
        try await control.addAccount(
            login: login, password: password, workspace: key, memberID: saved.id,
            now: SystemTime().now().milliseconds)
        return password
    }

    /// How many events the slowest follower is behind.
    public func followerLag(of hosted: HostedWorkspace) async throws -> Int64 {
        try await Backlog.read(hosted.workspace.database).followerLag
    }
}
