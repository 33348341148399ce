import CPostgres
import Storage

/// A refusal of the server, or its silence, with what can be done about it.
struct PostgresFailure: Error {
    enum Remedy {
        /// None: the statement itself is at fault.
        case none
        /// The same transaction may succeed now.
        case repeatTransaction
        /// A table changed under a prepared statement: prepare again.
        case prepareAgain
        /// A new connection.
        case reconnect
    }

    // PG_DIAG_SQLSTATE, _MESSAGE_PRIMARY and _CONSTRAINT_NAME, which C
    // defines as characters.
    private static let stateField: Character = "C"
    private static let messageField: Character = "M"
    private static let constraintField: Character = "n"

    let remedy: Remedy
    let error: StorageError

    init(remedy: Remedy, error: StorageError) {
        self.remedy = remedy
        self.error = error
    }

    /// What a failed result says; nil stands for a result that never came.
    init(result: OpaquePointer?, connection: OpaquePointer?, statement: String?) {
        let state = Self.field(result, Self.stateField)
        let isGone = PQstatus(connection) == CONNECTION_BAD
        // A data exception quotes the datum, which must not reach a log.
        let isQuoting = state?.hasPrefix("22") ?? false
        let message =
            isQuoting
            ? "data exception"
            : Self.field(result, Self.messageField) ?? PQerrorMessage(connection).map { String(cString: $0) }
                ?? "no answer"
        remedy = isGone ? .reconnect : Self.remedy(for: state)
        let code: StorageError.Code = remedy == .reconnect ? .unavailable : Self.code(for: state)
        let constraint = code == .uniqueViolation ? Self.field(result, Self.constraintField) : nil
        let detail = constraint ?? (state.map { "\($0): \(message)" } ?? message)
        error = StorageError(code: code, detail: detail, statement: statement)
    }

    private static func field(_ result: OpaquePointer?, _ code: Character) -> String? {
        guard let result, let ascii = code.asciiValue else { return nil }
        return PQresultErrorField(result, Int32(ascii)).map { String(cString: $0) }
    }

    private static func remedy(for state: String?) -> Remedy {
        switch state {
        case nil: .reconnect
        case "40001", "40P01": .repeatTransaction
        // A cancel meant for the statement before may arrive late.
        case "57014": .repeatTransaction
        // "cached plan must not change result type", "prepared statement
        // does not exist" (a pooler swapped the server connection).
        case "0A000", "26000": .prepareAgain
        case let state? where state.hasPrefix("08") || state.hasPrefix("57P"): .reconnect
        default: .none
        }
    }

    private static func code(for state: String?) -> StorageError.Code {
        switch state {
        case "23505": .uniqueViolation
        case let state? where state.hasPrefix("23"): .constraintViolation
        case "40001", "40P01", "55P03", "57014": .conflict
        case "25006": .readOnly
        case "53100", "58030": .disk
        case "22021", "22P05", "54000": .unfitValue
        case let state? where state.hasPrefix("53"): .unavailable
        default: .statement
        }
    }
}
