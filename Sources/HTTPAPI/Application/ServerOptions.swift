/// How a server answers; read once at start.
public struct ServerOptions: Sendable {
    /// Folder with the built web app; nil for the API alone.
    public var webDirectory: String?
    /// The origin users see behind a reverse proxy, such as
    /// `https://crm.example.com`; nil where they reach this server directly.
    public var publicOrigin: String?
    /// Whether `X-Forwarded-For` names the real address. Only where a proxy
    /// of ours is the only way in.
    public var trustsProxy = false
    /// Whether `PUT /clock` may move time.
    public var hasManualClock = false

    var passwordCost = PasswordHash.Cost.standard
    var accountLock = LockRule.account
    var addressLock = LockRule.address
    var sessionRate = RateLimiter.Rule.session
    var publicReadRate = RateLimiter.Rule.publicRead
    var publicFormRate = RateLimiter.Rule.publicForm
    var logInRate = RateLimiter.Rule.logIn

    public init() {}

    /// Lets one sender ask as often as it can, for measuring on this machine.
    public mutating func liftRateLimits() {
        let unlimited = RateLimiter.Rule(burst: 1e12, perSecond: 1e12)
        (sessionRate, publicReadRate, publicFormRate, logInRate) = (unlimited, unlimited, unlimited, unlimited)
    }

    /// Whether browsers reach us by TLS, so that the cookie is `Secure`.
    var isSecure: Bool { publicOrigin?.hasPrefix("https://") ?? false }
}
