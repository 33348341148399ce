import Definitions

extension Workspace {
    /// Adds or changes a member; id zero adds.
    @discardableResult
    public func upsertMember(_ member: Member, by actor: Actor = .system) async throws -> Member {
        try await change(by: actor) { try $0.upsertMember(member) }
    }

    /// Adds or changes a unit; id zero adds.
    @discardableResult
    public func upsertUnit(_ unit: OrgUnit, by actor: Actor = .system) async throws -> OrgUnit {
        try await change(by: actor) { try $0.upsertUnit(unit) }
    }

    /// Adds or changes several members at once.
    @discardableResult
    public func setMembers(_ members: [Member], by actor: Actor = .system) async throws -> [Member] {
        try await change(by: actor) { change in try members.map { try change.upsertMember($0) } }
    }

    /// Adds or changes several units at once, parents first.
    @discardableResult
    public func setUnits(_ units: [OrgUnit], by actor: Actor = .system) async throws -> [OrgUnit] {
        try await change(by: actor) { change in try units.map { try change.upsertUnit($0) } }
    }
}

extension Change {
    /// Adds or changes a member. The directory of this change stays as it
    /// was; the next change sees the new one.
    ///
    /// - Throws: ``RecordError`` where the actor does not administer, or the
    ///   role is unknown.
    @discardableResult
    public func upsertMember(_ member: Member) throws -> Member {
        try requireAdministrator()
        let name = TextForms.stored(member.name)
        guard !name.isEmpty, name.count <= 60, !TextForms.hasControl(name, multiline: false) else {
            throw RecordError.invalid("member.name", "姓名应为 1–60 个字", "A name has 1 to 60 characters", field: "name")
        }
        guard schema.number == 0 || schema.role(member.role) != nil else {
            throw RecordError.invalid("member.role", "没有这个角色", "There is no such role", field: "role")
        }
        var saved = member
        saved.name = name
        saved = try DirectoryStore.save(saved, connection)
        changedDirectory = true
        try audit("member.saved", object: "user", id: saved.id, payload: ["name": .string(name), "role": .string(saved.role)])
        return saved
    }

    /// Adds or changes a unit.
    ///
    /// - Throws: ``RecordError`` where the actor does not administer.
    @discardableResult
    public func upsertUnit(_ unit: OrgUnit) throws -> OrgUnit {
        try requireAdministrator()
        guard !unit.key.isEmpty, unit.key.utf8.count <= 40, !TextForms.stored(unit.name).isEmpty else {
            throw RecordError.invalid("unit.name", "部门需要标识和名称", "A unit needs a key and a name", field: "name")
        }
        let saved = try DirectoryStore.save(unit, connection)
        changedDirectory = true
        try audit("unit.saved", object: "department", id: saved.id, payload: ["name": .string(saved.name)])
        return saved
    }

    /// - Throws: ``RecordError`` unless the system or an administrator acts.
    public func requireAdministrator() throws {
        guard actor != .system, viewer?.role.administers != true else { return }
        throw RecordError.forbidden("只有管理员可以这样做", "Only administrators may do this")
    }
}
