import Definitions
import FormulaLanguage
import Foundation
import HTTPAPI
import Records

/// Makes the demo company once: definitions, staff, a quarter of work.
enum Demo {
    static let key = "demo"
    static let name = "华信云科技(演示)"
    private static let seed: UInt64 = 20_261_122

    /// Whether the company is there already.
    static func exists(in registry: WorkspaceRegistry) async throws -> Bool {
        try await registry.control.workspace(key) != nil
    }

    /// Builds it; the registry's clock must be `clock`.
    ///
    /// - Returns: who may log in with the password.
    static func build(
        registry: WorkspaceRegistry, clock: ManualTime, template: Template, password: String,
        progress: (String) -> Void
    ) async throws -> [DemoPeople.LogIn] {
        let end = SystemTime().now()
        clock.set(end.adding(milliseconds: -Int64(DemoCompany.days + 1) * 86_400_000))
        progress("正在建立企业与配置 · setting up the company")
        guard let role = template.definitions.firstAdministrator else { throw DemoError.noAdministrator }
        _ = try await registry.found(
            key: key, name: name, definitions: template.definitions, note: "演示企业", admin: "admin", role: role,
            isDemo: true)
        _ = try await registry.control.setPassword(login: "admin", password: password)
        var dice = DemoDice(seed: seed)
        let people = try await DemoPeople.settle(in: registry, key: key, password: password, dice: &dice)
        let hosted = try await registry.hosted(key)
        var company = try DemoCompany(hosted: hosted, clock: clock, people: people, dice: dice)
        try await company.run(until: end) { day, days in
            if day.isMultiple(of: 10) { progress("正在模拟第 \(day)/\(days) 天 · simulating day \(day) of \(days)") }
        }
        return [DemoPeople.LogIn(login: "admin", title: "管理员")] + people.logIns
    }
}

/// Why there is no demo company.
enum DemoError: Error {
    case noAdministrator
}
