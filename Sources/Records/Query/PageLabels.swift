import Definitions
import SQLText
import Storage

/// Labels of records and items of lists for one page.
struct PageLabels {
    private var byColumn: [Int: [Int64: [UInt8]]] = [:]
    private let shape: ListShape

    /// Fetches what the holes of a page lack, one query per column.
    init(_ writer: RowWriter, _ reading: Reading, as viewer: Viewer) throws {
        shape = writer.shape
        for (column, holes) in Dictionary(grouping: writer.holes, by: \.column) where column >= 0 {
            let ids = Array(Set(holes.map(\.id))).sorted()
            switch shape.columns[column].form {
            case .record(let object): byColumn[column] = try PageLabels.records(object, ids, reading, as: viewer)
            case .keys(let table): byColumn[column] = try PageLabels.keys(table, ids, reading)
            case .files(let table): byColumn[column] = try PageLabels.files(table, ids, reading)
            default: break
            }
        }
    }

    func fill(_ hole: RowWriter.Hole, _ output: inout [UInt8]) {
        if let bytes = byColumn[hole.column]?[hole.id] { return output.append(contentsOf: bytes) }
        guard hole.column >= 0, case .record = shape.columns[hole.column].form else { return output.append(json: "[]") }
        // A record that the viewer may not see, or that is in the recycle
        // bin: the reference is told, its name is not.
        output.append(json: "{\"id\":")
        output.append(decimal: hole.id)
        output.append(json: ",\"label\":null}")
    }

    private static func records(
        _ object: String, _ ids: [Int64], _ reading: Reading, as viewer: Viewer
    ) throws -> [Int64: [UInt8]] {
        let plan = try reading.runtime.plan(object)
        let title = plan.object.title
        let restriction = reading.runtime.restriction(plan.object, for: viewer)
        guard !restriction.hidden.contains(title.key) else { return [:] }
        let column = OutputColumn(title, mask: restriction.masked[title.key])
        let expression = try column.expression(reading.sqlContext(as: viewer))
        let scope: SQL = RowScope(viewer: viewer, schema: reading.schema).live(object, alias: "r") ?? "1 = 1"
        var result: [Int64: [UInt8]] = [:]
        try reading.connection.forEachRow(
            "SELECT r.id, r.owner_id, \(expression) FROM \(id: plan.object.table) r WHERE r.id IN (\(padded: ids)) AND \(scope)"
        ) { row in
            let id = row.integer(0) ?? 0
            var text = row.text(2)
            if column.mask != nil, row.integer(1) != viewer.userID { text = text.map(Masking.last4) }
            var bytes: [UInt8] = []
            bytes.append(json: "{\"id\":")
            bytes.append(decimal: id)
            bytes.append(json: ",\"label\":")
            bytes.append(quoted: text ?? "#\(id)")
            bytes.append(UInt8(ascii: "}"))
            result[id] = bytes
            return true
        }
        return result
    }

    private static func keys(_ table: String, _ ids: [Int64], _ reading: Reading) throws -> [Int64: [UInt8]] {
        try lists(
            "SELECT record_id, value FROM \(id: table) WHERE record_id IN (\(padded: ids)) ORDER BY record_id, position",
            reading
        ) { row, bytes in bytes.append(quoted: row.text(1) ?? "") }
    }

    private static func files(_ table: String, _ ids: [Int64], _ reading: Reading) throws -> [Int64: [UInt8]] {
        try lists(
            """
            SELECT m.record_id, f.id, f.name, f.mime, f.size FROM \(id: table) m
            JOIN file f ON f.id = CAST(m.value AS BIGINT)
            WHERE m.record_id IN (\(padded: ids)) ORDER BY m.record_id, m.position
            """, reading
        ) { row, bytes in
            JSONValue.object([
                "id": .int(row.integer(1) ?? 0), "name": .string(row.text(2) ?? ""),
                "mime": .string(row.text(3) ?? ""), "size": .int(row.integer(4) ?? 0),
            ]).write(to: &bytes)
        }
    }

    /// Rows with the same first column as one array.
    private static func lists(
        _ sql: SQL, _ reading: Reading, _ write: (any Row, inout [UInt8]) -> Void
    ) throws -> [Int64: [UInt8]] {
        var result: [Int64: [UInt8]] = [:]
        try reading.connection.forEachRow(sql) { row in
            let id = row.integer(0) ?? 0
            result[id, default: []].append(result[id] == nil ? UInt8(ascii: "[") : UInt8(ascii: ","))
            write(row, &result[id, default: []])
            return true
        }
        for id in result.keys { result[id]?.append(UInt8(ascii: "]")) }
        return result
    }
}

extension SQL.StringInterpolation {
    /// Binds ids in a list whose length is rounded up (8, 16, 32 … 256), so
    /// that pages of different lengths share one prepared statement. The
    /// last id fills the rest.
    mutating func appendInterpolation(padded ids: [Int64]) {
        guard let last = ids.last else { return appendInterpolation(values: ids) }
        var size = 8
        while size < ids.count { size *= 2 }
        appendInterpolation(values: ids + Array(repeating: last, count: size - ids.count))
    }
}
