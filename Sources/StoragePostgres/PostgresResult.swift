import CPostgres
import SQLText
import Storage

/// A result of the server, freed with its last owner.
final class PostgresResult {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        PQclear(pointer)
    }

    var rowCount: Int32 { PQntuples(pointer) }

    /// Rows inserted, updated or deleted; 0 for a query.
    var changedRows: Int {
        guard let tag = PQcmdStatus(pointer), !String(cString: tag).hasPrefix("SELECT") else { return 0 }
        return PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0
    }

    /// What the server says it did, such as `COMMIT`.
    var tag: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }
}

/// One row of a result; values are in PostgreSQL's text format.
struct PostgresRow: Row {
    let result: OpaquePointer
    let index: Int32

    var count: Int { Int(PQnfields(result)) }

    func isNull(_ column: Int) -> Bool { PQgetisnull(result, index, Int32(column)) != 0 }

    func integer(_ column: Int) -> Int64? {
        withText(column) { bytes in
            let text = Substring(decoding: bytes, as: UTF8.self)
            if let integer = Int64(text) { return integer }
            if PQftype(result, Int32(column)) == PostgresType.boolean { return text == "t" ? 1 : 0 }
            // Like SQLite: the part before the point.
            return Int64(text.prefix { $0 != "." }) ?? Int64(exactly: (Double(text) ?? 0).rounded(.towardZero)) ?? 0
        }
    }

    func real(_ column: Int) -> Double? {
        withText(column) { bytes in
            let text = Substring(decoding: bytes, as: UTF8.self)
            if let real = Double(text) { return real }
            return text == "t" ? 1 : 0
        }
    }

    func text(_ column: Int) -> String? {
        withText(column) { String(decoding: $0, as: UTF8.self) }
    }

    func blob(_ column: Int) -> [UInt8]? {
        withText(column) { bytes in
            PQftype(result, Int32(column)) == PostgresType.bytes ? unhex(bytes) : Array(bytes)
        }
    }

    func value(_ column: Int) -> SQLValue {
        switch PQftype(result, Int32(column)) {
        case PostgresType.integer, PostgresType.integer4, PostgresType.integer2, PostgresType.boolean:
            integer(column).map(SQLValue.integer) ?? .null
        case PostgresType.real, PostgresType.real4: real(column).map(SQLValue.real) ?? .null
        case PostgresType.bytes: blob(column).map(SQLValue.blob) ?? .null
        case PostgresType.numeric: text(column).map(SQLValue.decimal) ?? .null
        default: text(column).map(SQLValue.text) ?? .null
        }
    }

    func withText<Result>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result? {
        guard !isNull(column), let start = PQgetvalue(result, index, Int32(column)) else { return nil }
        let count = Int(PQgetlength(result, index, Int32(column)))
        return try body(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// `\x00ff` → bytes.
    private func unhex(_ text: UnsafeRawBufferPointer) -> [UInt8] {
        func digit(_ byte: UInt8) -> UInt8 { byte < 0x3A ? byte &- 0x30 : byte &- 0x57 }
        return stride(from: 2, to: text.count - 1, by: 2).map { digit(text[$0]) << 4 | digit(text[$0 + 1]) }
    }
}

/// Numbers of the types that the driver knows, from `pg_type`.
enum PostgresType {
    static let unknown: Oid = 0
    static let boolean: Oid = 16
    static let bytes: Oid = 17
    static let integer: Oid = 20
    static let integer2: Oid = 21
    static let integer4: Oid = 23
    static let text: Oid = 25
    static let real4: Oid = 700
    static let real: Oid = 701
    static let numeric: Oid = 1700
}
