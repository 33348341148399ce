import GRDBSQLite
import SQLText
import Storage

/// A prepared statement.
final class SQLiteStatement {
    let pointer: OpaquePointer
    /// The text, for error messages.
    let text: String
    /// Whether it can change the schema, which SQLite's change counter
    /// does not show.
    let isSchemaChange: Bool
    /// Whether only the driver may run it.
    let isTransactionControl: Bool
    /// Whether a loop over its rows is running.
    var isBusy = false
    /// Whether it was used since the cache last looked.
    var wasUsed = true

    init(_ text: String, on database: OpaquePointer, isKept: Bool) throws {
        var prepared: OpaquePointer?
        let flags = isKept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
        let (code, hasMore) = text.withCString { start in
            var rest: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v3(database, start, -1, flags, &prepared, &rest)
            return (code, rest.map { !String(cString: $0).allSatisfy { $0.isWhitespace || $0 == ";" } } ?? false)
        }
        guard code == SQLITE_OK else { throw StorageError(sqlite: database, code: code, statement: text) }
        guard let prepared, !hasMore else {
            sqlite3_finalize(prepared)
            throw StorageError(code: .statement, detail: "not exactly one statement", statement: text)
        }
        pointer = prepared
        self.text = text
        isTransactionControl = (try? TransactionWords.refuse(in: text)) == nil
        isSchemaChange = sqlite3_stmt_readonly(prepared) == 0 && !Self.changesRows(text)
    }

    deinit {
        sqlite3_finalize(pointer)
    }

    private static func changesRows(_ text: String) -> Bool {
        let word = text.drop { $0.isWhitespace }.prefix { $0.isLetter }.uppercased()
        return ["INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"].contains(word)
    }

    /// Binds one value; `index` starts at 1.
    func bind(_ value: SQLValue, at index: Int32) throws {
        let code: Int32
        switch value {
        case .null: code = sqlite3_bind_null(pointer, index)
        case .integer(let integer): code = sqlite3_bind_int64(pointer, index, integer)
        case .real(let real):
            // SQLite would store NULL.
            guard !real.isNaN else { throw unfit("not a number") }
            code = sqlite3_bind_double(pointer, index, real)
        case .text(""), .decimal(""):
            // As below: the address must not be null.
            code = sqlite3_bind_text(pointer, index, "", 0, sqliteCopies)
        case .text(var text), .decimal(var text):
            code = try text.withUTF8 { bytes in
                guard !bytes.contains(0) else { throw unfit("text with NUL") }
                return bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text64(
                        pointer, index, $0.baseAddress, UInt64($0.count), sqliteCopies, UInt8(SQLITE_UTF8))
                }
            }
        case .blob(let bytes):
            code = bytes.withUnsafeBytes {
                // A null address would bind NULL instead of no bytes.
                $0.isEmpty
                    ? sqlite3_bind_zeroblob(pointer, index, 0)
                    : sqlite3_bind_blob64(pointer, index, $0.baseAddress, UInt64($0.count), sqliteCopies)
            }
        }
        guard code == SQLITE_OK else {
            throw StorageError(code: .unfitValue, detail: "SQLite code \(code)", statement: text)
        }
    }

    /// Advances; true while there are rows.
    func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw StorageError(sqlite: sqlite3_db_handle(pointer), code: code, statement: text)
        }
    }

    /// Makes it ready for its next use and lets go of bound values.
    func reset() {
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }

    private func unfit(_ detail: String) -> StorageError {
        StorageError(code: .unfitValue, detail: detail, statement: text)
    }
}
