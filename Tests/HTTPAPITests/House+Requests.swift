import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Records
import Testing

@testable import HTTPAPI

/// An answer with its JSON.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String

    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        text = String(buffer: response.body)
    }

    var json: JSONValue { (try? JSONValue(parsing: text)) ?? .null }
    var code: String? { json["code"]?.string }
    subscript(key: String) -> JSONValue? { json[key] }
    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
}

/// Who sends a request.
enum Sender: Sendable {
    case nobody
    case cookie(String)
    case token(String)
}

extension House {
    /// Logs in and returns the cookie's sender.
    func logIn(_ name: String, in key: String = "main", password: String = House.password) async throws -> Sender {
        let answer = try await send(
            .post, "/session", ["login": .string("\(name)@\(key)"), "password": .string(password)])
        #expect(answer.status == 200, "\(answer.text)")
        return .cookie(try #require(Self.cookie(answer)))
    }

    static func cookie(_ answer: Answer) -> String? {
        answer.headers[.setCookie]?.split(separator: ";").first?.split(separator: "=", maxSplits: 1).last.map(
            String.init)
    }

    func get(_ path: String, as sender: Sender = .nobody, headers: HTTPFields = [:]) async throws -> Answer {
        try await send(.get, path, nil, as: sender, headers: headers)
    }

    /// Sends JSON as the web app does.
    @discardableResult
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil, as sender: Sender = .nobody,
        headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        if body != nil { headers[.contentType] = headers[.contentType] ?? "application/json" }
        if headers[.requestedWith] == nil { headers[.requestedWith] = "yuyan" }
        return try await raw(method, path, body.map { $0.bytes }, as: sender, headers: headers)
    }

    /// Sends exactly what is given.
    @discardableResult
    func raw(
        _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8]?, as sender: Sender = .nobody,
        headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        switch sender {
        case .nobody: break
        case .cookie(let value): headers[.cookie] = "\(SessionCookie.name)=\(value)"
        case .token(let value): headers[.authorization] = "Bearer \(value)"
        }
        let uri = path.hasPrefix("//") ? String(path.dropFirst()) : RouteTable.root + path
        return try await client.execute(
            uri: uri, method: method, headers: headers, body: body.map { ByteBuffer(bytes: $0) }
        ) { Answer($0) }
    }

    /// Makes a lead and returns it.
    func makeLead(_ name: String, as sender: Sender, _ more: [String: JSONValue] = [:]) async throws -> JSONValue {
        let values = more.merging(["name": .string(name)]) { own, _ in own }
        let answer = try await send(.post, "/objects/lead/records", ["values": .object(values)], as: sender)
        #expect(answer.status == 201, "\(answer.text)")
        return answer.json
    }
}

extension JSONValue {
    /// The id of a record's document.
    var id: Int64 { self["id"]?.int ?? 0 }
}
