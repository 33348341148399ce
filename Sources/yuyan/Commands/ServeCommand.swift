import ArgumentParser
import FormulaLanguage
import HTTPAPI
import Hummingbird
import Logging
import Records
import ServiceLifecycle
import UnixSignals

/// Answers requests until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "启动服务 · answer requests")

    enum Clock: String, ExpressibleByArgument { case system, manual }

    @OptionGroup var store: StoreOptions

    @Option(name: .long, help: "监听端口 · port; 0 for any free one")
    var port = 8080

    @Option(name: .long, help: "监听地址 · address; 0.0.0.0 for every network")
    var host = "127.0.0.1"

    @Option(name: .long, help: "网页目录 · folder of the built web app")
    var web: String?

    @Option(name: .long, help: "manual 仅供开发演示 · for development: time moves by PUT /clock only")
    var clock = Clock.system

    @Option(name: .long, help: "反向代理后的访问地址，如 https://crm.example.com · origin behind a proxy")
    var publicOrigin: String?

    @Flag(name: .long, help: "信任 X-Forwarded-For · the only way in is a proxy of ours")
    var trustProxy = false

    @Option(name: .long, help: "日志级别 · trace, debug, info, notice, warning, error")
    var logLevel = "notice"

    @Flag(name: .long, help: ArgumentHelp("不限流，仅供测速 · no rate limits, for script/bench", visibility: .hidden))
    var measured = false

    func validate() throws {
        guard !measured || host == "127.0.0.1" else {
            throw ValidationError("--measured 只能在本机使用 · --measured is for this machine only")
        }
    }

    func run() async throws {
        var logger = Logger(label: "yuyan")
        logger.logLevel = Logger.Level(rawValue: logLevel) ?? .notice
        let time: any TimeSource = clock == .manual ? ManualTime(SystemTime().now()) : SystemTime()
        let registry = try await WorkspaceRegistry.open(store.premises(), time: time)
        let workspaces = try await registry.control.workspaces()
        if workspaces.isEmpty {
            throw ValidationError("还没有企业，请先运行 yuyan init 或 yuyan demo · no company yet; run yuyan init or yuyan demo")
        }
        let (host, data) = (host, store.data)
        let application = try buildApplication(
            registry: registry, options: options, address: .hostname(host, port: port), logger: logger
        ) { port in
            Terminal.say("雨燕已启动 · ready at http://\(host):\(port ?? 0)")
            if workspaces.contains(where: \.isDemo), let text = DemoLogIns.text(in: data) { Terminal.say(text) }
        }
        let reps = measured ? Task { await BenchTouches.run(registry) } : nil
        defer { reps?.cancel() }
        do { try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint]) } catch {
            await registry.close()
            throw error
        }
        await registry.close()
    }

    private var options: ServerOptions {
        var options = ServerOptions()
        options.webDirectory = web
        options.publicOrigin = publicOrigin
        options.trustsProxy = trustProxy
        options.hasManualClock = clock == .manual
        if measured { options.liftRateLimits() }
        return options
    }
}
