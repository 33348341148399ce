import ArgumentParser
import Definitions
import FormulaLanguage
import HTTPAPI
import Leads
import Records
import Storage

/// The limit of the intake: its own statements with the same group commit,
/// from tasks of this process and without HTTP.
struct MeasureLoop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "loop")

    @OptionGroup var store: StoreOptions
    @Option var seconds = 10.0
    @Option var tasks = 64

    func run() async throws {
        let registry = try await WorkspaceRegistry.open(store.premises())
        let workspace = try await registry.hosted(BenchCompany.key).workspace
        guard let form = workspace.schema.form("website") else { throw ValidationError("no form website") }
        let reps = Task { await BenchTouches.run(registry) }
        _ = try await round(workspace, form, .seconds(2))
        let before = workspace.database.statistics
        let cpu = ProcessClock.milliseconds
        let start = ContinuousClock.now
        let times = try await round(workspace, form, .seconds(seconds))
        let spent = ProcessClock.milliseconds - cpu
        let elapsed = start.duration(to: .now).milliseconds / 1000
        let after = workspace.database.statistics
        let changes = after.changes - before.changes
        Figure.say(
            "loop",
            [
                "per_second": .number(Double(changes) / elapsed), "leads": .int(Int64(changes)),
                "cpu_ms_per_lead": .number(spent / Double(max(changes, 1))), "p50_ms": .number(times.percentile(0.5)),
                "p99_ms": .number(times.percentile(0.99)),
                "statements_per_lead": .number(Double(after.statements - before.statements) / Double(max(changes, 1))),
                "leads_per_commit": .number(Double(changes) / Double(max(after.commits - before.commits, 1))),
            ])
        reps.cancel()
        await reps.value
        await registry.close()
    }

    private func round(_ workspace: Workspace, _ form: FormModel, _ length: Duration) async throws -> [Double] {
        let end = ContinuousClock.now + length
        return try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<tasks {
                group.addTask {
                    var times: [Double] = []
                    while ContinuousClock.now < end {
                        let start = ContinuousClock.now
                        try await BenchVisitor.submit(form, to: workspace)
                        times.append(start.duration(to: .now).milliseconds)
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }
}

/// A visitor whom the company has never seen: the same answers that the load
/// generator's script sends.
enum BenchVisitor {
    static func submit(_ form: FormModel, to workspace: Workspace) async throws {
        let number = Int64.random(in: 1..<999_999)
        let answers: [String: JSONValue] = [
            "name": "李伟", "phone": .string(String(13_000_000_001 + number * 6991 + .random(in: 0..<6990))),
            "company": .string("华信\(padded(number * 89 + .random(in: 1..<89)))科技有限公司"), "title_role": "technical",
            "company_size": "from_50", "current_system": "Excel",
            "region": .string(["east", "south", "north", "west"].randomElement() ?? "east"),
            "product_line": "sales_cloud", "demand": "想管好二十人的销售团队，现在用表格，漏单很多，希望两个月内上线。",
        ]
        let context = SubmissionContext(
            source: "website", utm: ["utm_source": "baidu", "utm_campaign": "spring"],
            clientKey: WorkspaceRegistry.makePassword() + WorkspaceRegistry.makePassword(), consent: true)
        _ = try await workspace.change(by: .form("website")) { change in
            try Intake.submit(form, answers: answers, context: context, in: change)
        }
    }

    private static func padded(_ number: Int64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }
}
