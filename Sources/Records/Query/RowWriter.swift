import Definitions
import SQLText
import Storage

/// Writes rows as JSON while they pass.
///
/// What is not in the row itself (labels of records, items of lists) leaves
/// a hole, which is filled for the whole page by one query per column.
struct RowWriter {
    /// A place in the output where something is still missing.
    struct Hole {
        let offset: Int
        let column: Int
        /// The record pointed to, or the record whose items these are.
        let id: Int64
    }

    let shape: ListShape
    let viewer: Viewer
    let directory: Directory
    var output: [UInt8] = []
    var holes: [Hole] = []
    /// Number of the row and its sort value, for the cursor.
    private(set) var lastID: Int64 = 0
    private(set) var lastKey: SQLValue = .null
    private(set) var lastOwner: Int64?

    init(_ shape: ListShape, viewer: Viewer, directory: Directory, capacity: Int = 16_384) {
        self.shape = shape
        self.viewer = viewer
        self.directory = directory
        output.reserveCapacity(capacity)
    }

    /// One item of a list: `{"id":7,"version":3,…,"<key>":…}`.
    mutating func writeItem(_ row: any Row) {
        output.append(UInt8(ascii: "{"))
        writeHead(row)
        writeColumns(row, after: true)
        output.append(UInt8(ascii: "}"))
    }

    /// `"id":7,"version":3,"title":…,"owner":…,"org_unit":…,"warning":…`
    mutating func writeHead(_ row: any Row) {
        lastID = row.integer(0) ?? 0
        lastKey = row.value(6)
        lastOwner = row.integer(2)
        output.append(json: "\"id\":")
        output.append(decimal: lastID)
        output.append(json: ",\"version\":")
        output.append(decimal: row.integer(1) ?? 0)
        output.append(json: ",\"title\":")
        writeTitle(row)
        output.append(json: ",\"owner\":")
        append(directory.memberJSON, lastOwner)
        output.append(json: ",\"org_unit\":")
        append(directory.unitJSON, row.integer(3))
        output.append(json: ",\"warning\":")
        writeText(row, 4)
        output.append(json: ",\"warning_reason\":")
        writeText(row, 5)
    }

    /// `"<key>":<value>` for each column asked for.
    mutating func writeColumns(_ row: any Row, after isAfter: Bool) {
        for position in shape.steps.indices {
            let step = shape.steps[position]
            if isAfter || position > 0 { output.append(UInt8(ascii: ",")) }
            output.append(contentsOf: shape.names[step.nameStart..<step.nameEnd])
            switch step.kind {
            case .integer: writeInteger(row, step.index)
            case .decimal: writeDecimal(row, step.index, scale: step.scale)
            case .boolean: writeBoolean(row, step.index)
            case .text: writeText(row, step.index)
            case .user: append(directory.memberJSON, row.integer(step.index))
            case .department: append(directory.unitJSON, row.integer(step.index))
            case .other: write(shape.columns[position], row, step.index, position)
            }
        }
    }

    private mutating func writeTitle(_ row: any Row) {
        guard let title = shape.title else { return output.append(json: "null") }
        write(title, row, ListShape.headCount, -1)
    }

    private mutating func write(_ column: OutputColumn, _ row: any Row, _ index: Int, _ position: Int) {
        if let mask = column.mask, lastOwner != viewer.userID {
            return writeMasked(mask, column, row, index)
        }
        switch column.form {
        case .integer: writeInteger(row, index)
        case .decimal(let scale): writeDecimal(row, index, scale: scale)
        case .boolean: writeBoolean(row, index)
        case .text: writeText(row, index)
        case .user: append(directory.memberJSON, row.integer(index))
        case .department: append(directory.unitJSON, row.integer(index))
        case .record:
            guard let id = row.integer(index) else { return output.append(json: "null") }
            holes.append(Hole(offset: output.count, column: position, id: id))
        case .keys, .files:
            holes.append(Hole(offset: output.count, column: position, id: lastID))
        }
    }

    private mutating func writeMasked(_ mask: MaskDefinition.Style, _ column: OutputColumn, _ row: any Row, _ index: Int) {
        guard mask == .last4, case .text = column.form, let text = row.text(index) else {
            return output.append(json: "null")
        }
        output.append(quoted: Masking.last4(text))
    }

    private mutating func writeInteger(_ row: any Row, _ index: Int) {
        if let value = row.integer(index) { output.append(decimal: value) } else { output.append(json: "null") }
    }

    private mutating func writeDecimal(_ row: any Row, _ index: Int, scale: Int) {
        if let value = row.integer(index) { output.append(scaled: value, scale: scale) } else { output.append(json: "null") }
    }

    private mutating func writeBoolean(_ row: any Row, _ index: Int) {
        switch row.integer(index) {
        case nil: output.append(json: "null")
        case 0?: output.append(json: "false")
        case _?: output.append(json: "true")
        }
    }

    private mutating func writeText(_ row: any Row, _ index: Int) {
        let isFilled: Void? = row.withText(index) { output.append(quoted: $0) }
        if isFilled == nil { output.append(json: "null") }
    }

    private mutating func append(_ labels: [Int64: [UInt8]], _ id: Int64?) {
        guard let id else { return output.append(json: "null") }
        if let json = labels[id] {
            output.append(contentsOf: json)
        } else {
            output.append(json: "{\"id\":")
            output.append(decimal: id)
            output.append(json: ",\"label\":\"\"}")
        }
    }

    /// The output with every hole filled; `fill` writes what belongs there.
    func filled(_ fill: (Hole, inout [UInt8]) -> Void) -> [UInt8] {
        guard !holes.isEmpty else { return output }
        var result: [UInt8] = []
        result.reserveCapacity(output.count + holes.count * 48)
        var start = 0
        for hole in holes {
            result.append(contentsOf: output[start..<hole.offset])
            fill(hole, &result)
            start = hole.offset
        }
        result.append(contentsOf: output[start...])
        return result
    }
}
