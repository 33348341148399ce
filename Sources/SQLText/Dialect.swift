/// A database family whose SQL the product writes.
public enum Dialect: String, Sendable, Hashable, CaseIterable, Codable {
    /// SQLite 3.40 or later, reached through the embedded driver.
    case sqlite
    /// PostgreSQL 15 or later.
    case postgres
}
