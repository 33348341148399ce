import HTTPTypes
import Records
import TestKit
import Testing

@testable import HTTPAPI

@Suite("Who may send what from where")
struct SecurityTests {
    private static let body: JSONValue = ["values": ["name": "张三"]]

    @Test(
        "A cookie is not enough to write",
        arguments: [
            [:], [.requestedWith: "XMLHttpRequest"], [.requestedWith: "yuyan", .origin: "https://evil.example"],
            [.requestedWith: "yuyan", .origin: "null"],
            [.requestedWith: "yuyan", .origin: "http://localhost.evil.example"],
            [.requestedWith: "yuyan", .fetchSite: "cross-site"], [.requestedWith: "yuyan", .fetchSite: "same-site"],
        ] as [HTTPFields])
    func refusesOrigins(_ headers: HTTPFields) async throws {
        try await House.open { house in
            let admin = try await house.logIn("admin")
            var headers = headers
            headers[.contentType] = "application/json"
            let answer = try await house.raw(
                .post, "/objects/lead/records", Self.body.bytes, as: admin, headers: headers)
            #expect(answer.status == 403)
            #expect(answer.code == "origin.refused")
            #expect(try await house.get("/objects/lead/count", as: admin)["count"] == 0)
        }
    }

    @Test("The own page may write, and logging in needs the header too")
    func acceptsOwnOrigin() async throws {
        try await House.open { house in
            let admin = try await house.logIn("admin")
            let headers: HTTPFields = [
                .origin: "http://localhost", .fetchSite: "same-origin", .contentType: "application/json",
                .requestedWith: "yuyan",
            ]
            let answer = try await house.raw(
                .post, "/objects/lead/records", Self.body.bytes, as: admin, headers: headers)
            #expect(answer.status == 201)
            let login: JSONValue = ["login": "amy@main", "password": .string(House.password)]
            let refused = try await house.raw(
                .post, "/session", login.bytes, headers: [.contentType: "application/json"])
            #expect(refused.code == "origin.refused")
        }
    }

    @Test("Every route refuses strangers, open ones excepted", arguments: RouteTable.routes.map(\.id))
    func refusesStrangers(_ id: String) async throws {
        let route = try #require(RouteTable.routes.first { $0.id == id })
        if case .anyone = route.access { return }
        let answers = try await Strangers.house.answers()
        let answer = try #require(answers[id])
        #expect(answer.status == 401, "\(answer.text)")
        #expect(answer.code == "session.required")
    }

    @Test("Administration is for administrators")
    func administration() async throws {
        try await House.open { house in
            let amy = try await house.logIn("amy")
            for route in RouteTable.routes where route.access == .administrator || route.access == .operations {
                let path = route.path.replacing("{id}", with: "1").replacing("{key}", with: "a")
                let body: JSONValue? = route.isWrite ? ["documents": []] : nil
                let answer = try await house.send(route.method, path, body, as: amy)
                #expect(answer.status == 403, "\(route.id)")
                #expect(answer.code == "access.forbidden")
            }
        }
    }

    @Test(
        "Every answer carries the headers, errors too",
        arguments: ["/session", "/nothing", "//healthz", "/openapi.json"])
    func headers(_ path: String) async throws {
        try await House.open { house in
            let answer = try await house.get(path)
            let policy = answer.header("Content-Security-Policy") ?? ""
            #expect(
                policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:"))
            #expect(!policy.contains("unsafe"))
            #expect(answer.header("X-Content-Type-Options") == "nosniff")
            #expect(answer.header("Referrer-Policy") == "same-origin")
            #expect(answer.header("X-Request-Id")?.count == 16)
            #expect(answer.header("Strict-Transport-Security") == nil)
            if answer.status >= 400 { #expect(answer["request_id"]?.string == answer.header("X-Request-Id")) }
        }
    }

    @Test("Behind TLS the cookie is secure and the browser is told to stay there")
    func secure() async throws {
        var options = House.options
        options.publicOrigin = "https://crm.example.com"
        try await House.open(options: options) { house in
            let answer = try await house.send(
                .post, "/session", ["login": "amy@main", "password": .string(House.password)],
                headers: [.origin: "https://crm.example.com"])
            #expect(answer.header("Set-Cookie")?.hasSuffix("; Secure") == true)
            #expect(answer.header("Strict-Transport-Security") != nil)
        }
    }

    @Test("Figures are for the machine itself and administrators")
    func metrics() async throws {
        try await House.open { house in
            #expect(try await house.get("//metrics").status == 401)
            let page = try await house.get("//metrics", as: house.logIn("admin"))
            #expect(page.status == 200)
            for name in [
                "yuyan_http_request_duration_seconds_bucket", "yuyan_database_commits_total",
                "process_resident_memory_bytes",
            ] {
                #expect(page.text.contains(name))
            }
        }
    }
}

/// Asks every route once without any log-in; one house serves all cases.
private actor Strangers {
    static let house = Strangers()

    private var known: [String: Answer]?

    func answers() async throws -> [String: Answer] {
        if let known { return known }
        let collected = Box()
        try await House.open { house in
            for route in RouteTable.routes {
                let path = route.path.replacing("{id}", with: "1").replacing("{key}", with: "a")
                    .replacing("{object}", with: "lead")
                let body: JSONValue? = route.isWrite ? .object([:]) : nil
                if case .anyone = route.access { continue }
                await collected.keep(route.id, try await house.send(route.method, path, body))
            }
        }
        let all = await collected.all
        known = all
        return all
    }

    private actor Box {
        var all: [String: Answer] = [:]
        func keep(_ id: String, _ answer: Answer) { all[id] = answer }
    }
}
