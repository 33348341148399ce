import Foundation
import GRDBSQLite
import Storage
import Synchronization

/// The one thread that writes: it takes every change that is waiting and
/// commits them together.
///
/// It belongs to no request, so a cancelled request cannot take its
/// neighbours' commit with it.
final class SQLiteWriter: Sendable {
    /// The most changes in one commit.
    private static let batchLimit = 256
    /// Past this multiple of the usual log length the background has fallen
    /// behind, and the writer moves the log itself.
    private static let patience = 16

    private struct Exit {
        var hasEnded = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let mailbox = Mailbox<PendingChange>()
    private let figures = Mutex(DatabaseStatistics())
    private let exit = Mutex(Exit())
    private let deliver: @Sendable ([Announcement]) -> Void
    private let requestCheckpoint: @Sendable () -> Void
    private let checkpointPages: Int

    init(
        checkpointPages: Int, deliver: @escaping @Sendable ([Announcement]) -> Void,
        requestCheckpoint: @escaping @Sendable () -> Void
    ) {
        self.checkpointPages = checkpointPages
        self.deliver = deliver
        self.requestCheckpoint = requestCheckpoint
    }

    var statistics: DatabaseStatistics { figures.withLock { $0 } }

    /// Changes that the thread has not taken yet.
    var backlog: Int { mailbox.count }

    /// Starts the thread, which alone uses the connection from now on.
    func start(_ connection: sending SQLiteConnection) {
        // The hand-over is the only use outside the thread.
        nonisolated(unsafe) let owned = connection
        let thread = Thread { self.work(owned) }
        thread.name = "yuyan.sqlite.writer"
        thread.start()
    }

    /// Queues a change; false after ``close()``.
    func submit(_ change: PendingChange) -> Bool { mailbox.put(change) }

    /// Finishes what was submitted and ends the thread.
    func close() async {
        mailbox.close()
        await withCheckedContinuation { continuation in
            let hasEnded = exit.withLock { exit in
                if !exit.hasEnded { exit.waiting.append(continuation) }
                return exit.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }

    /// Lets the thread end when its work is done, without waiting.
    func retire() { mailbox.close() }

    private func work(_ connection: SQLiteConnection) {
        do {
            let log = LogLength(connection.handle)
            while case let changes = mailbox.take(upTo: Self.batchLimit), !changes.isEmpty {
                run(changes, connection)
                checkpointIfLong(log, connection)
            }
        }
        connection.close()
        let waiting = exit.withLock { exit in
            exit.hasEnded = true
            return exit.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    private func run(_ changes: [PendingChange], _ connection: SQLiteConnection) {
        let batch = SQLiteBatch(connection: connection, deliver: deliver) { self.record($0, connection) }
        var rest = changes[...]
        while let first = rest.first {
            if first.isMigration {
                migrate(first, connection)
                rest = rest.dropFirst()
            } else {
                rest = rest.dropFirst(batch.run(rest.prefix { !$0.isMigration }))
            }
        }
    }

    private func migrate(_ change: PendingChange, _ connection: SQLiteConnection) {
        connection.mode = .migrate
        defer { connection.mode = .change }
        connection.beginMember()
        let result = Result { try change.run(on: connection) }
        let announcements = connection.announcements
        connection.rollback()
        record(SQLiteBatch.Tally(), connection)
        switch result {
        case .success: change.succeed()
        case .failure(let error): change.fail(error)
        }
        // Whatever was announced outside a savepoint is committed already.
        deliver(announcements)
    }

    private func record(_ tally: SQLiteBatch.Tally, _ connection: SQLiteConnection) {
        figures.withLock { figures in
            figures.commits += tally.commits
            figures.changes += tally.changes
            figures.retries += tally.retries
            figures.statements = connection.statementCount
        }
    }

    /// Usually the log is moved in the background, where nobody waits for
    /// the database file's flush. Under steady load that alone would never
    /// empty the log, because new pages arrive meanwhile.
    private func checkpointIfLong(_ log: LogLength, _ connection: SQLiteConnection) {
        guard log.pages >= checkpointPages else { return }
        if log.pages >= checkpointPages * Self.patience {
            connection.handle.checkpoint()
        } else {
            requestCheckpoint()
        }
        log.pages = 0
    }
}

/// How many pages the write-ahead log has, as of the last commit.
private final class LogLength {
    var pages = 0
    private let handle: SQLiteHandle

    init(_ handle: SQLiteHandle) {
        self.handle = handle
        sqlite3_wal_hook(
            handle.pointer,
            { context, _, _, pages in
                context.map { Unmanaged<LogLength>.fromOpaque($0).takeUnretainedValue().pages = Int(pages) }
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        sqlite3_wal_hook(handle.pointer, nil, nil)
    }
}
