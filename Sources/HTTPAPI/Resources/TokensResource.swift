import Hummingbird
import Records

/// Bearer tokens of the person who is logged in.
enum TokensResource {
    static let routes: [Route] = [
        Route(
            method: .get, path: "/tokens", id: "listTokens", tag: "tokens", summary: Words("访问令牌列表", "My tokens"),
            access: .session, answer: .json(200, .named("TokenList"), Words("令牌（不含密文）", "Tokens without secrets")),
            handler: list),
        Route(
            method: .post, path: "/tokens", id: "createToken", tag: "tokens",
            summary: Words("创建访问令牌", "Make a token"), access: .session,
            body: .json(
                .object([
                    .required("name", .text(max: 80, min: 1)),
                    .optional("scopes", .array(.choice(TokenScope.allCases.map(\.rawValue)), max: 3), "默认 read、write"),
                    .optional("expires_in_days", .integer(1...3650), "默认 90 天"),
                ]), limit: 4096),
            answer: .json(201, .named("NewToken"), Words("密文只显示这一次", "The secret is shown this once")),
            handler: create),
        Route(
            method: .delete, path: "/tokens/{id}", id: "deleteToken", tag: "tokens",
            summary: Words("撤销访问令牌", "Withdraw a token"), access: .session,
            answer: .empty(Words("已撤销", "Withdrawn")), problems: [.notFound], handler: delete),
    ]

    private static func list(_ call: Call) async throws -> Response {
        let rows = try await call.server.control.tokens(accountID: call.member.identity.account.id)
        return .json(["items": .array(rows.map(document))])
    }

    private static func create(_ call: Call) async throws -> Response {
        let (account, now) = (try call.member.identity.account, call.server.now)
        let scopes = (call.body["scopes"]?.array ?? ["read", "write"]).compactMap { $0.string }
        let days = call.body["expires_in_days"]?.int ?? 90
        let secret = "yy_" + Secrets.token()
        let row = TokenRow(
            id: 0, name: call.body["name"]?.string ?? "", scopes: Set(scopes.compactMap { TokenScope(rawValue: $0) }),
            createdAt: now, expiresAt: now + days * 86_400_000)
        let id = try await call.server.control.insertToken(
            digest: Secrets.digest(secret), accountID: account.id, name: row.name, scopes: row.scopes, now: now,
            expiresAt: row.expiresAt)
        guard case .object(var members) = document(row) else { throw Problem(.internalError) }
        members["id"] = .int(id)
        members["token"] = .string(secret)
        return .json(.object(members), status: .created)
    }

    private static func delete(_ call: Call) async throws -> Response {
        let account = try call.member.identity.account
        guard try await call.server.control.deleteToken(id: call.id(), accountID: account.id) else {
            throw Problem(.notFound)
        }
        call.server.sessions.forgetTokens()
        return .done
    }

    private static func document(_ row: TokenRow) -> JSONValue {
        .object([
            "id": .int(row.id), "name": .string(row.name),
            "scopes": .array(row.scopes.map(\.rawValue).sorted().map { .string($0) }),
            "created_at": .int(row.createdAt), "expires_at": .optional(row.expiresAt),
        ])
    }
}
