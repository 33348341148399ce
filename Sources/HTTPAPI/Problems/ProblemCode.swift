/// The stable names of everything that can go wrong in an answer.
///
/// Clients compare these; words may change, codes never do. A new case does
/// not compile before it has a status and words.
public enum ProblemCode: String, Sendable, Hashable, CaseIterable {
    // What was sent
    case malformedJSON = "json.malformed"
    case invalidBody = "body.invalid"
    case bodyTooLarge = "body.too_large"
    case unsupportedMedia = "body.unsupported"
    case invalidParameter = "parameter.invalid"
    case idempotencyMismatch = "idempotency.mismatch"
    // Who sent it
    case sessionRequired = "session.required"
    case loginFailed = "login.failed"
    case loginLocked = "login.locked"
    case tokenInvalid = "token.invalid"
    case originRefused = "origin.refused"
    case forbidden = "access.forbidden"
    case rateLimited = "rate.limited"
    // Where it was sent
    case notFound = "resource.not_found"
    case methodNotAllowed = "method.not_allowed"
    // Records
    case recordInvalid = "record.invalid"
    case recordForbidden = "record.forbidden"
    case recordNotFound = "record.not_found"
    case recordStale = "record.stale"
    case recordDuplicate = "record.duplicate"
    case gateRefused = "gate.refused"
    case automationLoop = "change.loop"
    // Configuration
    case formulaInvalid = "formula.invalid"
    case definitionsInvalid = "definitions.invalid"
    case clockFixed = "clock.fixed"
    // The house itself
    case conflict = "storage.conflict"
    case diskFull = "storage.disk"
    case unavailable = "storage.unavailable"
    case unfitText = "storage.unfit"
    case internalError = "server.internal"
}

/// One line of the table of problems.
struct ProblemEntry: Sendable {
    let status: Int
    let title: String
    let titleEn: String
    let mend: String
    let mendEn: String

    init(_ status: Int, _ title: String, _ titleEn: String, mend: String, _ mendEn: String) {
        self.status = status
        self.title = title
        self.titleEn = titleEn
        self.mend = mend
        self.mendEn = mendEn
    }
}
