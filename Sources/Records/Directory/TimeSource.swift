public import FormulaLanguage
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where the present comes from; the only clock in the product.
public protocol TimeSource: Sendable {
    /// The present moment.
    func now() -> Instant
}

/// The machine's clock.
public struct SystemTime: TimeSource {
    public init() {}

    public func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

/// A clock that stands still until it is moved, for tests and demonstrations.
public final class ManualTime: TimeSource {
    private let current: Mutex<Instant>

    /// A clock that shows `start`.
    public init(_ start: Instant) {
        current = Mutex(start)
    }

    public func now() -> Instant {
        current.withLock { $0 }
    }

    /// Sets the clock, also backwards.
    public func set(_ instant: Instant) {
        current.withLock { $0 = instant }
    }

    /// Moves the clock on and returns what it then shows.
    @discardableResult
    public func advance(milliseconds: Int64) -> Instant {
        current.withLock { instant in
            instant = instant.adding(milliseconds: milliseconds)
            return instant
        }
    }

    /// Moves the clock on by minutes.
    @discardableResult
    public func advance(minutes: Int) -> Instant {
        advance(milliseconds: Int64(minutes) * 60_000)
    }
}
