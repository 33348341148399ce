import ArgumentParser
import HTTPAPI
import MetricLayer
import Records
import SQLText
import Storage

/// Count and sum by stage, by the metric layer and by hand, each on
/// connections that were opened for it and have cached nothing.
struct MeasureFunnel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "funnel")

    @OptionGroup var store: StoreOptions
    @Option var rounds = 5

    func run() async throws {
        var raw: [Double] = []
        var metric: [Double] = []
        for _ in 0..<rounds {
            raw.append(
                try await fresh { workspace in
                    try await workspace.database.read { connection in
                        try connection.rows(
                            """
                            SELECT f_stage, COUNT(*), SUM(f_amount) FROM r_opportunity
                            WHERE deleted_at IS NULL GROUP BY f_stage
                            """
                        ) { $0.integer(1) ?? 0 }.count
                    }
                })
            metric.append(
                try await fresh { workspace in
                    let admin = workspace.directory.members.first { $0.role == "admin" }
                    let viewer = try workspace.viewer(admin?.id ?? 0)
                    return try await workspace.read { reading in
                        try Boards.data("bench_funnel", as: viewer, in: reading).bytes.count
                    }
                })
        }
        Figure.say(
            "funnel",
            [
                "raw_ms": .number(raw.percentile(0.5)), "metric_ms": .number(metric.percentile(0.5)),
                "ratio": .number(metric.percentile(0.5) / max(raw.percentile(0.5), 0.001)),
            ])
    }

    private func fresh(_ body: (Workspace) async throws -> Int) async throws -> Double {
        let registry = try await WorkspaceRegistry.open(store.premises())
        let workspace = try await registry.hosted(BenchCompany.key).workspace
        let start = ContinuousClock.now
        guard try await body(workspace) > 0 else { throw ValidationError("no answer") }
        let elapsed = start.duration(to: .now).milliseconds
        await registry.close()
        return elapsed
    }
}
