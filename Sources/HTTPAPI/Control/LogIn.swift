import NIOPosix

/// Checks log-ins; takes as long for unknown accounts as for known ones.
struct LogIn: Sendable {
    enum Outcome: Sendable {
        case success(Account)
        case failure
        case locked(until: Int64)
    }

    let store: ControlStore
    let accountRule: LockRule
    let addressRule: LockRule
    private let decoy: PasswordHash

    init(store: ControlStore, cost: PasswordHash.Cost, accountRule: LockRule, addressRule: LockRule) {
        self.store = store
        self.accountRule = accountRule
        self.addressRule = addressRule
        // One derivation's worth of waiting for accounts that do not exist.
        decoy = PasswordHash(unmatchableAt: cost)
    }

    /// Checks a password and keeps the counters that lock.
    func attempt(login: String, password: String, ip: String?, now: Int64) async throws -> Outcome {
        let login = String(ControlStore.normalised(login: login).prefix(64))
        let subjects = ["login:" + login] + (ip.map { ["ip:" + $0] } ?? [])
        if let until = try await store.lockedUntil(subjects, now: now) { return .locked(until: until) }
        let found = try await store.account(login: login)
        let hash = found.flatMap { PasswordHash(stored: $0.password) } ?? decoy
        // scrypt takes a tenth of a second of a processor; requests must not
        // wait for it, so it runs on the small pool for blocking work.
        let matches = try await NIOThreadPool.singleton.runIfActive { hash.matches(password) }
        guard let found, matches, found.account.isActive else {
            let rules = [accountRule, addressRule]
            try await store.countFailure(zip(subjects, rules).map { (subject: $0, rule: $1) }, now: now)
            return .failure
        }
        try await store.clearFailures("login:" + login)
        return .success(found.account)
    }
}
