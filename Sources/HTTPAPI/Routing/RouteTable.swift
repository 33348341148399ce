import HTTPTypes
import Hummingbird

/// Every operation of the server.
enum RouteTable {
    /// Where the API begins.
    static let root = "/api/v1"

    /// In the order of the documentation.
    static let routes: [Route] =
        SessionResource.routes + SchemaResource.routes + RecordsResource.routes + RecordPagesResource.routes
        + StagesResource.routes + EvidenceResource.routes + ConversionResource.routes + TouchesResource.routes
        + FilesResource.routes + WorkbenchResource.routes + NotificationsResource.routes + ApprovalsResource.routes
        + TasksResource.routes + BoardsResource.routes + StreamResource.routes + FormsResource.routes
        + DefinitionsResource.routes + FormulasResource.routes + DirectoryResource.routes + ClockResource.routes
        + TokensResource.routes + OperationsResource.routes

    /// Shapes of the names in paths.
    static let pathShapes: [String: Shape] = [
        "id": .id, "object": .key, "key": .key,
    ]

    /// A router that answers from the table.
    static func router(_ server: Server, web: WebFolder?) -> Router<AppContext> {
        let router = Router(context: AppContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: Envelope(isSecure: server.options.isSecure))
        router.add(middleware: Observation(metrics: server.metrics, names: names))
        router.add(middleware: ProblemConversion(methods: methods(of:)))
        router.add(middleware: StaticFiles(folder: web))
        for route in routes {
            let dispatcher = Dispatcher(server: server, route: route)
            router.on(RouterPath(stringLiteral: route.fullPath), method: route.method) { request, context in
                try await dispatcher.respond(request, context)
            }
        }
        return router
    }

    /// Operation ids by method and the path as the router tells it.
    private static let names: [String: String] = Dictionary(
        routes.flatMap { route in
            let path = RouterPath(stringLiteral: route.fullPath).description
            let own = [("\(route.method.rawValue) \(path)", route.id)]
            return route.method == .get ? own + [("HEAD \(path)", route.id)] : own
        }, uniquingKeysWith: { first, _ in first })

    /// The methods of a path that a request names.
    private static func methods(of path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        return routes.filter { route in
            let pattern = route.fullPath.split(separator: "/")
            return pattern.count == parts.count && zip(pattern, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }.map(\.method)
    }
}
