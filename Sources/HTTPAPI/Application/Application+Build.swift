public import Hummingbird
public import Logging
public import Records
import ServiceLifecycle

/// Builds the application that `yuyan serve` runs and that tests boot.
///
/// - Parameters:
///   - registry: the workspaces of this server.
///   - options: how it answers.
///   - address: where it listens.
///   - clock: the clock of sessions and limits.
public func buildApplication(
    registry: WorkspaceRegistry, options: ServerOptions = ServerOptions(),
    address: BindAddress = .hostname("127.0.0.1", port: 8080), clock: any TimeSource = SystemTime(),
    logger: Logger = Logger(label: "yuyan"), onReady: @escaping @Sendable (Int?) async -> Void = { _ in }
) throws -> some ApplicationProtocol {
    let server = Server(registry: registry, options: options, clock: clock)
    let web = options.webDirectory.map { WebFolder(root: $0) }
    return Application(
        router: RouteTable.router(server, web: web),
        server: .http1(
            configuration: .init(
                idleTimeout: .seconds(75),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 32 << 10, maxHeaderListSize: 64 << 10, maxHeaderFieldCount: 100))),
        configuration: .init(address: address, serverName: nil),
        services: [HouseKeeping(server: server, logger: logger)],
        onServerRunning: { channel in await onReady(channel.localAddress?.port) },
        logger: logger)
}
