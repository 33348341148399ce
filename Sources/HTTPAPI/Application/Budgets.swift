/// How often anybody may ask.
struct Budgets: Sendable {
    let session: RateLimiter
    private let read: RateLimiter
    private let form: RateLimiter
    private let logIn: RateLimiter

    init(
        session: RateLimiter.Rule = .session, read: RateLimiter.Rule = .publicRead,
        form: RateLimiter.Rule = .publicForm, logIn: RateLimiter.Rule = .logIn
    ) {
        self.session = RateLimiter(session)
        self.read = RateLimiter(read)
        self.form = RateLimiter(form)
        self.logIn = RateLimiter(logIn)
    }

    subscript(budget: Route.Budget) -> RateLimiter? {
        switch budget {
        case .read: read
        case .form: form
        case .logIn: logIn
        case .none: nil
        }
    }
}
