import Storage

/// A change that waits for the writer. Touched by the submitting task until
/// it is handed over, by the writer's thread afterwards.
class PendingChange: @unchecked Sendable {
    /// Whether it needs the writer for itself, outside any transaction.
    let isMigration: Bool

    init(isMigration: Bool) {
        self.isMigration = isMigration
    }

    /// Runs the body and keeps its value; may be called again.
    func run(on connection: SQLiteConnection) throws {}

    /// Lets the caller go on with the value.
    func succeed() {}

    /// Lets the caller go on with an error.
    func fail(_ error: any Error) {}
}

/// The change of one caller.
final class TypedChange<Value: Sendable>: PendingChange, @unchecked Sendable {
    private let body: @Sendable (any Connection) throws -> Value
    private let continuation: CheckedContinuation<Value, any Error>
    private var value: Value?

    init(
        isMigration: Bool, body: @escaping @Sendable (any Connection) throws -> Value,
        continuation: CheckedContinuation<Value, any Error>
    ) {
        self.body = body
        self.continuation = continuation
        super.init(isMigration: isMigration)
    }

    override func run(on connection: SQLiteConnection) throws {
        value = try body(connection)
    }

    override func succeed() {
        if let value { continuation.resume(returning: value) }
    }

    override func fail(_ error: any Error) {
        continuation.resume(throwing: error)
    }
}
