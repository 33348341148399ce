import HTTPTypes
import Records
import Storage
import TestKit
import Testing

@testable import HTTPAPI

@Suite("Logging in and out")
struct SessionTests {
    @Test("A right password opens a session with a safe cookie", arguments: Engine.available)
    func logsIn(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let answer = try await house.send(
                .post, "/session", ["login": " Amy@MAIN ", "password": .string(House.password)])
            #expect(answer.status == 200)
            let cookie = answer.header("Set-Cookie") ?? ""
            #expect(cookie.contains("HttpOnly"))
            #expect(cookie.contains("SameSite=Lax"))
            #expect(answer.header("Cache-Control") == "no-store")
            #expect(answer["user"]?["name"] == "amy")
            #expect(answer["user"]?["team_name"] == "东区")
            #expect(answer["workspace"]?["id"] == "main")
            let sender = Sender.cookie(try #require(House.cookie(answer)))
            #expect(try await house.get("/session", as: sender)["user"]?["role_label"] == "销售")
        }
    }

    @Test("Wrong passwords and unknown log-ins get the same answer")
    func fails() async throws {
        try await House.open { house in
            let wrong = try await house.send(.post, "/session", ["login": "amy@main", "password": "wrong"])
            let unknown = try await house.send(.post, "/session", ["login": "zoe@main", "password": "wrong"])
            #expect(wrong.status == 401)
            #expect(wrong.code == "login.failed")
            #expect(unknown.code == wrong.code)
            #expect(unknown["detail"] == wrong["detail"])
        }
    }

    @Test("Ten failures lock an account for a while, whatever comes then", arguments: Engine.available)
    func locks(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            for _ in 0..<10 { try await house.send(.post, "/session", ["login": "amy@main", "password": "wrong"]) }
            let locked = try await house.send(
                .post, "/session", ["login": "amy@main", "password": .string(House.password)])
            #expect(locked.status == 429)
            #expect(locked.code == "login.locked")
            #expect(locked.header("Retry-After") == "900")
            _ = try await house.logIn("bob")
            house.clock.advance(minutes: 16)
            _ = try await house.logIn("amy")
        }
    }

    @Test("Unknown log-ins lock as well, so nobody learns which exist")
    func locksUnknown() async throws {
        try await House.open { house in
            for _ in 0..<10 { try await house.send(.post, "/session", ["login": "zoe@main", "password": "wrong"]) }
            let answer = try await house.send(.post, "/session", ["login": "zoe@main", "password": "wrong"])
            #expect(answer.code == "login.locked")
        }
    }

    @Test(
        "Forged cookies and tokens are nobody",
        arguments: [
            Sender.nobody, .cookie(""), .cookie("x"), .cookie(String(repeating: "A", count: 43)),
            .cookie("../../etc/passwd"), .cookie(String(repeating: "A", count: 5000)),
        ])
    func forged(_ sender: Sender) async throws {
        try await House.open { house in
            let answer = try await house.get("/session", as: sender)
            #expect(answer.status == 401)
            #expect(answer.code == "session.required")
        }
    }

    @Test("A session ends when unused for half a day", arguments: Engine.available)
    func idles(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let amy = try await house.logIn("amy")
            for _ in 0..<3 {
                house.clock.advance(minutes: 11 * 60)
                #expect(try await house.get("/session", as: amy).status == 200)
            }
            house.clock.advance(minutes: 12 * 60 + 1)
            #expect(try await house.get("/session", as: amy).status == 401)
        }
    }

    @Test("However much it is used, a session ends after two weeks")
    func ends() async throws {
        try await House.open { house in
            let amy = try await house.logIn("amy")
            for _ in 0..<33 {
                house.clock.advance(minutes: 10 * 60)
                #expect(try await house.get("/session", as: amy).status == 200)
            }
            house.clock.advance(minutes: 10 * 60)
            #expect(try await house.get("/session", as: amy).status == 401)
        }
    }

    @Test("Logging out ends the session at once and clears the cookie")
    func logsOut() async throws {
        try await House.open { house in
            let amy = try await house.logIn("amy")
            let answer = try await house.send(.delete, "/session", as: amy)
            #expect(answer.status == 204)
            #expect(answer.header("Set-Cookie")?.contains("Max-Age=0") == true)
            #expect(try await house.get("/session", as: amy).status == 401)
        }
    }

    @Test("A new password ends every session of the account")
    func newPassword() async throws {
        try await House.open { house in
            let amy = try await house.logIn("amy")
            #expect(try await house.registry.control.setPassword(login: "AMY@main", password: "another-one-2"))
            // Other servers hear it by an announcement; this one forgets when
            // what it remembers is no longer fresh.
            house.clock.advance(milliseconds: SessionKeeper.freshness)
            #expect(try await house.get("/session", as: amy).status == 401)
            _ = try await house.logIn("amy", password: "another-one-2")
        }
    }

    @Test("A member who has left is nobody, though the account is there")
    func left() async throws {
        try await House.open { house in
            let amy = try await house.logIn("amy")
            var member = try await house.member("amy")
            member.isActive = false
            let gone = member
            try await house.workspace().upsertMember(gone)
            #expect(try await house.get("/session", as: amy).status == 401)
            let again = try await house.send(
                .post, "/session", ["login": "amy@main", "password": .string(House.password)])
            #expect(again.code == "login.failed")
        }
    }

    @Test("Requests of a session write nothing into the control database")
    func readsCostNothing() async throws {
        try await House.open { house in
            let amy = try await house.logIn("amy")
            let before = house.registry.control.database.statistics.changes
            for _ in 0..<20 { _ = try await house.get("/objects/lead/records", as: amy) }
            #expect(house.registry.control.database.statistics.changes == before)
        }
    }
}
