import HTTPTypes
import Records
import TestKit
import Testing

@testable import HTTPAPI

@Suite("The API's own description")
struct OpenAPITests {
    private let document = OpenAPI.document(RouteTable.routes)

    @Test("Every route is listed with its parameters and statuses", arguments: RouteTable.routes.map(\.id))
    func lists(_ id: String) throws {
        let route = try #require(RouteTable.routes.first { $0.id == id })
        let operation = try #require(document["paths"]?[route.fullPath]?[route.method.rawValue.lowercased()])
        #expect(operation["operationId"]?.string == id)
        #expect(operation["summary"]?.string?.isEmpty == false)
        let responses = try #require(operation["responses"]?.object)
        #expect(responses[String(route.answer.status)] != nil)
        for code in route.documentedProblems { #expect(responses[String(code.entry.status)] != nil) }
        let names = operation["parameters"]?.array?.compactMap { $0["name"]?.string } ?? []
        for name in route.pathParameters { #expect(names.contains(name)) }
    }

    @Test("It lists nothing that is not there, and no id twice")
    func exact() {
        let count = document["paths"]?.object?.values.reduce(0) { $0 + ($1.object?.count ?? 0) }
        #expect(count == RouteTable.routes.count)
        #expect(Set(RouteTable.routes.map(\.id)).count == RouteTable.routes.count)
    }

    @Test("Every schema that is named exists, and each is used")
    func references() {
        var used: Set<String> = []
        collect(document, into: &used)
        let known = Set(document["components"]?["schemas"]?.object?.keys.map { String($0) } ?? [])
        #expect(used.subtracting(known).isEmpty)
        #expect(known.subtracting(used).isEmpty)
    }

    @Test("The router answers every route of the table", arguments: Engine.available)
    func served(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            for route in RouteTable.routes where route.id != "readStream" {
                let path = route.path.replacing("{id}", with: "1").replacing("{key}", with: "a")
                    .replacing("{object}", with: "lead")
                let answer = try await house.send(route.method, path)
                #expect(answer.code != "method.not_allowed", "\(route.id)")
                #expect(answer.header("X-Request-Id") != nil)
            }
        }
    }

    @Test("It is served with a tag and cached by it")
    func cached() async throws {
        try await House.open { house in
            let first = try await house.get("/openapi.json")
            #expect(first["openapi"] == "3.1.0")
            let tag = try #require(first.header("ETag"))
            #expect(try await house.get("/openapi.json", headers: [.ifNoneMatch: tag]).status == 304)
        }
    }

    private func collect(_ value: JSONValue, into used: inout Set<String>) {
        switch value {
        case .object(let members):
            if let name = members["$ref"]?.string { used.insert(String(name.split(separator: "/").last ?? "")) }
            for member in members.values { collect(member, into: &used) }
        case .array(let items):
            for item in items { collect(item, into: &used) }
        default: break
        }
    }
}
