import Definitions
import FormulaLanguage
import Records
import TestKit
import Testing

typealias Person = SampleCompany.Person
typealias Unit = SampleCompany.Unit

extension Workspace {
    /// Makes a lead and returns its number.
    @discardableResult
    func lead(
        _ name: String = "张三", by actor: Actor = .user(Person.rep1), _ values: [String: Value] = [:],
        clientKey: String? = nil
    ) async throws -> Int64 {
        try await change(by: actor) { change in
            try change.insert("lead", values.merging(["name": .text(name)]) { $1 }, clientKey: clientKey).id
        }
    }

    @discardableResult
    func insert(_ object: String, by actor: Actor = .system, _ values: [String: Value]) async throws -> Int64 {
        try await change(by: actor) { try $0.insert(object, values).id }
    }

    @discardableResult
    func update(
        _ object: String, _ id: Int64, by actor: Actor, _ values: [String: Value], version: Int? = nil
    ) async throws -> Record {
        try await change(by: actor) { try $0.update(object, id, values, version: version) }
    }

    /// A page of a list as a value.
    func page(_ request: ListRequest, as userID: Int64) async throws -> JSONValue {
        let viewer = try viewer(userID)
        return try await read { reading in
            var bytes: [UInt8] = []
            let page = try reading.list(request, as: viewer, into: &bytes)
            let json = try JSONValue(parsing: bytes)
            #expect(json["items"]?.array?.count == page.count)
            #expect(json["next_cursor"]?.string == page.nextCursor)
            return json
        }
    }

    /// The numbers of a list, page by page to its end.
    func ids(_ request: ListRequest, as userID: Int64) async throws -> [Int64] {
        var request = request
        var result: [Int64] = []
        repeat {
            let page = try await page(request, as: userID)
            result += page["items"]?.array?.compactMap { $0["id"]?.int } ?? []
            request.cursor = page["next_cursor"]?.string
        } while request.cursor != nil
        return result
    }

    func count(_ request: ListRequest, as userID: Int64, limit: Int? = nil) async throws -> Int {
        let viewer = try viewer(userID)
        return try await read { try $0.count(request, as: viewer, limit: limit) }
    }

    /// One record as the API shows it.
    func shown(_ object: String, _ id: Int64, as userID: Int64) async throws -> JSONValue {
        let viewer = try viewer(userID)
        return try await read { try $0.record(object, id, as: viewer) }
    }

    func events(_ object: String, _ id: Int64) async throws -> [Event] {
        try await read { try $0.events(on: object, id) }
    }

    func user(_ id: Int64) -> Value { .reference(object: "user", id: id) }

    func formula(_ source: String, on object: String) throws -> Formula {
        try Formula.compile(source, in: schema.scope(for: object))
    }
}

/// A reference value.
func ref(_ object: String, _ id: Int64) -> Value { .reference(object: object, id: id) }

/// 元 as a value.
func yuan(_ amount: Int) -> Value { .number(ExactNumber(amount)) }

/// The refusal that a body must meet.
func refusal<Result>(
    _ body: () async throws -> Result, sourceLocation: SourceLocation = #_sourceLocation
) async -> RecordError? {
    do {
        _ = try await body()
        Issue.record("nothing was refused", sourceLocation: sourceLocation)
        return nil
    } catch let error as RecordError {
        return error
    } catch {
        Issue.record("\(error)", sourceLocation: sourceLocation)
        return nil
    }
}

extension RecordError {
    /// `value.required(name)`, sorted.
    var codes: [String] {
        issues.map { issue in issue.field.map { "\(issue.code)(\($0))" } ?? issue.code }.sorted()
    }
}
