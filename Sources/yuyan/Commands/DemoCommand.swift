import ArgumentParser
import HTTPAPI

/// Builds the simulated company once.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "demo", abstract: "生成演示企业 · build the demo company")

    /// What `serve` prints where there is a demo company.
    static let logIns = "演示账号见 yuyan demo 的输出 · demo log-ins are printed by yuyan demo"

    @OptionGroup var store: StoreOptions

    func run() async throws {
        let registry = try await WorkspaceRegistry.open(store.premises())
        await registry.close()
        throw ValidationError("此版本不含演示企业 · this build has no demo company")
    }
}
