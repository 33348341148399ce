import Definitions
import FormulaLanguage
import Hummingbird
import NIOCore
import Records
import Storage

extension Problem {
    /// The problem that stands for an error of the rooms below.
    init(converting error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as RecordError: self.init(error)
        case let error as FormulaError: self.init(error)
        case let error as DefinitionError: self.init(error)
        case let error as StorageError: self.init(error)
        case let error as JSONError: self.init(error)
        case let error as FileStoreError: self.init(error)
        case let error as WorkspaceError: self.init(error)
        case is NIOTooManyBytesError: self.init(.bodyTooLarge)
        case is CancellationError: self.init(.unavailable, cause: error)
        case let error as HTTPError: self.init(error)
        default: self.init(.internalError, cause: error)
        }
    }

    private init(_ code: ProblemCode, cause: any Error) {
        self.init(code)
        self.cause = cause
    }

    private init(_ error: HTTPError) {
        switch error.status.code {
        case 404: self.init(.notFound)
        case 413: self.init(.bodyTooLarge)
        case 400..<500: self.init(.malformedJSON)
        default: self.init(.internalError, cause: error)
        }
    }

    private init(_ error: RecordError) {
        let code: ProblemCode =
            switch error.kind {
            case .invalid: error.issues.first?.code == "idempotency.mismatch" ? .idempotencyMismatch : .recordInvalid
            case .forbidden: .recordForbidden
            case .notFound: .recordNotFound
            case .conflict: .recordStale
            case .duplicate: .recordDuplicate
            case .gate: .gateRefused
            case .loop: .automationLoop
            }
        self.init(code, items: error.issues.map(Item.init))
        switch error.kind {
        case .conflict(let version): extra["current_version"] = .int(Int64(version))
        case .duplicate(let object, let id): extra["existing"] = ["object": .string(object), "id": .optional(id)]
        case .invalid, .forbidden, .notFound, .gate, .loop: break
        }
    }

    private init(_ error: FormulaError) {
        self.init(.formulaInvalid, error.messageZh, error.messageEn)
        items = [Item(error)]
    }

    private init(_ error: DefinitionError) {
        self.init(.definitionsInvalid, items: error.issues.prefix(200).map(Item.init))
    }

    private init(_ error: JSONError) {
        if error.code == .tooLarge {
            self.init(.bodyTooLarge)
        } else {
            self.init(
                .malformedJSON, "第 \(error.line) 行第 \(error.column) 个字节：\(error.code.rawValue)",
                "Line \(error.line), byte \(error.column): \(error.code.rawValue)")
        }
        extra["reason"] = .string(error.code.rawValue)
    }

    private init(_ error: FileStoreError) {
        switch error {
        case .tooLarge: self.init(.bodyTooLarge)
        case .empty: self.init(.invalidBody, "文件是空的", "The file is empty")
        case .refusedType: self.init(.unsupportedMedia)
        case .disk: self.init(.diskFull, cause: error)
        case .missing: self.init(.notFound, cause: error)
        }
    }

    private init(_ error: WorkspaceError) {
        switch error {
        case .unknown, .badKey: self.init(.sessionRequired, cause: error)
        case .unavailable: self = Problem(.unavailable, cause: error).retrying(after: 5)
        }
    }

    private init(_ error: StorageError) {
        switch error.code {
        case .conflict: self = Problem(.conflict, cause: error).retrying(after: 1)
        case .disk: self.init(.diskFull, cause: error)
        case .unavailable: self = Problem(.unavailable, cause: error).retrying(after: 5)
        case .unfitValue: self.init(.unfitText, cause: error)
        case .uniqueViolation: self.init(.recordDuplicate, cause: error)
        default: self.init(.internalError, cause: error)
        }
    }
}

extension Problem.Item {
    init(_ issue: RecordError.Issue) {
        self.init(
            field: issue.field, code: issue.code, detail: issue.zh, detailEn: issue.en, mend: issue.mendZh,
            mendEn: issue.mendEn)
    }

    init(_ error: FormulaError) {
        let mend = error.suggestion.map { ("也许您想写：\($0)", "Perhaps you meant: \($0)") } ?? ("", "")
        self.init(
            field: nil, code: error.code.rawValue, detail: error.messageZh, detailEn: error.messageEn, mend: mend.0,
            mendEn: mend.1)
        extra["position"] = [.int(Int64(error.position.lowerBound)), .int(Int64(error.position.upperBound))]
        extra["suggestion"] = .optional(error.suggestion)
    }

    init(_ issue: DefinitionIssue) {
        self.init(
            field: issue.path, code: issue.code.rawValue, detail: issue.message.zh,
            detailEn: issue.message.en ?? issue.message.zh, mend: issue.mend.zh,
            mendEn: issue.mend.en ?? issue.mend.zh)
        extra["document"] = .string(issue.document)
        extra["line"] = .optional(issue.line.map { Int64($0) })
        extra["column"] = .optional(issue.column.map { Int64($0) })
    }
}
