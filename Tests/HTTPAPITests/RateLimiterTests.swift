import Testing

@testable import HTTPAPI

@Suite("Rate limits by a fixed clock")
struct RateLimiterTests {
    private let rule = RateLimiter.Rule(burst: 3, perSecond: 0.5)

    @Test("A burst passes, the next one waits, and waiting helps")
    func burst() {
        let limiter = RateLimiter(rule)
        #expect((0..<3).allSatisfy { _ in limiter.take("a", now: 0) == nil })
        #expect(limiter.take("a", now: 0) == 2)
        #expect(limiter.take("a", now: 1999) != nil)
        #expect(limiter.take("a", now: 2000) == nil)
        #expect(limiter.take("a", now: 2000) != nil)
    }

    @Test("Keys have budgets of their own")
    func keys() {
        let limiter = RateLimiter(rule)
        for _ in 0..<4 { _ = limiter.take("a", now: 0) }
        #expect(limiter.take("b", now: 0) == nil)
    }

    @Test("A clock that goes back neither gives nor takes")
    func backwards() {
        let limiter = RateLimiter(rule)
        for _ in 0..<3 { _ = limiter.take("a", now: 10_000) }
        #expect(limiter.take("a", now: 0) != nil)
    }
}
