import CPostgres
import Foundation
import SQLText
import Storage
import Synchronization

/// Waits for notifications on a connection and a thread of its own.
final class PostgresListener: Sendable {
    private struct State {
        var isClosed = false
        var hasEnded = false
        var ready: CheckedContinuation<Void, any Error>?
        var ending: [CheckedContinuation<Void, Never>] = []
    }

    /// Attempts to connect before ``start()`` gives up; the thread goes on.
    private static let patience = 5

    private let address: PostgresAddress
    private let hub: AnnouncementHub
    private let alarm: Pipe
    private let state = Mutex(State())

    init(_ address: PostgresAddress, _ hub: AnnouncementHub) {
        self.address = address
        self.hub = hub
        alarm = Pipe()
    }

    /// Starts listening and returns when nothing announced from now on can
    /// be missed.
    func start() async throws {
        try await withCheckedThrowingContinuation { continuation in
            state.withLock { $0.ready = continuation }
            let thread = Thread { self.work() }
            thread.name = "yuyan.postgres.listener"
            thread.start()
        }
    }

    /// Ends the thread and its connection.
    func close() async {
        retire()
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if !state.hasEnded { state.ending.append(continuation) }
                return state.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }

    /// Lets the thread end without waiting for it.
    func retire() {
        let wasClosed = state.withLock { state in
            defer { state.isClosed = true }
            return state.isClosed
        }
        if !wasClosed { try? alarm.fileHandleForWriting.write(contentsOf: [0]) }
    }

    private func work() {
        var pause: Int32 = 50
        var failures = 0
        while !state.withLock({ $0.isClosed }) {
            let connection = address.open(as: "yuyan-listener")
            let command = SQL(identifier: address.schema).statement(for: .postgres).text
            let result = PQexec(connection, "LISTEN \(command)")
            let isListening = PQresultStatus(result) == PGRES_COMMAND_OK
            PQclear(result)
            if isListening {
                pause = 50
                settle(nil)
                listen(connection)
            } else {
                failures += 1
                let detail = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
                if failures == Self.patience { settle(StorageError(code: .unavailable, detail: detail)) }
            }
            PQfinish(connection)
            wait(-1, pause)
            pause = min(pause * 2, 2_000)
        }
        settle(StorageError(code: .unavailable, detail: "database is closed"))
        let ending = state.withLock { state in
            state.hasEnded = true
            return state.ending
        }
        for continuation in ending { continuation.resume() }
    }

    /// Passes notifications on until the connection or the listener ends.
    private func listen(_ connection: OpaquePointer?) {
        while !state.withLock({ $0.isClosed }) {
            wait(PQsocket(connection), -1)
            guard PQconsumeInput(connection) == 1 else { return }
            while let notification = PQnotifies(connection) {
                deliver(String(cString: notification.pointee.extra))
                PQfreemem(notification)
            }
        }
    }

    private func deliver(_ message: String) {
        let parts = message.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return }
        hub.deliver(String(parts[1]), on: String(parts[0]))
    }

    /// Waits for the server (unless negative), the alarm or a while.
    private func wait(_ socket: Int32, _ milliseconds: Int32) {
        var descriptors = [
            pollfd(fd: alarm.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: socket, events: Int16(POLLIN), revents: 0),
        ]
        _ = poll(&descriptors, 2, milliseconds)
    }

    private func settle(_ error: (any Error)?) {
        let ready = state.withLock { state in
            defer { state.ready = nil }
            return state.ready
        }
        if let error { ready?.resume(throwing: error) } else { ready?.resume() }
    }
}
