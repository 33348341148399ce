import Definitions
import Hummingbird
import Records

/// Configuration as documents, for administrators.
enum DefinitionsResource {
    private static let documents = Shape.object([
        .required(
            "documents", .array(.any, max: 2000), "定义文档（JSON），与 GET /definitions 的 items 相同"),
        .optional("note", .text(max: 500), "发布说明"),
    ])

    static let routes: [Route] = [
        Route(
            method: .get, path: "/definitions", id: "listDefinitions", tag: "definitions",
            summary: Words("当前已发布的全部定义", "Everything that is published"), access: .administrator,
            query: [
                QueryParameter(
                    "kind", .choice(DefinitionKind.allCases.map(\.rawValue)), "只看一种定义", "One kind only")
            ],
            answer: .json(200, .named("DefinitionList"), Words("定义文档", "Documents")), handler: list),
        Route(
            method: .post, path: "/definitions/check", id: "checkDefinitions", tag: "definitions",
            summary: Words("检查一组定义而不发布", "Check a set without publishing it"), access: .administrator,
            body: .json(documents),
            answer: .json(200, .named("DefinitionCheck"), Words("问题与建议", "Issues and advice")), handler: check),
        Route(
            method: .post, path: "/definitions", id: "publishDefinitions", tag: "definitions",
            summary: Words("发布一组定义（替换全部）", "Publish a set, replacing all"), access: .administrator,
            body: .json(documents),
            answer: .json(201, .named("DefinitionPublication"), Words("新的版本号", "The new schema number")),
            problems: [.definitionsInvalid], handler: publish),
    ]

    private static func list(_ call: Call) async throws -> Response {
        let workspace = try call.member.workspace
        let wanted = call.query["kind"]
        let items = try await workspace.definitions().filter { wanted == nil || $0.kind.rawValue == wanted }.map {
            JSONValue.object([
                "id": .string($0.id), "kind": .string($0.kind.rawValue), "key": .string($0.key),
                "label": .string($0.label.zh), "document": try JSONValue(parsing: $0.text(as: .json)),
            ])
        }
        return .json(["items": .array(items), "number": .int(Int64(workspace.schema.number))])
    }

    private static func check(_ call: Call) async throws -> Response {
        let number = try call.member.workspace.schema.number + 1
        do throws(DefinitionError) {
            let source = try read(call.body)
            let schema = try Schema.compile(source.definitions, number: number, sources: source.sources)
            return .json(answer(issues: [], remarks: schema.remarks))
        } catch {
            return .json(answer(issues: error.issues, remarks: []))
        }
    }

    private static func publish(_ call: Call) async throws -> Response {
        let member = try call.member
        let definitions = try read(call.body).definitions
        guard definitions.contains(where: { $0.administers(as: member.viewer.role.key) }) else {
            throw Problem(
                .definitionsInvalid, "这组定义中没有您的管理员角色，发布后将无人能够管理",
                "Your administrator's role is missing, so nobody could administer afterwards")
        }
        let schema = try await member.workspace.publish(
            definitions, note: call.body["note"]?.string ?? "", by: member.actor)
        return .json(
            [
                "number": .int(Int64(schema.number)),
                "remarks": .array(schema.remarks.map { Problem.Item($0).document }),
            ],
            status: .created)
    }

    /// Documents may stand as they are or inside the items of the list.
    private static func read(_ body: JSONValue) throws(DefinitionError) -> DefinitionSource {
        let documents = (body["documents"]?.array ?? []).map { $0["document"] ?? $0 }
        return try Definition.read(JSONValue.array(documents).text, as: .json, document: "documents")
    }

    private static func answer(issues: [DefinitionIssue], remarks: [DefinitionIssue]) -> JSONValue {
        [
            "ok": .bool(issues.isEmpty), "issues": .array(issues.prefix(200).map { Problem.Item($0).document }),
            "remarks": .array(remarks.prefix(200).map { Problem.Item($0).document }),
        ]
    }
}

extension Definition {
    /// Whether it is the named role, and one that administers.
    fileprivate func administers(as key: String) -> Bool {
        if case .role(let role) = self { role.key == key && role.administers } else { false }
    }
}
