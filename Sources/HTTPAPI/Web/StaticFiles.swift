import HTTPTypes
import Hummingbird

/// Serves the web app for every address that is not the API's.
///
/// Unknown addresses get `index.html`, where the app's own router takes
/// over; unknown assets are not found.
struct StaticFiles: RouterMiddleware {
    typealias Context = AppContext

    let folder: WebFolder?
    private let files = FileIO()

    init(folder: WebFolder?) {
        self.folder = folder
    }

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard let folder, request.method == .get || request.method == .head, !Self.isServer(request.uri.path) else {
            return try await next(request, context)
        }
        let name = Self.name(request.uri.path)
        if name == "index.html" || folder.entry(name) == nil { folder.refresh() }
        if let entry = folder.entry(name) { return try await serve(entry, name, request, context) }
        guard !Self.isAsset(name), let page = folder.entry("index.html") else {
            return try await next(request, context)
        }
        return try await serve(page, "index.html", request, context)
    }

    private func serve(
        _ entry: WebFolder.Entry, _ name: String, _ request: Request, _ context: AppContext
    ) async throws -> Response {
        let accepted = request.headers[.acceptEncoding]?.lowercased() ?? ""
        let twin = entry.encodings.first { Self.accepts(accepted, $0.name) }
        let tag = "\"\(entry.tag)\(twin.map { "-" + $0.name } ?? "")\""
        var headers: HTTPFields = [
            .contentType: entry.media, .eTag: tag,
            .cacheControl: name.hasPrefix("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
        ]
        if !entry.encodings.isEmpty { headers[.vary] = "Accept-Encoding" }
        if let twin { headers[.contentEncoding] = twin.name }
        if request.headers[values: .ifNoneMatch].contains(tag) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentLength] = String(twin?.size ?? entry.size)
        guard request.method == .get else { return Response(status: .ok, headers: headers) }
        let body = try await files.loadFile(path: twin?.path ?? entry.path, context: context)
        return Response(status: .ok, headers: headers, body: body)
    }

    /// `br;q=0` refuses; everything else that names it accepts.
    private static func accepts(_ header: String, _ encoding: String) -> Bool {
        header.split(separator: ",").contains { item in
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " } }
            return parts.first == encoding && !parts.dropFirst().contains { $0 == "q=0" || $0 == "q=0.0" }
        }
    }

    private static func isServer(_ path: String) -> Bool {
        let first = path.split(separator: "/", omittingEmptySubsequences: true).first
        return first == "api" || path == "/healthz" || path == "/metrics"
    }

    private static func name(_ path: String) -> String {
        path == "/" ? "index.html" : String(path.dropFirst())
    }

    private static func isAsset(_ name: String) -> Bool {
        name.hasPrefix("assets/") || name.split(separator: "/").last?.contains(".") ?? false
    }
}
