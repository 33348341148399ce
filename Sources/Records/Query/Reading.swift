public import Definitions
public import FormulaLanguage
import SQLText
public import Storage

/// One consistent look at a workspace, inside ``Workspace/read(_:)`` or a
/// ``Change``; must not leave the body.
public final class Reading {
    public let connection: any Connection
    public let directory: Directory
    public let now: Instant
    public let zone: WorkspaceZone
    public var schema: Schema { runtime.schema }

    let runtime: Runtime
    let timelines: TimelineBook
    /// What was read already, so that a chain of automations reads a record
    /// once.
    var cache: [RecordKey: Record] = [:]

    struct RecordKey: Hashable {
        let object: String
        let id: Int64
    }

    init(
        connection: any Connection, runtime: Runtime, directory: Directory, now: Instant, zone: WorkspaceZone,
        timelines: TimelineBook
    ) {
        self.connection = connection
        self.runtime = runtime
        self.directory = directory
        self.now = now
        self.zone = zone
        self.timelines = timelines
    }

    /// A record that is not in the recycle bin, whoever may see it.
    ///
    /// - Throws: ``RecordError`` where there is none.
    public func record(_ object: String, _ id: Int64) throws -> Record {
        let key = RecordKey(object: object, id: id)
        if let known = cache[key] {
            guard known.deletedAt == nil else { throw RecordError.notFound(object) }
            return known
        }
        guard let record = try load(runtime.plan(object), id) else { throw RecordError.notFound(object) }
        cache[key] = record
        guard record.deletedAt == nil else { throw RecordError.notFound(object) }
        return record
    }

    /// A record that a viewer may see.
    ///
    /// - Throws: ``RecordError``, the same for "none" and "not yours".
    public func visibleRecord(_ object: String, _ id: Int64, as viewer: Viewer) throws -> Record {
        let record = try record(object, id)
        guard try canAccess(record, as: viewer, .read) else { throw RecordError.notFound(object) }
        return record
    }

    /// A record from the table, also from the recycle bin.
    func load(_ plan: ObjectPlan, _ id: Int64) throws -> Record? {
        let found = try connection.first(plan.select + " WHERE id = \(id)") { read($0, plan) }
        guard var record = found else { return nil }
        try loadMultis(&record, plan)
        return record
    }

    /// Records by condition, without their multi-value fields.
    func load(_ plan: ObjectPlan, where condition: SQL) throws -> [Record] {
        try connection.rows(plan.select + " WHERE " + condition) { read($0, plan) }
    }

    private func read(_ row: any Row, _ plan: ObjectPlan) -> Record {
        var record = Record(object: plan.object)
        record.id = row.integer(0) ?? 0
        record.version = Int(row.integer(1) ?? 0)
        record.ownerID = row.integer(2)
        record.orgUnitID = row.integer(3)
        record.deletedAt = row.integer(4).map { Instant(milliseconds: $0) }
        for (index, column) in plan.columns.enumerated() {
            record.values[column.position] = ValueCodec.value(row, ObjectPlan.head + index, for: column.field)
        }
        return record
    }

    private func loadMultis(_ record: inout Record, _ plan: ObjectPlan) throws {
        for multi in plan.multis {
            let items = try connection.rows(
                "SELECT \(id: multi.value) FROM \(id: multi.table) WHERE \(id: multi.owner) = \(record.id) ORDER BY position"
            ) { ValueCodec.item($0.text(0), for: multi.field) }
            record.values[multi.position] = items.isEmpty ? .blank : .list(items)
        }
    }
}
