import ArgumentParser
import FormulaLanguage
import Foundation
import HTTPAPI
import Storage
import StoragePostgres
import StorageSQLite

/// Where the data lie: the options every command has.
struct StoreOptions: ParsableArguments {
    @Option(name: .long, help: "数据目录 · folder of databases and files")
    var data = "data"

    @Option(name: .long, help: "PostgreSQL 连接串 · libpq connection string; SQLite in the data folder without it")
    var postgres: String?

    /// The place, with its folders made.
    func premises() throws -> any Premises {
        for folder in ["", "/workspaces", "/files"] {
            do {
                try FileManager.default.createDirectory(atPath: data + folder, withIntermediateDirectories: true)
            } catch {
                throw ValidationError("无法创建目录 \(data)\(folder) · cannot make this folder; check its owner and the disk")
            }
        }
        guard let postgres else { return SQLitePremises(root: data) }
        return PostgresPremises(root: data, connection: postgres)
    }
}

/// One SQLite file for accounts and one for each company.
struct SQLitePremises: Premises {
    let root: String

    func controlDatabase() async throws -> any Database {
        try SQLiteDatabase(
            path: root + "/control.sqlite", readers: 2,
            options: SQLiteOptions(writerCacheKiB: 1024, readerCacheKiB: 512))
    }

    func workspaceDatabase(_ key: String) async throws -> any Database {
        try SQLiteDatabase(
            path: "\(root)/workspaces/\(key).sqlite", functions: FormulaFunctions.sqliteFunctions)
    }

    func filesDirectory(_ key: String) -> String { "\(root)/files/\(key)" }
    var scratchDirectory: String { root }
}

/// One PostgreSQL schema for accounts and one for each company; files stay
/// in the data folder, which several servers must share.
struct PostgresPremises: Premises {
    let root: String
    let connection: String

    func controlDatabase() async throws -> any Database {
        try await PostgresDatabase(connection: connection, schema: "yuyan_control", connections: 2)
    }

    func workspaceDatabase(_ key: String) async throws -> any Database {
        try await PostgresDatabase(
            connection: connection, schema: "yuyan_" + key, functions: FormulaFunctions.postgresPrelude)
    }

    func filesDirectory(_ key: String) -> String { "\(root)/files/\(key)" }
    var scratchDirectory: String { root }
}
