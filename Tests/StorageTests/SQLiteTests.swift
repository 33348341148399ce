import Foundation
import SQLText
import Storage
import StorageSQLite
import Testing

@Suite("SQLite's writer commits together", .timeLimit(.minutes(20)))
struct SQLiteTests {
    @Test func groupsTheCommitsOfManyCallers() async throws {
        try await withSQLite { database in
            let before = database.statistics
            let door = Door()
            let first = Task { try await database.change { _ in door.pass() } }
            try await eventually("the writer is busy") { door.isReached }
            let callers = (0..<64).map { number in
                Task { try await database.change { try $0.insert(Sample.insert("n", number)) } }
            }
            try await eventually("all wait") { database.backlog == callers.count }
            door.open()
            _ = try await first.value
            var ids: Set<Int64> = []
            for caller in callers { ids.insert(try await caller.value) }
            let after = database.statistics
            #expect(ids.count == 64)
            #expect(after.changes - before.changes == 65)
            // Two, unless a slow machine needs more than 20 ms for a batch.
            #expect(after.commits - before.commits < 20)
            #expect(after.retries == before.retries)
        }
    }

    @Test func groupsUnderSteadyLoad() async throws {
        try await withSQLite { database in
            let before = database.statistics
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<64 {
                    group.addTask {
                        for _ in 0..<20 { try await database.change { try $0.execute(Sample.insert("n", caller)) } }
                    }
                }
                try await group.waitForAll()
            }
            let after = database.statistics
            #expect(after.changes - before.changes == 1_280)
            #expect((after.commits - before.commits) * 4 < 1_280)
        }
    }

    @Test func replaysABatchOnlyIfAMemberFailsAfterWriting() async throws {
        for writesFirst in [false, true] {
            try await withSQLite { database in
                let before = database.statistics
                let door = Door()
                let first = Task { try await database.change { _ in door.pass() } }
                try await eventually("the writer is busy") { door.isReached }
                let good = Task { try await database.change { try $0.execute(Sample.insert("good")) } }
                try await eventually("one waits") { database.backlog == 1 }
                let bad = Task {
                    try await database.change { connection in
                        if writesFirst { try connection.execute(Sample.insert("bad")) }
                        throw Refusal()
                    }
                }
                try await eventually("two wait") { database.backlog == 2 }
                let unique = Task { try await database.change { try $0.insert(Sample.insert("late")) } }
                try await eventually("three wait") { database.backlog == 3 }
                door.open()
                _ = try await (first.value, good.value, unique.value)
                await #expect(throws: Refusal()) { try await bad.value }
                #expect(try await Sample.names(database) == ["good", "late"])
                // Whoever ran before the failure and itself run again.
                let again = database.statistics.retries - before.retries
                #expect(writesFirst ? again <= 2 : again == 0)
            }
        }
    }

    /// A deferred foreign key is refused by the commit, not by a statement.
    @Test func findsTheCulpritOfAFailedCommit() async throws {
        let child: SQL =
            """
            CREATE TABLE child (
                id INTEGER PRIMARY KEY, lead_id INTEGER REFERENCES lead (id) DEFERRABLE INITIALLY DEFERRED)
            """
        try await withSQLite(tables: [Sample.table, child]) { database in
            let door = Door()
            let first = Task { try await database.change { _ in door.pass() } }
            try await eventually("the writer is busy") { door.isReached }
            let good = (0..<3).map { number in
                Task { try await database.change { try $0.execute(Sample.insert("good", number)) } }
            }
            let bad = Task { try await database.change { try $0.insert("INSERT INTO child (lead_id) VALUES (99)") } }
            try await eventually("all wait") { database.backlog == 4 }
            door.open()
            _ = try await first.value
            for change in good { _ = try await change.value }
            #expect(await storageError { try await bad.value }?.code == .constraintViolation)
            let counts = try await database.read {
                [try $0.integer(Sample.count), try $0.integer("SELECT count(*) FROM child")]
            }
            #expect(counts == [3, 0])
        }
    }

    @Test func tellsEveryoneThatTheDiskIsFull() async throws {
        try await withSQLite { database in
            let pages = try await database.change { try $0.integer("PRAGMA page_count") ?? 0 }
            _ = try await database.change { try $0.integer("PRAGMA max_page_count = \(unsafe: "\(pages + 2)")") }
            let blob = String(repeating: "满", count: 20_000)
            let errors = await withTaskGroup(of: StorageError?.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        await storageError { try await database.change { try $0.execute(Sample.insert(blob)) } }
                    }
                }
                return await group.reduce(into: []) { $0.append($1?.code) }
            }
            #expect(errors == Array(repeating: .disk, count: 8))
            _ = try await database.change { try $0.integer("PRAGMA max_page_count = 100000") }
            try await database.change { try $0.execute(Sample.insert("again")) }
            #expect(try await Sample.names(database) == ["again"])
        }
    }

    /// The log is moved in the background and does not grow for ever.
    @Test func movesTheLogIntoTheDatabase() async throws {
        let site = try Site(.sqlite)
        let database = try site.openSQLite(SQLiteOptions(checkpointPages: 20))
        try await database.migrate { try $0.execute(Sample.table) }
        let text = String(repeating: "x", count: 2_000)
        for _ in 0..<10 {
            for _ in 0..<50 { try await database.change { try $0.execute(Sample.insert(text)) } }
        }
        try await eventually("the database has grown") {
            try FileManager.default.attributesOfItem(atPath: site.path)[.size] as? Int ?? 0 > 500_000
        }
        let log = try FileManager.default.attributesOfItem(atPath: site.path + "-wal")[.size] as? Int ?? 0
        #expect(log < 4_000_000)
        #expect(database.statistics.bytesOnDisk ?? 0 > 500_000)
        try await database.close()
        #expect(!FileManager.default.fileExists(atPath: site.path + "-wal"))
        try await site.remove()
    }

    @Test func callsSwiftFunctions() async throws {
        let site = try Site(.sqlite)
        let join = ScalarFunction(name: "yy_join", argumentCount: nil) {
            .text($0.map { "\($0)" }.joined(separator: "|"))
        }
        let fail = ScalarFunction(name: "yy_fail", argumentCount: 1) { _ in throw Refusal() }
        let same = ScalarFunction(name: "yy_same", argumentCount: 1) { $0[0] }
        let database = try site.openSQLite(functions: [join, fail, same])
        let joined = try await database.read {
            try $0.text("SELECT yy_join(\(1), \(2.5), \("三"), \(SQLValue.blob([1])), NULL)")
        }
        #expect(joined == "integer(1)|real(2.5)|text(\"三\")|blob([1])|null")
        for value: SQLValue in [.null, .integer(.min), .real(0.5), .text(""), .text("四"), .blob([0])] {
            let same = try await database.read { try $0.first("SELECT yy_same(\(value))") { $0.value(0) } }
            #expect(same == value)
        }
        let error = await storageError { try await database.change { try $0.integer("SELECT yy_fail(1)") } }
        #expect(error?.code == .statement)
        try await database.close()
        try await site.remove()
    }

    @Test func keepsWhatWasAcknowledgedWithoutClosing() async throws {
        let site = try Site(.sqlite)
        let database = try site.openSQLite()
        try await database.migrate { try $0.execute(Sample.table) }
        try await database.change { try $0.execute(Sample.insert("kept")) }
        // What a killed process leaves behind: the file and its log as they are.
        let copy = try Site(.sqlite)
        for end in ["", "-wal"] { try FileManager.default.copyItem(atPath: site.path + end, toPath: copy.path + end) }
        let reopened = try copy.openSQLite()
        #expect(try await Sample.names(reopened) == ["kept"])
        try await reopened.close()
        try await database.close()
        try await copy.remove()
        try await site.remove()
    }

    /// A file that is still being closed would take its successor's log away.
    @Test func isClosedWhenCloseReturns() async throws {
        let site = try Site(.sqlite)
        for _ in 0..<30 {
            let database = try site.openSQLite()
            try await database.migrate { try $0.execute(Sample.table) }
            try await database.change { try $0.execute(Sample.insert("x")) }
            _ = try await Sample.names(database)
            try await database.close()
            #expect(!FileManager.default.fileExists(atPath: site.path + "-wal"))
            try FileManager.default.removeItem(atPath: site.path)
        }
        try await site.remove()
    }

    @Test func finishesItsChangesWithoutBeingClosed() async throws {
        let site = try Site(.sqlite)
        try await site.openSQLite().migrate { try $0.execute(Sample.table) }
        try await site.openSQLite().change { try $0.execute(Sample.insert("x")) }
        #expect(try await Sample.names(site.openSQLite()) == ["x"])
        try await site.remove()
    }

    private func withSQLite(tables: [SQL] = [Sample.table], _ body: (SQLiteDatabase) async throws -> Void) async throws {
        try await withDatabase(.sqlite, tables: tables) { database, _ in
            try await body(#require(database as? SQLiteDatabase))
        }
    }
}
