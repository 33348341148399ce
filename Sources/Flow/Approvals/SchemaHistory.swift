import Definitions
import Records
import SQLText
import Storage

/// Definitions as they were published earlier; a running approval keeps the
/// version it began with (P6).
enum SchemaHistory {
    /// A process as it was under a schema number; today's where that set can
    /// no longer be read.
    static func process(of object: String, under number: Int, in change: Change) throws -> ProcessModel? {
        if number != change.schema.number, let old = try schema(number, in: change.connection) {
            return old.process(of: object)
        }
        return change.schema.process(of: object)
    }

    private static func schema(_ number: Int, in connection: any Connection) throws -> Schema? {
        guard let text = try connection.text("SELECT documents FROM definition_set WHERE number = \(number)") else {
            return nil
        }
        return try? Schema.compile(Definition.read(text, as: .json).definitions, number: number)
    }
}
