import HTTPTypes
import Records

/// Writes the OpenAPI 3.1 document out of the route table.
enum OpenAPI {
    /// The document.
    static func document(_ routes: [Route]) -> JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "雨燕 Yuyan", "version": "1",
                "description": .string(
                    "销售管理系统接口。金额为整数分，百分比为万分之一的整数，时间为毫秒时间戳，日期为 YYYY-MM-DD。"),
            ],
            "servers": [["url": "/"]],
            "paths": .object(paths(routes)),
            "components": [
                "schemas": .object(Schemas.all.mapValues(\.openAPI)),
                "securitySchemes": [
                    "session": ["type": "apiKey", "in": "cookie", "name": .string(SessionCookie.name)],
                    "token": ["type": "http", "scheme": "bearer"],
                ],
            ],
        ]
    }

    private static func paths(_ routes: [Route]) -> [String: JSONValue] {
        Dictionary(grouping: routes, by: \.fullPath).mapValues { routes in
            .object(
                Dictionary(
                    routes.map { ($0.method.rawValue.lowercased(), operation($0)) }, uniquingKeysWith: { $1 }))
        }
    }

    private static func operation(_ route: Route) -> JSONValue {
        var members: [String: JSONValue] = [
            "operationId": .string(route.id), "tags": [.string(route.tag)], "summary": .string(route.summary.zh),
            "description": .string(route.summary.en), "parameters": .array(parameters(route)),
            "responses": .object(responses(route)), "security": security(route.access),
        ]
        switch route.body {
        case .none: break
        case .json(let shape, _):
            members["requestBody"] = [
                "required": true, "content": ["application/json": ["schema": shape.openAPI]],
            ]
        case .bytes:
            members["requestBody"] = [
                "required": true,
                "content": ["application/octet-stream": ["schema": ["type": "string", "format": "binary"]]],
            ]
        }
        return .object(members)
    }

    private static func parameters(_ route: Route) -> [JSONValue] {
        let path = route.pathParameters.map { name -> JSONValue in
            let shape = RouteTable.pathShapes[name] ?? .text(max: 200, min: 1)
            return ["name": .string(name), "in": "path", "required": true, "schema": shape.openAPI]
        }
        let query = route.query.map { parameter -> JSONValue in
            [
                "name": .string(parameter.name), "in": "query", "required": false, "schema": parameter.shape.openAPI,
                "description": .string(parameter.help.zh + " · " + parameter.help.en),
            ]
        }
        var headers = route.headers.map { header -> JSONValue in
            [
                "name": .string(header.rawValue), "in": "header", "required": false, "schema": ["type": "string"],
                "description": .string(header.help.zh + " · " + header.help.en),
            ]
        }
        if route.isWrite, route.access != .anyone(.form) {
            headers.append([
                "name": "X-Requested-With", "in": "header", "required": false,
                "schema": ["type": "string", "const": "yuyan"],
                "description": "使用 Cookie 时必须 · needed with a cookie, not with a token",
            ])
        }
        return path + query + headers
    }

    private static func responses(_ route: Route) -> [String: JSONValue] {
        var responses: [String: JSONValue] = [:]
        for (status, codes) in Dictionary(grouping: route.documentedProblems, by: \.entry.status) {
            let codes = codes.map(\.rawValue).sorted()
            responses[String(status)] = [
                "description": .string(codes.joined(separator: ", ")),
                "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
            ]
        }
        var success: [String: JSONValue] = ["description": .string(route.answer.help.zh + " · " + route.answer.help.en)]
        if !route.answer.media.isEmpty {
            success["content"] = .object([route.answer.media: ["schema": route.answer.shape.openAPI]])
        }
        responses[String(route.answer.status)] = .object(success)
        if route.headers.contains(.ifNoneMatch) { responses["304"] = ["description": "未变化 · unchanged"] }
        return responses
    }

    private static func security(_ access: Route.Access) -> JSONValue {
        switch access {
        case .anyone: []
        case .member, .administrator, .operations: [["session": []], ["token": []]]
        case .session: [["session": []]]
        }
    }
}

extension Shape {
    /// The shape as JSON Schema 2020-12.
    var openAPI: JSONValue {
        switch self {
        case .text(let max, let min, let pattern): Self.text(max, min, pattern)
        case .choice(let choices): ["type": "string", "enum": .array(choices.map { .string($0) })]
        case .integer(let range):
            [
                "type": "integer", "format": "int64", "minimum": .int(range.lowerBound),
                "maximum": .int(range.upperBound),
            ]
        case .number: ["type": "number"]
        case .boolean: ["type": "boolean"]
        case .array(let shape, let max): Self.limited(["type": "array", "items": shape.openAPI], "maxItems", max)
        case .object(let members): Self.object(members, isClosed: true)
        case .open(let members): Self.object(members, isClosed: false)
        case .map(let shape, let max):
            Self.limited(["type": "object", "additionalProperties": shape.openAPI], "maxProperties", max)
        case .any: [:]
        case .nullable(let shape): ["anyOf": [shape.openAPI, ["type": "null"]]]
        case .named(let name): ["$ref": .string("#/components/schemas/" + name)]
        }
    }

    private static func limited(_ schema: [String: JSONValue], _ name: String, _ max: Int) -> JSONValue {
        var schema = schema
        if max < .max { schema[name] = .int(Int64(max)) }
        return .object(schema)
    }

    private static func text(_ max: Int, _ min: Int, _ pattern: Pattern?) -> JSONValue {
        var members: [String: JSONValue] = ["type": "string"]
        if max < .max { members["maxLength"] = .int(Int64(max)) }
        if min > 0 { members["minLength"] = .int(Int64(min)) }
        if let pattern { members["pattern"] = .string(pattern.rawValue) }
        return .object(members)
    }

    private static func object(_ members: [Member], isClosed: Bool) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        for member in members {
            guard let help = member.help, case .object(var schema) = member.shape.openAPI else {
                properties[member.name] = member.shape.openAPI
                continue
            }
            schema["description"] = .string(help)
            properties[member.name] = .object(schema)
        }
        var schema: [String: JSONValue] = [
            "type": "object", "properties": .object(properties),
            "required": .array(members.filter(\.isRequired).map { .string($0.name) }),
        ]
        if isClosed { schema["additionalProperties"] = false }
        return .object(schema)
    }
}
