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
        // One name for a request everywhere; the framework's own counts up
        // and would tell strangers how busy we are.
        logger[metadataKey: "hb.request.id"] = .string(requestID)
    }
}
