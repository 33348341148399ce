public import Definitions
public import Storage

/// Clocks that events start and touches stop (L8).
public enum Deadlines {
    /// A record's deadlines, oldest first.
    public static func list(
        _ object: String, _ id: Int64, in connection: any Connection
    ) throws -> [DeadlineRow] {
        try DeadlineStore.all(object, id, in: connection)
    }

    /// The clock of a record that runs now and ends first.
    public static func running(
        _ object: String, _ id: Int64, in connection: any Connection
    ) throws -> DeadlineRow? {
        try DeadlineStore.all(object, id, in: connection)
            .filter { $0.machine.state == .open }
            .min { $0.machine.targetAt < $1.machine.targetAt }
    }

    /// What a screen calls a deadline's SLA.
    public static func label(_ row: DeadlineRow, in schema: Schema) -> Label {
        schema.slas.first { $0.definition.key == row.sla }?.definition.label ?? Label(row.sla)
    }
}
