import HTTPTypes
import Hummingbird
import NIOCore
import Records

/// What a change wants to be answered.
struct Outcome: Sendable {
    var status: HTTPResponse.Status = .ok
    var value: JSONValue
    /// The version that `ETag` names; nil without one.
    var version: Int?
    /// Whether it is a problem that must be committed, such as a refused
    /// stage.
    var isProblem = false
}

extension Call {
    /// Runs one change and answers with its outcome.
    ///
    /// With an `Idempotency-Key` the answer is kept in the same transaction
    /// as the effect: a repeat gets the kept answer and changes nothing.
    func write(
        options: ChangeOptions = ChangeOptions(), _ body: @escaping @Sendable (Change, Viewer) throws -> Outcome
    ) async throws -> Response {
        let member = try member
        let viewer = member.viewer
        guard let key = try idempotencyKey() else {
            let outcome = try await member.workspace.change(by: member.actor, options: options) { change in
                try body(change, viewer)
            }
            return Self.response(outcome)
        }
        let fingerprint = fingerprint
        let kept = try await member.workspace.change(by: member.actor, options: options) { change -> Kept in
            if let answer = try change.answer(for: key, fingerprint: fingerprint) { return .replay(answer) }
            let outcome = try body(change, viewer)
            try change.keep(
                StoredAnswer(status: outcome.status.code, body: outcome.value.bytes), for: key, fingerprint: fingerprint
            )
            return .fresh(outcome)
        }
        switch kept {
        case .fresh(let outcome): return Self.response(outcome)
        case .replay(let answer): return Self.replay(answer)
        }
    }

    private enum Kept: Sendable {
        case fresh(Outcome)
        case replay(StoredAnswer)
    }

    private func idempotencyKey() throws -> String? {
        guard let key = request.headers[.idempotencyKey] else { return nil }
        guard (8...128).contains(key.utf8.count), Shape.Pattern.token.fits(key) else {
            throw Problem.parameter("Idempotency-Key", "应为 8–128 个字母、数字或 ._:-", "use 8 to 128 letters, digits or ._:-")
        }
        return key
    }

    /// The same operation with the same content, however the JSON is spaced.
    private var fingerprint: String {
        Change.fingerprint([Array(route.id.utf8), Array(request.uri.path.utf8), body.bytes])
    }

    private static func response(_ outcome: Outcome) -> Response {
        var headers: HTTPFields = [:]
        if let version = outcome.version { headers[.eTag] = "\"\(version)\"" }
        if outcome.isProblem { headers[.contentType] = "application/problem+json; charset=utf-8" }
        return .json(outcome.value, status: outcome.status, headers: headers)
    }

    private static func replay(_ answer: StoredAnswer) -> Response {
        var headers: HTTPFields = [.idempotentReplay: "true"]
        if answer.status >= 400 { headers[.contentType] = "application/problem+json; charset=utf-8" }
        return .json(bytes: answer.body, status: .init(code: answer.status), headers: headers)
    }
}
