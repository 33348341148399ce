import Definitions
import FormulaLanguage
import SQLText
import Storage

extension Reading {
    /// Writes one record as the API shows it:
    /// `{"id","object","version","title","owner","org_unit","warning","values","rights"}`.
    ///
    /// - Throws: ``RecordError``, the same for "none" and "not yours".
    public func record(_ object: String, _ id: Int64, as viewer: Viewer, into output: inout [UInt8]) throws {
        let record = try visibleRecord(object, id, as: viewer)
        let plan = try runtime.plan(object)
        let restriction = runtime.restriction(plan.object, for: viewer)
        let shown = plan.object.fields.map(\.key).filter { !restriction.hidden.contains($0) && !Reading.internalKeys.contains($0) }
        let request = ListRequest(object: object, sort: .init(field: "id"), columns: shown)
        let shape = try runtime.shape(request, as: viewer)
        let head = try shape.head { sqlContext(as: viewer) }
        var writer = RowWriter(shape, viewer: viewer, directory: directory, capacity: 4096)
        writer.output.append(json: "{\"object\":")
        writer.output.append(quoted: object)
        writer.output.append(UInt8(ascii: ","))
        try connection.forEachRow("\(head) FROM \(id: plan.object.table) r WHERE r.id = \(id)") { row in
            writer.writeHead(row)
            writer.output.append(json: ",\"values\":{")
            writer.writeColumns(row, after: false)
            writer.output.append(json: "},\"rights\":")
            return false
        }
        try rights(on: record, as: viewer).write(to: &writer.output)
        writer.output.append(UInt8(ascii: "}"))
        output.append(contentsOf: writer.filled(try PageLabels(writer, self, as: viewer).fill))
    }

    /// The same as a value; ``record(_:_:as:into:)`` is quicker.
    public func record(_ object: String, _ id: Int64, as viewer: Viewer) throws -> JSONValue {
        var bytes: [UInt8] = []
        try record(object, id, as: viewer, into: &bytes)
        return try JSONValue(parsing: bytes, limits: JSONLimits(bytes: .max))
    }

    /// What the viewer may do with a record: `write`, `delete`, `convert`,
    /// `move`, `export`.
    public func rights(on record: Record, as viewer: Viewer) throws -> JSONValue {
        let key = record.object.key
        let grant = viewer.grant(for: key)
        let canWrite = try canAccess(record, as: viewer, .write)
        let canConvert = canWrite && schema.conversions.contains { $0.definition.object == key }
        return [
            "write": .bool(canWrite), "delete": .bool(canWrite && grant.delete), "convert": .bool(canConvert),
            "move": .bool(canWrite && schema.process(of: key) != nil), "export": .bool(grant.export),
        ]
    }

    /// Written beside the values, or of no use on a screen.
    private static let internalKeys: Set<String> = [
        "id", "version", "owner", "org_unit", "deleted_at", "client_key", "warning", "warning_reason",
    ]
}
