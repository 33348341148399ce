import Crypto
import FormulaLanguage
import SQLText
import Storage

/// An answer kept under an idempotency key.
public struct StoredAnswer: Sendable, Hashable {
    public var status: Int
    public var body: [UInt8]

    public init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

extension Change {
    /// The answer that was given to the same request before; nil where it is
    /// new. Answers are kept apart by actor.
    ///
    /// - Parameters:
    ///   - key: what the caller sent, 8 to 200 visible ASCII characters.
    ///   - fingerprint: of method, path and body; see ``fingerprint(_:)``.
    /// - Throws: ``RecordError`` where the key was used for another request.
    public func answer(for key: String, fingerprint: String) throws -> StoredAnswer? {
        let stored = try connection.first(
            "SELECT fingerprint, status, body FROM idempotency WHERE key = \(try storedKey(key))"
        ) { (fingerprint: $0.text(0) ?? "", answer: StoredAnswer(status: Int($0.integer(1) ?? 0), body: Array(($0.text(2) ?? "").utf8))) }
        guard let stored else { return nil }
        guard stored.fingerprint == fingerprint else {
            throw RecordError.invalid(
                "idempotency.mismatch", "该 Idempotency-Key 已用于另一个请求", "This Idempotency-Key was used for another request")
        }
        return stored.answer
    }

    /// Keeps an answer (UTF-8) with the change that earned it.
    public func keep(_ answer: StoredAnswer, for key: String, fingerprint: String) throws {
        try connection.execute(
            """
            INSERT INTO idempotency (key, actor, fingerprint, status, body, created_at)
            VALUES (\(try storedKey(key)), \(actor.text), \(fingerprint), \(answer.status),
                \(String(decoding: answer.body, as: UTF8.self)), \(now.milliseconds))
            """)
    }

    /// Runs a request once: the second time its first answer is given again.
    public func once(
        _ key: String?, fingerprint: String, _ body: () throws -> StoredAnswer
    ) throws -> StoredAnswer {
        guard let key else { return try body() }
        if let known = try answer(for: key, fingerprint: fingerprint) { return known }
        let answer = try body()
        try keep(answer, for: key, fingerprint: fingerprint)
        return answer
    }

    /// Forgets answers older than so many hours.
    ///
    /// - Returns: how many.
    @discardableResult
    public func forgetAnswers(olderThanHours hours: Int = 72) throws -> Int {
        let bound = now.adding(milliseconds: -Int64(hours) * 3_600_000).milliseconds
        return try connection.execute("DELETE FROM idempotency WHERE created_at < \(bound)")
    }

    /// The digest of what makes two requests the same.
    public static func fingerprint(_ parts: [[UInt8]]) -> String {
        var hash = SHA256()
        for part in parts {
            hash.update(data: Array("\(part.count):".utf8))
            hash.update(data: part)
        }
        return AuditDigest.hex(hash.finalize())
    }

    private func storedKey(_ key: String) throws -> String {
        guard (8...200).contains(key.utf8.count), key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw RecordError.invalid(
                "idempotency.format", "Idempotency-Key 应为 8–200 个可见字符", "An Idempotency-Key has 8 to 200 visible characters")
        }
        return "\(actor.text) \(key)"
    }
}
