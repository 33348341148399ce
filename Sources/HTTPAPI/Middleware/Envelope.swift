import HTTPTypes
import Hummingbird

/// Outermost: renders problems and gives every answer its headers.
struct Envelope: RouterMiddleware {
    typealias Context = AppContext

    /// The policy that the web app was proven under; nothing inline, nothing
    /// from elsewhere.
    static let contentPolicy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:",
        "connect-src 'self'", "font-src 'self'", "manifest-src 'self'", "worker-src 'self'", "base-uri 'none'",
        "form-action 'self'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    let isSecure: Bool

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as any HTTPResponseError {
            response = try error.response(from: request, context: context)
        }
        response.headers[.requestID] = context.requestID
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = Self.contentPolicy
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "same-origin"
        response.headers[.permissionsPolicy] = "camera=(self), microphone=(self), geolocation=(self), payment=()"
        response.headers[.crossOriginOpenerPolicy] = "same-origin"
        response.headers[.crossOriginResourcePolicy] = "same-origin"
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }
}

extension HTTPField.Name {
    static let requestID = house("X-Request-Id")
    static let requestedWith = house("X-Requested-With")
    static let idempotencyKey = house("Idempotency-Key")
    static let idempotentReplay = house("Idempotent-Replay")
    static let fileName = house("X-File-Name")
    static let forwardedFor = house("X-Forwarded-For")
    static let fetchSite = house("Sec-Fetch-Site")
    static let referrerPolicy = house("Referrer-Policy")
    static let permissionsPolicy = house("Permissions-Policy")
    static let crossOriginOpenerPolicy = house("Cross-Origin-Opener-Policy")

    /// A literal that is a token, as the names above are.
    private static func house(_ name: String) -> HTTPField.Name {
        HTTPField.Name(name) ?? .server
    }
}
