import HTTPTypes
import Hummingbird
import NIOCore
import Records

/// One checked request on its way to a handler.
struct Call: Sendable {
    let request: Request
    let context: AppContext
    let server: Server
    let route: Route
    /// Who sends it; nil on routes for anybody.
    let membership: Membership?
    let query: Query
    /// The body of a JSON route, checked against its shape.
    let body: JSONValue
    /// The address of the sender.
    let address: String?

    /// The sender as a member of the workspace.
    ///
    /// - Throws: ``ProblemCode/sessionRequired``, which the dispatcher has
    ///   excluded on every route that is not open.
    var member: Membership {
        get throws {
            guard let membership else { throw Problem(.sessionRequired) }
            return membership
        }
    }

    /// A part of the path by name.
    func path(_ name: String) -> String {
        context.parameters.get(name) ?? ""
    }

    /// An id in the path.
    func id(_ name: String = "id") throws -> Int64 {
        guard let id = Int64(path(name)), id > 0, id < 1 << 53 else {
            throw Problem.parameter(name, "应为正整数", "it must be a positive whole number")
        }
        return id
    }

    /// A definition's key in the path; what cannot be a key is not found.
    func key(_ name: String = "key") throws -> String {
        let text = path(name)
        guard Shape.Pattern.key.fits(text) else { throw Problem(.notFound) }
        return text
    }

    /// The version that `If-Match` names; nil without the header.
    func expectedVersion() throws -> Int? {
        guard let text = request.headers[.ifMatch], text != "*" else { return nil }
        let bare = text.hasPrefix("W/") ? text.dropFirst(2) : text[...]
        guard let version = Int(bare.trimmingPrefix("\"").split(separator: "\"").first ?? ""), version >= 0 else {
            throw Problem.parameter("If-Match", "应为带引号的版本号", "it must be a version in quotes")
        }
        return version
    }
}

/// A sender, the workspace that may be reached and what may be seen of it.
struct Membership: Sendable {
    let identity: Identity
    let hosted: HostedWorkspace
    let viewer: Viewer

    var workspace: Workspace { hosted.workspace }
    var actor: Actor { .user(viewer.member.id) }
}

extension Response {
    /// JSON that is ready.
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        json(bytes: value.bytes, status: status, headers: headers)
    }

    /// JSON bytes straight from rows.
    static func json(bytes: [UInt8], status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.contentType] = headers[.contentType] ?? "application/json; charset=utf-8"
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// JSON that a client may ask for again with `If-None-Match`.
    static func json(_ value: JSONValue, tag: String, for request: Request) -> Response {
        let headers: HTTPFields = [.eTag: "\"\(tag)\"", .cacheControl: "private, no-cache"]
        if request.headers[values: .ifNoneMatch].contains("\"\(tag)\"") {
            return Response(status: .notModified, headers: headers)
        }
        return json(value, headers: headers)
    }

    /// Nothing to say.
    static var done: Response { Response(status: .noContent) }
}
