import Definitions
import HTTPTypes
import Hummingbird
import NIOCore
import Records

/// What happens to every request of a route before its handler: who is it,
/// may they, not too often, and is what they send what it should be.
struct Dispatcher: Sendable {
    let server: Server
    let route: Route

    func respond(_ request: Request, _ context: AppContext) async throws -> Response {
        let address = server.address(of: request, context)
        let identity = try await identity(request, address)
        try spend(identity, address)
        try checkOrigin(request, identity)
        let membership = try await membership(identity)
        try authorise(membership, request, address)
        let query = try Query(request.uri.query, declared: route.query)
        let body = try await body(of: request)
        return try await route.handler(
            Call(
                request: request, context: context, server: server, route: route, membership: membership,
                query: query, body: body, address: address))
    }

    private func identity(_ request: Request, _ address: String?) async throws -> Identity? {
        if case .anyone = route.access { return nil }
        let now = server.now
        if let header = request.headers[.authorization] {
            guard header.hasPrefix("Bearer "),
                let identity = try await server.sessions.identity(token: String(header.dropFirst(7)), now: now)
            else { throw Problem(.tokenInvalid) }
            return identity
        }
        guard let cookie = SessionCookie.value(in: request) else { return nil }
        return try await server.sessions.identity(cookie: cookie, now: now)
    }

    private func spend(_ identity: Identity?, _ address: String?) throws {
        let wait: Int?
        if let identity {
            wait = server.budgets.session.take(String(identity.account.id), now: server.now)
        } else if case .anyone(let budget) = route.access {
            wait = server.budgets[budget]?.take(address ?? "unknown", now: server.now)
        } else {
            wait = nil
        }
        if let wait { throw Problem(.rateLimited).retrying(after: wait) }
    }

    private func checkOrigin(_ request: Request, _ identity: Identity?) throws {
        guard route.isWrite, route.access != .anyone(.form) else { return }
        if case .token = identity?.proof { return }
        try server.origin.check(request)
    }

    private func membership(_ identity: Identity?) async throws -> Membership? {
        guard let identity else { return nil }
        let hosted = try await server.registry.hosted(identity.account.workspace)
        guard let viewer = try? hosted.workspace.viewer(identity.account.memberID), viewer.member.isActive else {
            return nil
        }
        return Membership(identity: identity, hosted: hosted, viewer: viewer)
    }

    private func authorise(_ membership: Membership?, _ request: Request, _ address: String?) throws {
        switch route.access {
        case .anyone: return
        case .operations where membership == nil:
            guard server.isLocal(request, address) else { throw Problem(.sessionRequired) }
            return
        case .member, .session, .administrator, .operations: break
        }
        guard let membership else { throw Problem(.sessionRequired) }
        let wantsAdministrator = route.access == .administrator || route.access == .operations
        if wantsAdministrator, !membership.viewer.role.administers { throw Problem(.forbidden) }
        guard case .token(let scopes) = membership.identity.proof else { return }
        let scope: TokenScope = wantsAdministrator ? .admin : route.isWrite ? .write : .read
        guard route.access != .session, scopes.contains(scope) || scope == .read && !scopes.isEmpty else {
            throw Problem(.forbidden)
        }
    }

    private func body(of request: Request) async throws -> JSONValue {
        guard case .json(let shape, let limit) = route.body else { return .null }
        let declared = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard declared <= limit else { throw Problem(.bodyTooLarge) }
        let buffer = try await collect(request, limit)
        guard buffer.readableBytes > 0 else {
            try shape.check(.object([:]))
            return .object([:])
        }
        let media = request.headers[.contentType]?.split(separator: ";").first?.lowercased()
        guard media == "application/json" else { throw Problem(.unsupportedMedia) }
        let value = try JSONValue(
            parsing: buffer.readableBytesView, limits: JSONLimits(bytes: limit, depth: 64))
        try shape.check(value)
        return value
    }

    private func collect(_ request: Request, _ limit: Int) async throws -> ByteBuffer {
        do {
            return try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw Problem(.bodyTooLarge)
        } catch {
            // The sender hung up; nobody will read this answer.
            throw Problem(.malformedJSON, "请求没有发送完", "the request ended too early")
        }
    }
}
