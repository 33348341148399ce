import Synchronization

/// How long a log-in lasts.
struct SessionLimits: Sendable, Hashable {
    /// Unused for so long, it ends: twelve hours.
    var idleMilliseconds: Int64 = 12 * 3_600_000
    /// However used, it ends: fourteen days.
    var absoluteMilliseconds: Int64 = 14 * 86_400_000
}

/// Remembers sessions and tokens for a short while, so that a request costs
/// the control database nothing.
///
/// What is revoked here is forgotten at once; other servers forget it when
/// the revocation is announced, or after ``freshness`` at the latest.
final class SessionKeeper: Sendable {
    private struct Entry {
        var identity: Identity
        var createdAt: Int64
        var seenAt: Int64
        var loadedAt: Int64
    }

    private struct State {
        var sessions: [String: Entry] = [:]
        var tokens: [String: (identity: Identity, loadedAt: Int64)] = [:]
        var seen: [String: Int64] = [:]
    }

    /// Milliseconds for which a remembered session needs no look at the disk.
    static let freshness: Int64 = 30_000
    private static let capacity = 10_000

    let store: ControlStore
    let limits: SessionLimits
    private let state = Mutex(State())

    init(store: ControlStore, limits: SessionLimits = SessionLimits()) {
        self.store = store
        self.limits = limits
    }

    /// Opens a session and returns the cookie's value.
    func open(for account: Account, now: Int64, ip: String?, agent: String?) async throws -> String {
        let secret = Secrets.token()
        try await store.insertSession(
            digest: Secrets.digest(secret), accountID: account.id, now: now, ip: ip, agent: agent)
        return secret
    }

    /// Who a cookie's value stands for; nil for a forged, ended or expired one.
    func identity(cookie: String, now: Int64) async throws -> Identity? {
        guard cookie.utf8.count == 43 else { return nil }
        let digest = Secrets.digest(cookie)
        if let known = remembered(digest, now: now) { return known }
        guard let row = try await store.session(digest: digest) else {
            state.withLock { $0.sessions[digest] = nil }
            return nil
        }
        let seenAt = max(row.seenAt, state.withLock { $0.seen[digest] ?? 0 })
        guard isAlive(createdAt: row.createdAt, seenAt: seenAt, now: now) else { return nil }
        let identity = Identity(account: row.account, proof: .session(digest: digest))
        state.withLock { state in
            if state.sessions.count >= Self.capacity { state.sessions.removeAll() }
            state.sessions[digest] = Entry(
                identity: identity, createdAt: row.createdAt, seenAt: now, loadedAt: now)
            state.seen[digest] = now
        }
        return identity
    }

    /// Who a bearer token stands for; nil for a forged, withdrawn or expired one.
    func identity(token: String, now: Int64) async throws -> Identity? {
        guard token.hasPrefix("yy_"), token.utf8.count == 46 else { return nil }
        let digest = Secrets.digest(token)
        if let known = state.withLock({ $0.tokens[digest] }), now - known.loadedAt < Self.freshness {
            return known.identity
        }
        guard let found = try await store.token(digest: digest, now: now) else {
            state.withLock { $0.tokens[digest] = nil }
            return nil
        }
        let identity = Identity(account: found.account, proof: .token(scopes: found.scopes))
        state.withLock { state in
            if state.tokens.count >= Self.capacity { state.tokens.removeAll() }
            state.tokens[digest] = (identity, now)
        }
        return identity
    }

    /// Ends a session here and everywhere.
    func close(digest: String) async throws {
        forget("session:\(digest)")
        try await store.deleteSession(digest: digest)
    }

    /// Forgets what an announcement names.
    func forget(_ announcement: String) {
        state.withLock { state in
            if announcement.hasPrefix("session:") {
                state.sessions[String(announcement.dropFirst(8))] = nil
            } else if let id = Int64(announcement.dropFirst(8)), announcement.hasPrefix("account:") {
                state.sessions = state.sessions.filter { $0.value.identity.account.id != id }
                state.tokens = state.tokens.filter { $0.value.identity.account.id != id }
            }
        }
    }

    /// Forgets every remembered token, after one was withdrawn.
    func forgetTokens() {
        state.withLock { $0.tokens.removeAll() }
    }

    /// Writes down what was used since the last call and drops the expired.
    func flush(now: Int64) async throws {
        let seen = state.withLock { state in
            defer { state.seen.removeAll() }
            return state.seen
        }
        try await store.keepSessions(
            seen: seen, idleBefore: now - limits.idleMilliseconds, createdBefore: now - limits.absoluteMilliseconds)
    }

    private func remembered(_ digest: String, now: Int64) -> Identity? {
        state.withLock { state in
            guard let entry = state.sessions[digest], now - entry.loadedAt < Self.freshness,
                isAlive(createdAt: entry.createdAt, seenAt: entry.seenAt, now: now)
            else { return nil }
            state.sessions[digest]?.seenAt = now
            state.seen[digest] = now
            return entry.identity
        }
    }

    private func isAlive(createdAt: Int64, seenAt: Int64, now: Int64) -> Bool {
        now - seenAt <= limits.idleMilliseconds && now - createdAt <= limits.absoluteMilliseconds
    }
}

/// Who sends a request, and how that was proved.
struct Identity: Sendable, Hashable {
    enum Proof: Sendable, Hashable {
        case session(digest: String)
        case token(scopes: Set<TokenScope>)
    }

    let account: Account
    let proof: Proof
}
