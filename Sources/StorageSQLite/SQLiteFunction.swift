import GRDBSQLite
import SQLText
import Storage

/// Lets SQLite call a Swift function from SQL.
enum SQLiteFunction {
    static func register(_ function: ScalarFunction, on pointer: OpaquePointer) throws {
        let box = Unmanaged.passRetained(Box(function))
        let code = sqlite3_create_function_v2(
            pointer, function.name, Int32(function.argumentCount ?? -1),
            SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, box.toOpaque(),
            { context, count, arguments in SQLiteFunction.call(context, count, arguments) }, nil, nil,
            { Unmanaged<Box>.fromOpaque($0!).release() })
        guard code == SQLITE_OK else { throw StorageError(sqlite: pointer, code: code) }
    }

    private final class Box {
        let function: ScalarFunction

        init(_ function: ScalarFunction) {
            self.function = function
        }
    }

    private static func call(
        _ context: OpaquePointer?, _ count: Int32, _ arguments: UnsafeMutablePointer<OpaquePointer?>?
    ) {
        guard let data = sqlite3_user_data(context) else { return sqlite3_result_null(context) }
        let function = Unmanaged<Box>.fromOpaque(data).takeUnretainedValue().function
        do {
            let values = (0..<Int(count)).map { value(of: arguments?[$0]) }
            try report(function.body(values), to: context)
        } catch {
            sqlite3_result_error(context, "\(function.name): \(error)", -1)
        }
    }

    private static func value(of argument: OpaquePointer?) -> SQLValue {
        switch sqlite3_value_type(argument) {
        case SQLITE_INTEGER: return .integer(sqlite3_value_int64(argument))
        case SQLITE_FLOAT: return .real(sqlite3_value_double(argument))
        case SQLITE_TEXT:
            let start = sqlite3_value_text(argument)
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(argument)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_value_blob(argument)
            return .blob(Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(argument)))))
        default: return .null
        }
    }

    private static func report(_ value: SQLValue, to context: OpaquePointer?) throws {
        switch value {
        case .null: sqlite3_result_null(context)
        case .integer(let integer): sqlite3_result_int64(context, integer)
        case .real(let real): sqlite3_result_double(context, real)
        case .text(var text), .decimal(var text):
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_result_text64(
                        context, $0.baseAddress, UInt64($0.count), sqliteCopies, UInt8(SQLITE_UTF8))
                }
            }
        case .blob(let bytes):
            bytes.withUnsafeBytes { sqlite3_result_blob64(context, $0.baseAddress, UInt64($0.count), sqliteCopies) }
        }
    }
}

/// SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
nonisolated(unsafe) let sqliteCopies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
