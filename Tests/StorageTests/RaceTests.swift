import Foundation
import SQLText
import Storage
import Testing

@Suite("Two servers share a database", .timeLimit(.minutes(20)))
struct RaceTests {
    private static let counter: [SQL] = [
        "CREATE TABLE counter (\(SQL.identityColumn()), \(SQL.integerColumn("n")) NOT NULL)",
        "INSERT INTO counter (id, n) VALUES (1, 0)",
    ]

    @Test(arguments: Engine.available)
    func noIncrementIsLost(on engine: Engine) async throws {
        try await withTwoServers(engine, tables: Self.counter) { first, second in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<6 {
                    let database = caller.isMultiple(of: 2) ? first : second
                    group.addTask {
                        for _ in 0..<15 {
                            try await untilDone {
                                try await database.change { connection in
                                    // Read, then write: the pattern that loses updates where nothing guards it.
                                    let n = try connection.integer("SELECT n FROM counter WHERE id = 1") ?? 0
                                    try connection.execute("UPDATE counter SET n = \(n + 1) WHERE id = 1")
                                }
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let total = try await first.read { try $0.integer("SELECT n FROM counter") }
            #expect(total == 90)
        }
    }

    /// "At most 8 pending" checked by reading, filled by inserting.
    @Test(arguments: Engine.available)
    func noCapacityIsExceeded(on engine: Engine) async throws {
        try await withTwoServers(engine) { first, second in
            let accepted = try await withThrowingTaskGroup(of: Bool.self) { group in
                for caller in 0..<24 {
                    let database = caller.isMultiple(of: 2) ? first : second
                    group.addTask {
                        try await untilDone {
                            try await database.change { connection in
                                let pending = try connection.integer(Sample.count) ?? 0
                                guard pending < 8 else { return false }
                                try connection.execute(Sample.insert("claim", caller))
                                return true
                            }
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            let pending = try await first.read { try $0.integer(Sample.count) }
            #expect(accepted == 8)
            #expect(pending == 8)
        }
    }

    @Test(arguments: Engine.available)
    func oneOfManyWinsAUniqueIndex(on engine: Engine) async throws {
        let tables = [Sample.table, "CREATE UNIQUE INDEX lead_by_name ON lead (name)"]
        try await withTwoServers(engine, tables: tables) { first, second in
            let errors = await withTaskGroup(of: StorageError?.self) { group in
                for caller in 0..<12 {
                    let database = caller.isMultiple(of: 2) ? first : second
                    group.addTask {
                        await storageError {
                            try await untilDone { try await database.change { try $0.insert(Sample.insert("one")) } }
                        }
                    }
                }
                return await group.reduce(into: [StorageError]()) { if let error = $1 { $0.append(error) } }
            }
            #expect(errors.count == 11)
            #expect(errors.allSatisfy { $0.code == .uniqueViolation && $0.detail == "lead_by_name" })
        }
    }

    /// Two changes that each read what the other writes: one must see the
    /// other's result, whichever comes first.
    @Test(arguments: Engine.available)
    func writeSkewCannotHappen(on engine: Engine) async throws {
        let tables: [SQL] = [
            "CREATE TABLE duty (\(SQL.identityColumn()), \(SQL.integerColumn("present")) NOT NULL)",
            "INSERT INTO duty (id, present) VALUES (1, 1), (2, 1)",
        ]
        try await withTwoServers(engine, tables: tables) { first, second in
            for _ in 0..<10 {
                try await first.change { try $0.execute("UPDATE duty SET present = 1") }
                async let one: Void = leave(1, first)
                async let two: Void = leave(2, second)
                _ = try await (one, two)
                let present = try await first.read { try $0.integer("SELECT sum(present) FROM duty") }
                #expect(present == 1)
            }
        }
    }

    private func leave(_ id: Int, _ database: any Database) async throws {
        try await untilDone {
            try await database.change { connection in
                guard try connection.integer("SELECT sum(present) FROM duty") ?? 0 > 1 else { return }
                try connection.execute("UPDATE duty SET present = 0 WHERE id = \(id)")
            }
        }
    }
}

/// Repeats what still conflicts after the driver's own retries; these tests
/// crowd one row on purpose.
private func untilDone<Value>(_ body: () async throws -> Value) async throws -> Value {
    for _ in 0..<20 {
        do {
            return try await body()
        } catch let error as StorageError where error.code == .conflict {
            continue
        }
    }
    return try await body()
}
