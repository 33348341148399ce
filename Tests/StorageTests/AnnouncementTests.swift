import SQLText
import Storage
import Testing

@Suite("Announcements follow the commit", .timeLimit(.minutes(20)))
struct AnnouncementTests {
    @Test(arguments: Engine.available)
    func reachEveryServerAfterTheCommit(on engine: Engine) async throws {
        try await withTwoServers(engine) { first, second in
            let streams = [first.announcements(on: "schema"), second.announcements(on: "schema")]
            let door = Door()
            async let changing = first.change { connection in
                try connection.execute(Sample.insert("row"))
                try connection.announce("schema", "第 2 版\n…")
                try connection.announce("other", "not for this listener")
                door.pass()
            }
            try await eventually("the change runs") { door.isReached }
            let unseen = try await second.read { try $0.integer(Sample.count) }
            #expect(unseen == 0)
            door.open()
            _ = try await changing
            for (stream, database) in zip(streams, [first, second]) {
                var iterator = stream.makeAsyncIterator()
                #expect(await iterator.next() == "第 2 版\n…")
                let seen = try await database.read { try $0.integer(Sample.count) }
                #expect(seen == 1)
            }
        }
    }

    @Test(arguments: Engine.available)
    func vanishWithWhatWasUndone(on engine: Engine) async throws {
        try await withTwoServers(engine) { first, second in
            let stream = second.announcements(on: "c")
            await #expect(throws: Refusal()) {
                try await first.change { connection in
                    try connection.execute(Sample.insert("lost"))
                    try connection.announce("c", "lost")
                    throw Refusal()
                }
            }
            try await first.change { connection in
                _ = try? connection.savepoint {
                    try connection.announce("c", "undone")
                    throw Refusal()
                }
                try connection.announce("c", "kept")
            }
            var iterator = stream.makeAsyncIterator()
            #expect(await iterator.next() == "kept")
        }
    }

    @Test(arguments: Engine.available)
    func haveALimit(on engine: Engine) async throws {
        try await withDatabase(engine) { database, _ in
            let stream = database.announcements(on: String(repeating: "c", count: 63))
            let longest = String(repeating: "x", count: 7_900)
            try await database.change { try $0.announce(String(repeating: "c", count: 63), longest) }
            var iterator = stream.makeAsyncIterator()
            #expect(await iterator.next() == longest)
            for (channel, payload) in [("c", longest + "x"), ("", "x"), ("a\nb", "x"), ("c", "\0")] {
                let error = await storageError { try await database.change { try $0.announce(channel, payload) } }
                #expect(error?.code == .unfitValue)
            }
        }
    }
}
