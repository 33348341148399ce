import HTTPTypes
import Hummingbird
import NIOCore
import Records

/// What a client is told when something goes wrong (RFC 9457).
///
/// The raw cause never stands in it; that goes to the log.
struct Problem: Error, Sendable {
    /// One of several things wrong.
    struct Item: Sendable, Hashable {
        var field: String?
        var code: String
        var detail: String
        var detailEn: String
        var mend: String
        var mendEn: String
        /// Further members, such as a position in a formula.
        var extra: [String: JSONValue] = [:]
    }

    let code: ProblemCode
    /// What exactly is wrong; the code's title where nil.
    var detail: String?
    var detailEn: String?
    var field: String?
    var items: [Item] = []
    /// Further members, such as the current record.
    var extra: [String: JSONValue] = [:]
    var headers: HTTPFields = [:]
    /// The raw cause, for the log only.
    var cause: (any Error)?
    /// Told to the user so that an administrator finds the log line.
    var requestID: String?

    init(_ code: ProblemCode, _ detail: String? = nil, _ detailEn: String? = nil, field: String? = nil) {
        self.code = code
        self.detail = detail
        self.detailEn = detailEn
        self.field = field
    }

    /// A problem made of several; the first one gives the detail.
    init(_ code: ProblemCode, items: [Item]) {
        self.code = code
        self.items = items
        detail = items.first?.detail
        detailEn = items.first?.detailEn
        field = items.first?.field
    }

    /// The same problem with the seconds after which to try again.
    func retrying(after seconds: Int) -> Problem {
        var copy = self
        copy.headers[.retryAfter] = String(seconds)
        return copy
    }

    /// The document that is sent.
    var document: JSONValue {
        let entry = code.entry
        var members: [String: JSONValue] = [
            "type": .string("urn:yuyan:problem:" + code.rawValue), "status": .int(Int64(entry.status)),
            "title": .string(entry.title), "title_en": .string(entry.titleEn), "code": .string(code.rawValue),
            "detail": .string(detail ?? entry.title), "detail_en": .string(detailEn ?? entry.titleEn),
            "mend": .string(items.first?.mend ?? entry.mend), "mend_en": .string(items.first?.mendEn ?? entry.mendEn),
            "field": .optional(field), "errors": .array(items.map(\.document)),
        ]
        if let requestID { members["request_id"] = .string(requestID) }
        members.merge(extra) { own, _ in own }
        return .object(members)
    }
}

extension Problem.Item {
    var document: JSONValue {
        let members: [String: JSONValue] = [
            "field": .optional(field), "code": .string(code), "detail": .string(detail),
            "detail_en": .string(detailEn), "mend": .string(mend), "mend_en": .string(mendEn),
        ]
        return .object(members.merging(extra) { own, _ in own })
    }
}

extension Problem: HTTPResponseError {
    var status: HTTPResponse.Status { .init(code: code.entry.status) }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        var headers = headers
        headers[.contentType] = "application/problem+json; charset=utf-8"
        headers[.cacheControl] = "no-store"
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: document.bytes)))
    }
}
