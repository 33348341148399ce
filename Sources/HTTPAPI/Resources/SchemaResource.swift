import Definitions
import Hummingbird
import Records

/// What screens are drawn from.
enum SchemaResource {
    static let routes: [Route] = [
        Route(
            method: .get, path: "/schema", id: "readSchema", tag: "schema",
            summary: Words("对象、字段、阶段、视图与表单", "Objects, fields, stages, views and forms"), access: .member,
            answer: .json(200, .named("Schema"), Words("按角色过滤后的配置", "What the role may see of it")),
            headers: [.ifNoneMatch], handler: read)
    ]

    private static func read(_ call: Call) async throws -> Response {
        let member = try call.member
        let (schema, viewer) = (member.workspace.schema, member.viewer)
        let tag = "\(member.workspace.key)-\(schema.number)-\(viewer.role.key)"
        return .json(SchemaDocument(schema: schema, viewer: viewer).document, tag: tag, for: call.request)
    }
}
