import Definitions
import FormulaLanguage
import HTTPTypes
import Hummingbird
import Records

/// Logging in and out, and who I am.
enum SessionResource {
    static let routes: [Route] = [
        Route(
            method: .post, path: "/session", id: "logIn", tag: "session", summary: Words("登录", "Log in"),
            access: .anyone(.logIn),
            body: .json(
                .object([.required("login", .text(max: 64, min: 1)), .required("password", .text(max: 200, min: 1))]),
                limit: 4096),
            answer: .json(200, .named("Session"), Words("已登录，Cookie 已设置", "Logged in; the cookie is set")),
            problems: [.loginFailed, .loginLocked], handler: logIn),
        Route(
            method: .get, path: "/session", id: "readSession", tag: "session", summary: Words("当前登录", "Who I am"),
            access: .member, answer: .json(200, .named("Session"), Words("当前用户", "The member")), handler: read),
        Route(
            method: .delete, path: "/session", id: "logOut", tag: "session", summary: Words("退出登录", "Log out"),
            access: .session, answer: .empty(Words("已退出", "Logged out")), handler: logOut),
    ]

    private static func logIn(_ call: Call) async throws -> Response {
        let (server, now) = (call.server, call.server.now)
        let outcome = try await server.logIn.attempt(
            login: call.body["login"]?.string ?? "", password: call.body["password"]?.string ?? "",
            ip: call.address, now: now)
        switch outcome {
        case .failure: throw Problem(.loginFailed)
        case .locked(let until): throw Problem(.loginLocked).retrying(after: Int((until - now + 999) / 1000))
        case .success(let account): return try await open(account, call, now)
        }
    }

    private static func open(_ account: Account, _ call: Call, _ now: Int64) async throws -> Response {
        let hosted = try await call.server.registry.hosted(account.workspace)
        guard let viewer = try? hosted.workspace.viewer(account.memberID), viewer.member.isActive else {
            throw Problem(.loginFailed)
        }
        let secret = try await call.server.sessions.open(
            for: account, now: now, ip: call.address, agent: call.request.headers[.userAgent])
        let seconds = call.server.sessions.limits.absoluteMilliseconds / 1000
        let cookie = SessionCookie.header(secret, seconds: seconds, isSecure: call.server.options.isSecure)
        return .json(
            document(viewer, hosted, call.server), headers: [.setCookie: cookie, .cacheControl: "no-store"])
    }

    private static func read(_ call: Call) async throws -> Response {
        let member = try call.member
        return .json(document(member.viewer, member.hosted, call.server))
    }

    private static func logOut(_ call: Call) async throws -> Response {
        guard case .session(let digest) = try call.member.identity.proof else { throw Problem(.sessionRequired) }
        try await call.server.sessions.close(digest: digest)
        let cookie = SessionCookie.clearing(isSecure: call.server.options.isSecure)
        return Response(status: .noContent, headers: [.setCookie: cookie])
    }

    private static func document(_ viewer: Viewer, _ hosted: HostedWorkspace, _ server: Server) -> JSONValue {
        let (member, workspace) = (viewer.member, hosted.workspace)
        let unit = member.orgUnitID.flatMap { workspace.directory.unit($0) }
        let user: JSONValue = .object([
            "id": .int(member.id), "name": .string(member.name), "role": .string(member.role),
            "role_label": .string(viewer.role.label.zh), "role_label_en": .optional(viewer.role.label.en),
            "org_unit": .optional(member.orgUnitID), "team_name": .optional(unit?.name),
            "manages": .bool(viewer.role.manages), "administers": .bool(viewer.role.administers),
        ])
        return .object([
            "user": user, "workspace": ["id": .string(workspace.key), "name": .string(workspace.name)],
            "schema_number": .int(Int64(workspace.schema.number)),
            "now": .int(workspace.time.now().milliseconds),
            "clock": server.options.hasManualClock ? "manual" : "system", "demo": .bool(hosted.row.isDemo),
        ])
    }
}
