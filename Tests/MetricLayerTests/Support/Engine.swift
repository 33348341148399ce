import Foundation
import FormulaLanguage
import Records
import Storage
import StoragePostgres
import StorageSQLite
import Testing

/// The databases that every test runs on.
enum Engine: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite, postgres

    static var available: [Engine] {
        ProcessInfo.processInfo.environment["YUYAN_TEST_POSTGRES"] == nil ? [.sqlite] : allCases
    }

    var testDescription: String { rawValue }

    func openWorkspace(time: ManualTime) async throws -> Workspace {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("metrics-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return try await Workspace.open(
            key: "test", name: "Test", database: try await openDatabase(folder), files: folder.path + "/files", time: time)
    }

    private func openDatabase(_ folder: URL) async throws -> any Database {
        switch self {
        case .sqlite:
            return try SQLiteDatabase(
                path: folder.path + "/test.db", functions: FormulaFunctions.sqliteFunctions,
                options: SQLiteOptions(synchronous: .off))
        case .postgres:
            let schema = "metrics_" + UUID().uuidString.prefix(8).lowercased()
            return try await PostgresDatabase(
                connection: ProcessInfo.processInfo.environment["YUYAN_TEST_POSTGRES"] ?? "", schema: schema,
                functions: FormulaFunctions.postgresPrelude, connections: 3)
        }
    }
}
