import Definitions
import FormulaLanguage
import Foundation
import HTTPAPI
import Records
import SQLText
import StorageSQLite

/// The company that is measured: the sales template with its forty reps in
/// five teams, and a moment that its data are relative to.
enum BenchCompany {
    static let key = "bench"
    /// Owns a tenth of everything.
    static let richRep = 0
    /// Owns nothing.
    static let poorRep = 1
    /// Own nothing, but some records are shared with them.
    static let shares = [(rep: 8, records: 60), (rep: 9, records: 500)]

    /// One widget over every opportunity, so that metric layer and raw SQL
    /// answer the same question.
    private static let funnel = """
        kind: metric
        key: bench_count
        label: 商机数
        object: opportunity
        ---
        kind: metric
        key: bench_amount
        label: 商机金额
        object: opportunity
        aggregate: sum
        field: amount
        ---
        kind: board
        key: bench_funnel
        label: 漏斗
        widgets:
          - {key: stages, label: 阶段漏斗, style: funnel, metrics: [bench_count, bench_amount], group_by: stage, width: 6}
        """

    /// The template, with guards that let a person have any number of leads:
    /// else a few seconds' leads would fill everybody up and the rest go to
    /// the pool, which is less work than assigning them.
    static func definitions(_ template: Template) throws -> [Definition] {
        let extra = try Definition.read(funnel, document: "bench").definitions
        return template.definitions.map { definition in
            guard case .route(var route) = definition else { return definition }
            route.guards.pendingBelow = 1_000_000
            route.guards.perDay = 1_000_000
            return .route(route)
        } + extra
    }

    /// Founds it with people and accounts.
    ///
    /// - Returns: the reps and who may log in.
    static func found(_ registry: WorkspaceRegistry, _ template: Template, password: String) async throws -> DemoPeople {
        let definitions = try definitions(template)
        guard let role = definitions.firstAdministrator else { throw DemoError.noAdministrator }
        _ = try await registry.found(
            key: key, name: "测速企业", definitions: definitions, note: "bench", admin: "admin", role: role)
        _ = try await registry.control.setPassword(login: "admin", password: password)
        var dice = DemoDice(seed: 7)
        let people = try await DemoPeople.settle(in: registry, key: key, password: password, dice: &dice)
        // So that routing leaves them without leads; it still judges them.
        let workspace = try await registry.hosted(key).workspace
        for rep in [poorRep] + shares.map(\.rep) {
            var member = people.reps[rep]
            member.onDuty = false
            try await workspace.upsertMember(member)
        }
        return people
    }

    static func path(_ data: String) -> String { "\(data)/workspaces/\(key).sqlite" }

    /// The moment of seeding, kept beside the data.
    static func keep(_ moment: Instant, in data: String) throws {
        try Data(String(moment.milliseconds).utf8).write(to: URL(fileURLWithPath: data + "/bench-moment"))
    }

    static func moment(in data: String) throws -> Instant {
        let text = try String(contentsOfFile: data + "/bench-moment", encoding: .utf8)
        return Instant(milliseconds: Int64(text) ?? 0)
    }
}
