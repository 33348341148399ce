import HTTPTypes
import Records
import TestKit
import Testing

@testable import HTTPAPI

@Suite("Bearer tokens")
struct TokenTests {
    private func make(
        _ house: House, _ name: String, _ scopes: [JSONValue], days: Int64 = 30
    ) async throws -> (sender: Sender, id: Int64) {
        let session = try await house.logIn(name)
        let answer = try await house.send(
            .post, "/tokens", ["name": "test", "scopes": .array(scopes), "expires_in_days": .int(days)], as: session)
        #expect(answer.status == 201)
        return (.token(try #require(answer["token"]?.string)), answer.json.id)
    }

    @Test("A token works without cookie, origin or header, within its scopes", arguments: Engine.available)
    func scopes(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let reader = try await make(house, "amy", ["read"]).sender
            let writer = try await make(house, "amy", ["write"]).sender
            #expect(try await house.get("/objects/lead/records", as: reader).status == 200)
            let body: JSONValue = ["values": ["name": "令牌"]]
            let headers: HTTPFields = [.contentType: "application/json"]
            let refused = try await house.raw(.post, "/objects/lead/records", body.bytes, as: reader, headers: headers)
            #expect(refused.code == "access.forbidden")
            let made = try await house.raw(.post, "/objects/lead/records", body.bytes, as: writer, headers: headers)
            #expect(made.status == 201)
        }
    }

    @Test("Administration needs the scope and the role")
    func administration() async throws {
        try await House.open { house in
            let plain = try await make(house, "admin", ["read", "write"]).sender
            let full = try await make(house, "admin", ["admin"]).sender
            let rep = try await make(house, "amy", ["admin"]).sender
            #expect(try await house.get("/definitions", as: plain).status == 403)
            #expect(try await house.get("/definitions", as: full).status == 200)
            #expect(try await house.get("/definitions", as: rep).status == 403)
        }
    }

    @Test("A token cannot make tokens or log out")
    func sessionOnly() async throws {
        try await House.open { house in
            let token = try await make(house, "admin", ["admin", "write", "read"]).sender
            #expect(try await house.send(.post, "/tokens", ["name": "more"], as: token).status == 403)
            #expect(try await house.send(.delete, "/session", as: token).status == 403)
        }
    }

    @Test("Withdrawn, expired and forged tokens are refused", arguments: Engine.available)
    func refused(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let first = try await make(house, "amy", ["read"])
            let second = try await make(house, "amy", ["read"], days: 1)
            let session = try await house.logIn("amy")
            #expect(try await house.get("/session", as: first.sender).status == 200)
            #expect(try await house.send(.delete, "/tokens/\(first.id)", as: session).status == 204)
            #expect(try await house.get("/session", as: first.sender).code == "token.invalid")
            house.clock.advance(minutes: 24 * 60 + 1)
            #expect(try await house.get("/session", as: second.sender).code == "token.invalid")
            let forged = "yy_" + String(repeating: "A", count: 43)
            for text in ["", "x", "yy_", forged, "yy_" + String(repeating: "é", count: 40)] {
                #expect(try await house.get("/session", as: .token(text)).code == "token.invalid")
            }
        }
    }

    @Test("Nobody sees or withdraws another's tokens, and no list shows a secret")
    func apart() async throws {
        try await House.open { house in
            let amys = try await make(house, "amy", ["read"])
            let bob = try await house.logIn("bob")
            #expect(try await house.send(.delete, "/tokens/\(amys.id)", as: bob).status == 404)
            #expect(try await house.get("/tokens", as: bob)["items"] == [])
            let list = try await house.get("/tokens", as: house.logIn("amy"))
            #expect(list["items"]?.array?.count == 1)
            #expect(!list.text.contains("yy_"))
        }
    }
}
