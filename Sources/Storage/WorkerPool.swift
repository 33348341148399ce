import Foundation
import Synchronization

/// Something that lives on one thread of a ``WorkerPool``.
package protocol WorkerSession: AnyObject, SendableMetatype {
    /// Stops what the session is doing or does next, from any thread.
    var interrupt: @Sendable () -> Void { get }

    /// Makes the session fit for the next job after an interrupt.
    func clearInterrupt()
}

/// A few threads that each own one session and work off one queue.
///
/// Threads and sessions start when there is work for them, so a workspace
/// that nobody uses costs neither memory nor connections.
package final class WorkerPool<Session: WorkerSession>: Sendable {
    private struct State {
        var threads = 0
        var outstanding = 0
        var closing: [CheckedContinuation<Void, Never>] = []
        var isClosed = false
    }

    private typealias Job = @Sendable (Result<Session, any Error>) -> Void

    private let name: String
    private let limit: Int
    private let makeSession: @Sendable () throws -> Session
    private let mailbox = Mailbox<Job>()
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
                enqueue { session in
                    continuation.resume(with: Result { try cancellation.guarding(session.get(), body) })
                }
            }
        } onCancel: {
            if isCancellable { cancellation.cancel() }
        }
    }

    /// Runs a body on one of the threads some time, if one can be had.
    package func submit(_ body: @escaping @Sendable (Session) -> Void) {
        enqueue { if let session = try? $0.get() { body(session) } }
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

    private func enqueue(_ job: @escaping Job) {
        let needsThread = state.withLock { state in
            guard !state.isClosed else { return false }
            state.outstanding += 1
            guard state.outstanding > state.threads, state.threads < limit else { return false }
            state.threads += 1
            return true
        }
        guard mailbox.put(job) else {
            job(.failure(StorageError(code: .unavailable, detail: "database is closed")))
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
            let current = Result { try session ?? makeSession() }
            session = try? current.get()
            job(current)
            state.withLock { $0.outstanding -= 1 }
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

/// Couples the calling task's cancellation with the session that serves it.
private final class WorkerCancellation: Sendable {
    private enum State {
        case waiting
        case running(interrupt: @Sendable () -> Void)
        case cancelled
        case finished
    }

    private let state = Mutex(State.waiting)

    /// The interrupt runs under the lock, so that it cannot hit the next
    /// job of the same session.
    func cancel() {
        state.withLock { state in
            if case .running(let interrupt) = state { interrupt() }
            state = .cancelled
        }
    }

    func guarding<Session: WorkerSession, Value>(
        _ session: Session, _ body: (Session) throws -> Value
    ) throws -> Value {
        let mayRun = state.withLock { state in
            if case .cancelled = state { return false }
            state = .running(interrupt: session.interrupt)
            return true
        }
        guard mayRun else { throw CancellationError() }
        let result = Result { try body(session) }
        let wasCancelled = state.withLock { state in
            if case .cancelled = state { return true }
            state = .finished
            return false
        }
        if wasCancelled { session.clearInterrupt() }
        if wasCancelled, case .failure = result { throw CancellationError() }
        return try result.get()
    }
}
