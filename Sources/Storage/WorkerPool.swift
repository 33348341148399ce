import Foundation
import Synchronization

/// Something that lives on one thread of a ``WorkerPool``.
package protocol WorkerSession: AnyObject {
    /// Stops what the session is doing, from any thread.
    var interrupt: @Sendable () -> Void { get }
}

/// A few threads that each own one session and work off one queue.
///
/// Threads and sessions start when there is work for them, so a workspace
/// that nobody uses costs neither memory nor connections.
package final class WorkerPool<Session: WorkerSession>: Sendable {
    private struct State {
        var threads = 0
        var idle = 0
        var closing: [CheckedContinuation<Void, Never>] = []
        var isClosed = false
    }

    private let name: String
    private let limit: Int
    private let makeSession: @Sendable () throws -> Session
    private let mailbox = Mailbox<WorkerJob<Session>>()
    private let state = Mutex(State())

    /// A pool of at most `limit` threads.
    package init(name: String, limit: Int, makeSession: @escaping @Sendable () throws -> Session) {
        self.name = name
        self.limit = max(1, limit)
        self.makeSession = makeSession
    }

    /// Runs a body on one of the threads.
    ///
    /// - Parameter isCancellable: whether cancelling the calling task takes
    ///   the body out of the queue or interrupts its session.
    /// - Throws: what `body` throws, `CancellationError`, or
    ///   ``StorageError/Code/unavailable`` after ``close()``.
    package func run<Value: Sendable>(
        isCancellable: Bool, _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws -> Value {
        let cancellation = WorkerCancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
                submit(
                    WorkerJob { session in
                        continuation.resume(
                            with: Result { try cancellation.guarding(session) { try body(session.get()) } })
                    })
            }
        } onCancel: {
            if isCancellable { cancellation.cancel() }
        }
    }

    /// Finishes what was submitted, ends the threads and drops the sessions.
    package func close() async {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                state.isClosed = true
                if state.threads > 0 { state.closing.append(continuation) }
                return state.threads == 0
            }
            mailbox.close()
            if isDone { continuation.resume() }
        }
    }

    /// Lets the threads end when their work is done, without waiting.
    package func retire() {
        state.withLock { $0.isClosed = true }
        mailbox.close()
    }

    private func submit(_ job: WorkerJob<Session>) {
        let needsThread = state.withLock { state in
            guard !state.isClosed else { return false }
            if state.idle > 0 {
                state.idle -= 1
                return false
            }
            guard state.threads < limit else { return false }
            state.threads += 1
            return true
        }
        guard mailbox.put(job) else {
            job.work(.failure(StorageError(code: .unavailable, detail: "database is closed")))
            if needsThread { threadEnded() }
            return
        }
        if needsThread {
            let thread = Thread { self.work() }
            thread.name = name
            thread.start()
        }
    }

    private func work() {
        var session: Session?
        while let job = mailbox.take(upTo: 1).first {
            autoreleasepoolIfNeeded {
                do {
                    let current = try session ?? makeSession()
                    session = current
                    job.work(.success(current))
                } catch {
                    job.work(.failure(error))
                }
            }
            state.withLock { $0.idle += 1 }
        }
        session = nil
        threadEnded()
    }

    private func threadEnded() {
        let waiting = state.withLock { state in
            state.threads -= 1
            guard state.threads == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.closing = [] }
            return state.closing
        }
        for continuation in waiting { continuation.resume() }
    }
}

private struct WorkerJob<Session: WorkerSession>: Sendable {
    let work: @Sendable (Result<Session, any Error>) -> Void
}
