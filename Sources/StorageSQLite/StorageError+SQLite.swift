import GRDBSQLite
import SQLText
import Storage

extension StorageError {
    /// What a SQLite result code means, with the connection's own message.
    init(sqlite pointer: OpaquePointer?, code: Int32, statement: String? = nil) {
        let message = pointer.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? "SQLite code \(code)"
        let kind = Code(sqlite: code)
        let detail = kind == .uniqueViolation ? UniqueIndex.name(in: message, on: pointer) : message
        self.init(code: kind, detail: detail, statement: statement)
    }
}

extension StorageError.Code {
    fileprivate init(sqlite code: Int32) {
        switch (code & 0xFF, code >> 8) {
        case (SQLITE_CONSTRAINT, 6), (SQLITE_CONSTRAINT, 8), (SQLITE_CONSTRAINT, 10): self = .uniqueViolation
        case (SQLITE_CONSTRAINT, _): self = .constraintViolation
        case (SQLITE_BUSY, _), (SQLITE_LOCKED, _): self = .conflict
        case (SQLITE_READONLY, _): self = .readOnly
        case (SQLITE_FULL, _), (SQLITE_IOERR, _), (SQLITE_CORRUPT, _), (SQLITE_NOTADB, _): self = .disk
        case (SQLITE_CANTOPEN, _), (SQLITE_NOMEM, _), (SQLITE_INTERRUPT, _): self = .unavailable
        case (SQLITE_TOOBIG, _): self = .unfitValue
        default: self = .statement
        }
    }
}

/// Finds the index behind SQLite's `UNIQUE constraint failed: lead.phone`,
/// so that callers see the name that PostgreSQL would report.
private enum UniqueIndex {
    static func name(in message: String, on pointer: OpaquePointer?) -> String {
        let prefix = "UNIQUE constraint failed: "
        guard message.hasPrefix(prefix) else { return message }
        let subject = message.dropFirst(prefix.count)
        if subject.hasPrefix("index '"), subject.hasSuffix("'") {
            return String(subject.dropFirst("index '".count).dropLast())
        }
        let pairs = subject.split(separator: ", ").map { $0.split(separator: ".", maxSplits: 1).map(String.init) }
        guard let table = pairs.first?.first, pairs.allSatisfy({ $0.count == 2 }) else { return message }
        let columns = pairs.map { $0[1] }
        return created(on: table, columns, pointer) ?? declared(on: table, columns, pointer)
    }

    /// An index that was given a name.
    private static func created(on table: String, _ columns: [String], _ pointer: OpaquePointer?) -> String? {
        let sql = """
            SELECT list.name FROM pragma_index_list(?1) AS list
            WHERE list."unique" = 1 AND list.origin = 'c' AND ?2 = (
                SELECT group_concat(name, ', ') FROM (SELECT name FROM pragma_index_info(list.name) ORDER BY seqno))
            """
        return text(sql, [table, columns.joined(separator: ", ")], pointer)
    }

    /// A key of the table's own definition, named as PostgreSQL would.
    private static func declared(on table: String, _ columns: [String], _ pointer: OpaquePointer?) -> String {
        let sql =
            "SELECT group_concat(name, ', ') FROM (SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk)"
        let isKey = text(sql, [table], pointer) == columns.joined(separator: ", ")
        return isKey ? "\(table)_pkey" : "\(table)_\(columns.joined(separator: "_"))_key"
    }

    private static func text(_ sql: String, _ values: [String], _ pointer: OpaquePointer?) -> String? {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(pointer, sql, -1, &statement, nil) == SQLITE_OK else { return nil }
        defer { sqlite3_finalize(statement) }
        for (index, value) in values.enumerated() {
            sqlite3_bind_text(statement, Int32(index + 1), value, -1, sqliteCopies)
        }
        guard sqlite3_step(statement) == SQLITE_ROW else { return nil }
        return sqlite3_column_text(statement, 0).map { String(cString: $0) }
    }
}
