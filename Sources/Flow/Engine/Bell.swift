import Synchronization

/// Wakes one waiting task; rings heard while nobody waits are kept as one.
final class Bell: Sendable {
    private struct State {
        var hasRung = false
        var waiting: CheckedContinuation<Void, Never>?
    }
    private let state = Mutex(State())

    func ring() {
        let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard let waiting = state.waiting else {
                state.hasRung = true
                return nil
            }
            state.waiting = nil
            return waiting
        }
        waiting?.resume()
    }

    /// Returns at the next ring, after the time, or when cancelled.
    func wait(atMost limit: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                // Cancelled when the bell rings first.
                try? await Task.sleep(for: limit)
                self.ring()
            }
            await withTaskCancellationHandler {
                await pause()
            } onCancel: {
                ring()
            }
            group.cancelAll()
        }
        state.withLock { $0.hasRung = false }
    }

    private func pause() async {
        await withCheckedContinuation { continuation in
            let isRung = state.withLock { state in
                guard !state.hasRung else { return true }
                state.waiting = continuation
                return false
            }
            if isRung { continuation.resume() }
        }
    }
}
