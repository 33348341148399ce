import Foundation
import SQLText
import Storage
import StorageSQLite
import Synchronization
import Testing

@Suite("A change is all or nothing", .timeLimit(.minutes(20)))
struct TransactionTests {
    @Test(arguments: Engine.available)
    func commitsWhatItWrote(on engine: Engine) async throws {
        try await withDatabase(engine) { database, _ in
            let id = try await database.change { try $0.insert(Sample.insert("华东")) }
            let second = try await database.change { try $0.insert(Sample.insert("华南")) }
            #expect(second > id)
            let changed = try await database.change { try $0.execute("UPDATE lead SET amount = 5") }
            #expect(changed == 2)
            let none = try await database.change { try $0.execute("UPDATE lead SET amount = 5 WHERE id = \(-1)") }
            #expect(none == 0)
            #expect(try await Sample.names(database).sorted() == ["华东", "华南"].sorted())
        }
    }

    @Test(arguments: Engine.available)
    func writesNothingIfTheBodyThrows(on engine: Engine) async throws {
        try await withDatabase(engine) { database, _ in
            await #expect(throws: Refusal()) {
                try await database.change { connection in
                    try connection.execute(Sample.insert("lost"))
                    throw Refusal()
                }
            }
            let names = try await Sample.names(database)
            #expect(names.isEmpty)
        }
    }

    /// Six changes that meet in one group commit on SQLite.
    @Test(arguments: Engine.available)
    func leavesItsNeighboursAlone(on engine: Engine) async throws {
        try await withDatabase(engine) { database, _ in
            let door = Door()
            let first = Task {
                try await database.change { connection in
                    door.pass()
                    try connection.execute(Sample.insert("a"))
                }
            }
            try await eventually("the first change runs") { door.isReached }
            let second = Task { try await database.change { try $0.insert(Sample.insert("b")) } }
            let early = Task { try await database.change { _ in throw Refusal(word: "early") } }
            let late = Task {
                try await database.change { connection in
                    try connection.execute(Sample.insert("c"))
                    throw Refusal(word: "late")
                }
            }
            let broken = Task { try await database.change { try $0.execute("INSERT INTO nowhere VALUES (1)") } }
            let last = Task {
                try await database.change { connection in
                    try connection.execute(Sample.insert("d"))
                    return try connection.integer(Sample.count)
                }
            }
            try await waitForQueue(database, 5)
            door.open()
            _ = try await first.value
            #expect(try await second.value > 0)
            await #expect(throws: Refusal(word: "early")) { try await early.value }
            await #expect(throws: Refusal(word: "late")) { try await late.value }
            #expect(await storageError { _ = try await broken.value }?.code == .statement)
            #expect(try await last.value != nil)
            #expect(try await Sample.names(database) == ["a", "b", "d"])
        }
    }

    @Test(arguments: Engine.available)
    func outlivesItsCallersCancellation(on engine: Engine) async throws {
        try await withDatabase(engine) { database, _ in
            let door = Door()
            let running = Task {
                try await database.change { connection in
                    try connection.execute(Sample.insert("running"))
                    door.pass()
                }
            }
            try await eventually("the change runs") { door.isReached }
            let waiting = Task { try await database.change { try $0.execute(Sample.insert("waiting")) } }
            let neighbour = Task { try await database.change { try $0.execute(Sample.insert("neighbour")) } }
            try await waitForQueue(database, 2)
            running.cancel()
            waiting.cancel()
            door.open()
            _ = try await running.value
            _ = try await waiting.value
            _ = try await neighbour.value
            #expect(try await Sample.names(database) == ["neighbour", "running", "waiting"])
        }
    }

    @Test(arguments: Engine.available)
    func isOnDiskWhenTheCallerGoesOn(on engine: Engine) async throws {
        try await withTwoServers(engine) { writer, reader in
            for number in 1...40 {
                let id = try await writer.change { try $0.insert(Sample.insert("n", number)) }
                let seen = try await reader.read { try $0.integer("SELECT amount FROM lead WHERE id = \(id)") }
                #expect(seen == Int64(number))
            }
        }
    }

    @Test(arguments: Engine.available)
    func undoesASavepointOnly(on engine: Engine) async throws {
        try await withDatabase(engine, tables: [Sample.table, "CREATE UNIQUE INDEX lead_name ON lead (name)"]) {
            database, _ in
            let outcome = try await database.change { connection -> String in
                try connection.execute(Sample.insert("kept"))
                do {
                    try connection.savepoint {
                        try connection.execute(Sample.insert("undone"))
                        try connection.execute(Sample.insert("kept"))
                    }
                } catch let error as StorageError where error.code == .uniqueViolation {
                    try connection.execute(Sample.insert("instead"))
                    return try connection.savepoint {
                        try connection.execute(Sample.insert("inner"))
                        return error.detail
                    }
                }
                return "no error"
            }
            #expect(outcome == "lead_name")
            #expect(try await Sample.names(database) == ["inner", "instead", "kept"])
        }
    }

    /// PostgreSQL cannot go on after a refused statement; code that relies on
    /// SQLite doing so would break there, so it breaks on both.
    @Test(arguments: Engine.available)
    func failsIfTheBodySwallowsARefusal(on engine: Engine) async throws {
        try await withDatabase(engine) { database, _ in
            let error = await storageError {
                try await database.change { connection in
                    try connection.execute(Sample.insert("before"))
                    _ = try? connection.execute("INSERT INTO lead (id, name) VALUES (\("x"), \("y"))")
                    _ = try? connection.execute("SELECT nothing FROM nowhere")
                    _ = try? connection.execute(Sample.insert("after"))
                }
            }
            #expect(error != nil)
            #expect(try await Sample.names(database).isEmpty)
            try await database.change { try $0.execute(Sample.insert("next")) }
            #expect(try await Sample.names(database) == ["next"])
        }
    }

    /// Ending the transaction would commit the halves of its neighbours.
    @Test(arguments: Engine.available, ["ROLLBACK", "commit", " BEGIN", "SAVEPOINT x", "END"])
    func doesNotEndItsOwnTransaction(on engine: Engine, words: String) async throws {
        try await withDatabase(engine) { database, _ in
            let error = await storageError {
                try await database.change { connection in
                    try connection.execute(Sample.insert("lost"))
                    _ = try? connection.execute(SQL(unsafe: words))
                }
            }
            #expect(error?.code == .statement)
            let migration = await storageError { try await database.migrate { try $0.execute(SQL(unsafe: words)) } }
            #expect(migration?.code == .statement)
            try await database.change { try $0.execute(Sample.insert("next")) }
            #expect(try await Sample.names(database) == ["next"])
        }
    }

    @Test(arguments: Engine.available)
    func countsItsStatements(on engine: Engine) async throws {
        try await withDatabase(engine) { database, _ in
            let before = database.statistics
            try await database.change { connection in
                for number in 1...7 { try connection.execute(Sample.insert("n", number)) }
                _ = try connection.integer(Sample.count)
            }
            let after = database.statistics
            #expect(after.statements - before.statements == 8)
            #expect(after.changes - before.changes == 1)
            #expect(after.commits - before.commits == 1)
        }
    }

    @Test(arguments: Engine.available)
    func refusesWorkAfterClosing(on engine: Engine) async throws {
        try await withDatabase(engine) { database, _ in
            let stream = database.announcements(on: "x")
            try await database.close()
            for await _ in stream { Issue.record("nothing was announced") }
            #expect(await storageError { try await database.change { _ in } }?.code == .unavailable)
            #expect(await storageError { try await database.read { _ in } }?.code == .unavailable)
        }
    }

    /// SQLite shows how many changes wait; PostgreSQL runs them at once.
    private func waitForQueue(_ database: any Database, _ count: Int) async throws {
        guard let database = database as? SQLiteDatabase else { return }
        try await eventually("\(count) changes wait") { database.backlog == count }
    }
}
