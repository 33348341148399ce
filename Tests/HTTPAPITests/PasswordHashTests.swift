import Testing

@testable import HTTPAPI

@Suite("Passwords as they are stored")
struct PasswordHashTests {
    @Test("A password matches its own hash and no other does")
    func matches() throws {
        let hash = try PasswordHash(password: "雨燕-2026-ok", cost: .cheap)
        #expect(hash.matches("雨燕-2026-ok"))
        #expect(!hash.matches("雨燕-2026-no"))
        #expect(!hash.matches(""))
    }

    @Test("The stored text brings its parameters and reads back")
    func roundTrip() throws {
        let hash = try PasswordHash(password: "correct horse", cost: .cheap)
        let read = try #require(PasswordHash(stored: hash.stored))
        #expect(read == hash)
        #expect(read.matches("correct horse"))
        #expect(hash.stored.hasPrefix("scrypt$16$8$1$"))
    }

    @Test("Two hashes of one password differ, for each has its salt")
    func salted() throws {
        let first = try PasswordHash(password: "same password", cost: .cheap)
        let second = try PasswordHash(password: "same password", cost: .cheap)
        #expect(first.stored != second.stored)
    }

    @Test("The decoy for unknown log-ins matches nothing")
    func decoy() {
        #expect(!PasswordHash(unmatchableAt: .cheap).matches(""))
        #expect(!PasswordHash(unmatchableAt: .cheap).matches("password"))
    }

    @Test(
        "What is none of ours is no hash",
        arguments: [
            "", "scrypt", "scrypt$15$8$1$AA$AA", "scrypt$1073741824$8$1$AA$AA", "bcrypt$16$8$1$AA$AA",
            "scrypt$16$8$99$AA$AA", "scrypt$16$8$1$***$AA",
        ])
    func refuses(_ text: String) {
        #expect(PasswordHash(stored: text) == nil)
    }
}
