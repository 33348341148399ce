import HTTPTypes
import Records
import TestKit
import Testing

@testable import HTTPAPI

@Suite("How often")
struct LimitTests {
    private static let answers: JSONValue = ["answers": ["name": "访客", "phone": "13800138000"], "consent": true]

    @Test("A public form takes a burst, then asks to wait")
    func form() async throws {
        var options = House.options
        options.publicFormRate = RateLimiter.Rule(burst: 3, perSecond: 0.1)
        try await House.open(options: options) { house in
            for _ in 0..<3 {
                #expect(try await house.send(.post, "/forms/website/submissions", Self.answers).status == 201)
            }
            let answer = try await house.send(.post, "/forms/website/submissions", Self.answers)
            #expect(answer.status == 429)
            #expect(answer.code == "rate.limited")
            #expect(answer.header("Retry-After") == "10")
            house.clock.advance(milliseconds: 10_000)
            #expect(try await house.send(.post, "/forms/website/submissions", Self.answers).status == 201)
        }
    }

    @Test("One person's haste does not slow another")
    func sessions() async throws {
        var options = House.options
        options.sessionRate = RateLimiter.Rule(burst: 5, perSecond: 1)
        try await House.open(options: options) { house in
            let amy = try await house.logIn("amy")
            let bob = try await house.logIn("bob")
            for _ in 0..<5 { _ = try await house.get("/session", as: amy) }
            #expect(try await house.get("/session", as: amy).status == 429)
            #expect(try await house.get("/session", as: bob).status == 200)
        }
    }

    @Test("Log-ins are limited before a password is looked at")
    func logIns() async throws {
        var options = House.options
        options.logInRate = RateLimiter.Rule(burst: 2, perSecond: 0.1)
        try await House.open(options: options) { house in
            let body: JSONValue = ["login": "amy@main", "password": "wrong-one"]
            for _ in 0..<2 { try await house.send(.post, "/session", body) }
            let answer = try await house.send(.post, "/session", body)
            #expect(answer.code == "rate.limited")
        }
    }
}
