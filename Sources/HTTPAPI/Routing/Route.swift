import HTTPTypes
import Hummingbird

/// Two languages of a short text in the documentation.
struct Words: Sendable {
    let zh: String
    let en: String

    init(_ zh: String, _ en: String) {
        self.zh = zh
        self.en = en
    }
}

/// One operation of the API: its documentation, its checks and its handler.
///
/// The router, the OpenAPI document and the tests all read the same table of
/// these.
struct Route: Sendable {
    /// Who may call it.
    enum Access: Sendable, Hashable {
        /// Anybody; the budget of requests is kept per address.
        case anyone(Budget)
        /// A logged-in browser or a token.
        case member
        /// A logged-in browser only.
        case session
        /// A member whose role administers.
        case administrator
        /// The machine itself or an administrator.
        case operations
    }

    /// Which rate limit counts for an open route.
    enum Budget: Sendable, Hashable { case read, form, logIn, none }

    /// What a request carries.
    enum Body: Sendable {
        case none
        /// JSON of a shape, up to 1 MB; `limit` where less is enough.
        case json(Shape, limit: Int = 1 << 20)
        /// Bytes that the handler streams itself.
        case bytes(limit: Int)
    }

    /// A successful answer.
    struct Answer: Sendable {
        let status: Int
        let media: String
        let shape: Shape
        let help: Words

        static func json(_ status: Int = 200, _ shape: Shape, _ help: Words) -> Answer {
            Answer(status: status, media: "application/json", shape: shape, help: help)
        }

        static func empty(_ help: Words) -> Answer {
            Answer(status: 204, media: "", shape: .any, help: help)
        }

        static func media(_ media: String, _ help: Words) -> Answer {
            Answer(status: 200, media: media, shape: .text(max: .max), help: help)
        }
    }

    let method: HTTPRequest.Method
    /// Below the API's root unless it starts with `//`; `{name}` for a part.
    let path: String
    let id: String
    let tag: String
    let summary: Words
    let access: Access
    var query: [QueryParameter] = []
    var body: Body = .none
    let answer: Answer
    /// Problems of its own, beside those every route of its access has.
    var problems: [ProblemCode] = []
    /// Whether `If-Match`, `If-None-Match` and `Idempotency-Key` mean something.
    var headers: [HeaderParameter] = []
    let handler: @Sendable (Call) async throws -> Response
}

/// A parameter in the address.
struct QueryParameter: Sendable {
    let name: String
    let shape: Shape
    let help: Words

    init(_ name: String, _ shape: Shape, _ zh: String, _ en: String) {
        self.name = name
        self.shape = shape
        help = Words(zh, en)
    }
}

/// A header that an operation reads.
enum HeaderParameter: String, Sendable, CaseIterable {
    case idempotencyKey = "Idempotency-Key"
    case ifMatch = "If-Match"
    case ifNoneMatch = "If-None-Match"
    case fileName = "X-File-Name"

    var help: Words {
        switch self {
        case .idempotencyKey: Words("防重键：相同键的重复提交只生效一次", "Repeats with the same key take effect once")
        case .ifMatch: Words("记录版本，如 \"3\"；不一致时返回 412", "The record's version, such as \"3\"; 412 if another")
        case .ifNoneMatch: Words("已有内容的 ETag；未变时返回 304", "ETag of what is at hand; 304 if unchanged")
        case .fileName: Words("文件名（URL 编码）", "The file's name, URL encoded")
        }
    }
}

extension Route {
    /// The whole path, such as `/api/v1/objects/{object}/records`.
    var fullPath: String {
        path.hasPrefix("//") ? String(path.dropFirst()) : RouteTable.root + path
    }

    /// The names in braces, in order.
    var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// Whether a browser's cookie alone must not be enough: see the origin
    /// check.
    var isWrite: Bool { method != .get && method != .head }

    /// Every problem an answer may be, in the order of the table.
    var documentedProblems: [ProblemCode] {
        var codes = Set(problems)
        codes.formUnion([.internalError, .unavailable, .conflict, .diskFull, .invalidParameter])
        switch access {
        case .anyone(.none): break
        case .anyone: codes.insert(.rateLimited)
        case .member: codes.formUnion([.sessionRequired, .tokenInvalid, .rateLimited, .forbidden])
        case .session: codes.formUnion([.sessionRequired, .tokenInvalid, .rateLimited, .forbidden])
        case .administrator: codes.formUnion([.sessionRequired, .tokenInvalid, .rateLimited, .forbidden])
        case .operations: codes.formUnion([.sessionRequired, .forbidden, .tokenInvalid])
        }
        if isWrite, access != .anyone(.form) { codes.insert(.originRefused) }
        switch body {
        case .none: break
        case .json: codes.formUnion([.malformedJSON, .invalidBody, .bodyTooLarge, .unsupportedMedia])
        case .bytes: codes.formUnion([.bodyTooLarge, .unsupportedMedia])
        }
        if isWrite { codes.insert(.unfitText) }
        if headers.contains(.idempotencyKey) { codes.insert(.idempotencyMismatch) }
        if headers.contains(.ifMatch) { codes.insert(.recordStale) }
        return ProblemCode.allCases.filter(codes.contains)
    }
}
