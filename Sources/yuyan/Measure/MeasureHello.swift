import ArgumentParser
import Hummingbird
import Logging
import ServiceLifecycle
import UnixSignals

/// The limit of the HTTP library on this machine: plain text, no middleware,
/// no session, no database.
struct MeasureHello: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "hello")

    @Option var port = 8099

    func run() async throws {
        let router = Router()
        router.get("/hello") { _, _ in "hello" }
        var logger = Logger(label: "hello")
        logger.logLevel = .error
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil),
            logger: logger)
        try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
    }
}
