import ArgumentParser
import FormulaLanguage
import Foundation
import HTTPAPI
import Records

/// Builds the simulated company once.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "demo", abstract: "生成演示企业 · build the demo company")

    @OptionGroup var store: StoreOptions

    @Option(name: .long, help: "模板目录 · folder of templates")
    var templates: String?

    func run() async throws {
        let clock = ManualTime(SystemTime().now())
        let registry = try await WorkspaceRegistry.open(store.premises(), time: clock)
        do {
            if try await Demo.exists(in: registry) {
                Terminal.say("演示企业已存在 · the demo company exists already")
            } else {
                try await build(registry, clock)
            }
        } catch {
            await registry.close()
            throw error
        }
        await registry.close()
    }

    private func build(_ registry: WorkspaceRegistry, _ clock: ManualTime) async throws {
        let template = try TemplateFolder.load("sales", explicit: templates)
        let password = ProcessInfo.processInfo.environment["YUYAN_DEMO_PASSWORD"] ?? WorkspaceRegistry.makePassword()
        let start = ContinuousClock.now
        let logIns = try await Demo.build(
            registry: registry, clock: clock, template: template, password: password
        ) { Terminal.say($0) }
        try DemoLogIns.keep(logIns, password: password, in: store.data)
        Terminal.say("演示企业已就绪,用时 \(start.duration(to: .now).components.seconds) 秒 · the demo company is ready")
    }
}

/// The demo accounts, kept beside the data so that `serve` can show them.
enum DemoLogIns {
    private static func path(_ data: String) -> String { data + "/demo-logins.txt" }

    static func keep(_ logIns: [DemoPeople.LogIn], password: String, in data: String) throws {
        let lines = logIns.map { "\($0.login)\t\($0.title)" }
        let text = "密码 password: \(password)\n" + lines.joined(separator: "\n") + "\n"
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: path(data), contents: Data(text.utf8), attributes: attributes)
        else {
            throw ValidationError("无法写入 \(path(data)) · cannot be written")
        }
    }

    /// What `serve` prints; nil where there is no demo company's file.
    static func text(in data: String) -> String? {
        FileManager.default.contents(atPath: path(data)).map { String(decoding: $0, as: UTF8.self) }
    }
}
