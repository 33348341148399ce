import FormulaLanguage
import Hummingbird
import Logging
import Records
import Synchronization

/// What every request needs, built once.
final class Server: Sendable {
    let options: ServerOptions
    let registry: WorkspaceRegistry
    let sessions: SessionKeeper
    let logIn: LogIn
    let budgets: Budgets
    let origin: OriginCheck
    let metrics = RequestMetrics()
    let openAPI: (document: JSONValue, tag: String)
    /// The clock of sessions, locks and limits. It runs on where workspaces
    /// have a manual one, or moving that would log everybody out.
    private let clock: any TimeSource
    private let knownWorkspaces = Mutex<[WorkspaceRow]?>(nil)

    init(registry: WorkspaceRegistry, options: ServerOptions, clock: any TimeSource) {
        self.registry = registry
        self.options = options
        self.clock = clock
        sessions = SessionKeeper(store: registry.control)
        logIn = LogIn(
            store: registry.control, cost: options.passwordCost, accountRule: options.accountLock,
            addressRule: options.addressLock)
        budgets = Budgets(
            session: options.sessionRate, read: options.publicReadRate, form: options.publicFormRate,
            logIn: options.logInRate)
        origin = OriginCheck(publicOrigin: options.publicOrigin)
        let document = OpenAPI.document(RouteTable.routes)
        openAPI = (document, String(Secrets.digest(document.bytes).prefix(16)))
    }

    var control: ControlStore { registry.control }

    /// The workspaces of this server, oldest first; remembered, since they
    /// are only ever added to.
    func workspaces(fresh: Bool) async throws -> [WorkspaceRow] {
        if !fresh, let known = knownWorkspaces.withLock({ $0 }) { return known }
        let rows = try await control.workspaces()
        knownWorkspaces.withLock { $0 = rows }
        return rows
    }

    /// UTC milliseconds.
    var now: Int64 { clock.now().milliseconds }

    /// The sender's address; behind a proxy of ours the last one it adds.
    func address(of request: Request, _ context: AppContext) -> String? {
        guard options.trustsProxy, let list = request.headers[.forwardedFor] else { return context.peer }
        return list.split(separator: ",").last.map { String($0.filter { $0 != " " }.prefix(45)) } ?? context.peer
    }

    /// Whether a request comes from this machine itself.
    func isLocal(_ request: Request, _ address: String?) -> Bool {
        guard request.headers[.forwardedFor] == nil, let address else { return false }
        return address == "127.0.0.1" || address == "::1" || address == "::ffff:127.0.0.1"
    }
}
