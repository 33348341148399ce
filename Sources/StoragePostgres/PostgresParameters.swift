import CPostgres
import SQLText
import Storage

/// The values of one statement as libpq wants them.
///
/// Everything but decimals goes in binary: shorter, and a text needs no NUL
/// behind it.
struct PostgresParameters {
    /// The types of the values; 0 for NULL, which fits any.
    private(set) var types: [Oid] = []
    private var formats: [Int32] = []
    private var lengths: [Int32] = []
    private var offsets: [Int?] = []
    private var bytes: [UInt8] = []

    /// - Throws: ``StorageError/Code/unfitValue``.
    init(_ sql: SQL) throws {
        try sql.forEachValue(for: .postgres) { try append($0) }
    }

    /// Passes values, lengths and formats.
    func withPointers<Result>(
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, [Int32], [Int32]) -> Result
    ) -> Result {
        bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { buffer in
                // An empty buffer has no address, but an empty text is not NULL.
                withUnsafePointer(to: CChar(0)) { nothing in
                    let start = buffer.baseAddress ?? nothing
                    let values = offsets.map { $0.map { start + $0 } }
                    return values.withUnsafeBufferPointer { body(Int32(types.count), $0.baseAddress, lengths, formats) }
                }
            }
        }
    }

    private mutating func append(_ value: SQLValue) throws {
        switch value {
        case .null:
            add(PostgresType.unknown, offset: nil)
        case .integer(let integer):
            let start = bytes.count
            withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
            add(PostgresType.integer, offset: start)
        case .real(let real):
            guard !real.isNaN else { throw StorageError(code: .unfitValue, detail: "not a number") }
            let start = bytes.count
            withUnsafeBytes(of: real.bitPattern.bigEndian) { bytes.append(contentsOf: $0) }
            add(PostgresType.real, offset: start)
        case .text(let text):
            let start = bytes.count
            try append(text)
            add(PostgresType.text, offset: start)
        case .blob(let blob):
            let start = bytes.count
            bytes.append(contentsOf: blob)
            add(PostgresType.bytes, offset: start)
        case .decimal(let decimal):
            let start = bytes.count
            try append(decimal)
            bytes.append(0)
            add(PostgresType.numeric, offset: start, format: 0)
        }
    }

    /// The server would cut a text at its first NUL without a word.
    private mutating func append(_ text: String) throws {
        guard !text.utf8.contains(0) else { throw StorageError(code: .unfitValue, detail: "text with NUL") }
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func add(_ type: Oid, offset: Int?, format: Int32 = 1) {
        types.append(type)
        formats.append(format)
        offsets.append(offset)
        lengths.append(Int32(clamping: offset.map { bytes.count - $0 } ?? 0))
    }
}
