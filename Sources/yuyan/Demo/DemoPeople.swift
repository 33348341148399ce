import FormulaLanguage
import HTTPAPI
import Records

/// The staff of the simulated company and who may log in.
struct DemoPeople: Sendable {
    /// One person who may log in.
    struct LogIn: Sendable {
        let login: String
        let title: String
    }

    var reps: [Member] = []
    var managers: [Member] = []
    var logIns: [LogIn] = []
    var financeID: Int64 = 0

    /// Sets up units, members and accounts.
    ///
    /// - Parameter password: of every demo account.
    static func settle(
        in registry: WorkspaceRegistry, key: String, password: String, dice: inout DemoDice
    ) async throws -> DemoPeople {
        let workspace = try await registry.hosted(key).workspace
        var people = DemoPeople()
        var names = NameBook()
        let top = workspace.directory.unit(key: "company")?.id
        for (index, team) in DemoWords.teams.enumerated() {
            let unit = OrgUnit(key: team.key, name: team.name, parentID: top)
            let saved = try await workspace.upsertUnit(unit)
            try await people.add(
                Member(name: names.next(&dice), role: "manager", orgUnitID: saved.id), "\(team.key).manager",
                "\(team.name)主管", registry, key, password)
            var withManager = saved
            withManager.managerID = people.managers.last?.id
            _ = try await workspace.upsertUnit(withManager)
            let members = (0..<8).map { _ in
                Member(name: names.next(&dice), role: "rep", orgUnitID: saved.id, skills: DemoPeople.skills(&dice))
            }
            let reps = try await workspace.setMembers(members)
            people.reps += reps
            try await people.open(reps, from: index * 8 + 1, team.name, registry, key, password)
        }
        try await people.addOffice(top, &names, &dice, registry, key, password)
        return people
    }

    private static func skills(_ dice: inout DemoDice) -> [String] {
        let first = dice.pick(DemoWords.skills)
        let second = dice.pick(DemoWords.skills)
        return first == second ? [first] : [first, second]
    }

    /// Accounts for reps who exist already: `rep01`, `rep02` …
    private mutating func open(
        _ members: [Member], from number: Int, _ team: String, _ registry: WorkspaceRegistry, _ key: String,
        _ password: String
    ) async throws {
        for (offset, member) in members.enumerated() {
            let count = number + offset
            let login = count < 10 ? "rep0\(count)" : "rep\(count)"
            try await registry.control.addAccount(
                login: login, password: password, workspace: key, memberID: member.id,
                now: SystemTime().now().milliseconds)
            if offset < 2 { logIns.append(LogIn(login: login, title: "\(team)销售代表 \(member.name)")) }
        }
    }

    private mutating func add(
        _ member: Member, _ login: String, _ title: String, _ registry: WorkspaceRegistry, _ key: String,
        _ password: String
    ) async throws {
        let workspace = try await registry.hosted(key).workspace
        let saved = try await workspace.upsertMember(member)
        try await registry.control.addAccount(
            login: login, password: password, workspace: key, memberID: saved.id, now: SystemTime().now().milliseconds)
        if member.role == "manager" { managers.append(saved) }
        if member.role == "finance" { financeID = saved.id }
        logIns.append(LogIn(login: login, title: "\(title) \(saved.name)"))
    }

    private mutating func addOffice(
        _ top: Int64?, _ names: inout NameBook, _ dice: inout DemoDice, _ registry: WorkspaceRegistry, _ key: String,
        _ password: String
    ) async throws {
        let office = [
            ("director", "销售总监", "director"), ("sales_ops", "销售运营", "ops"), ("marketing", "市场", "marketing"),
            ("finance", "财务", "finance"),
        ]
        for (role, title, login) in office {
            try await add(
                Member(name: names.next(&dice), role: role, orgUnitID: top), login, title, registry, key, password)
        }
    }
}

/// Names that do not repeat within a company.
struct NameBook {
    private var used: Set<String> = []

    mutating func next(_ dice: inout DemoDice) -> String {
        while true {
            let name = dice.pick(DemoWords.surnames) + dice.pick(DemoWords.givenNames)
            if used.insert(name).inserted { return name }
        }
    }
}
