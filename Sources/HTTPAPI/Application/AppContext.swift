import Hummingbird
import Logging
import NIOCore

/// What travels with one request.
struct AppContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address at the other end of the connection; nil in tests.
    let peer: String?
    /// Names the request in the log, in `X-Request-Id` and in problems.
    let requestID: String

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress
        requestID = Secrets.hex(Secrets.randomBytes(8))
        logger[metadataKey: "request"] = .string(requestID)
    }
}
