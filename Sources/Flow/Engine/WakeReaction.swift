import Records

/// Rings the engines' bell once per change that left an event, so that
/// followers need not wait for the next look.
struct WakeReaction: Reaction {
    func didEmit(_ event: Event, in change: Change) throws {
        try Timers.wake(change)
    }
}
