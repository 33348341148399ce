import Foundation

/// A queue between tasks, which never wait, and a driver's thread, which does.
///
/// Drivers block in C calls, so they run on threads of their own: a blocked
/// thread of the Swift pool would be one processor less for everybody.
package final class Mailbox<Element: Sendable>: @unchecked Sendable {
    // `@unchecked`: the two variables are touched under `condition` only.
    private let condition = NSCondition()
    private var waiting: [Element] = []
    private var isClosed = false

    package init() {}

    /// Hands an element over.
    ///
    /// - Returns: whether somebody will take it; false once closed.
    package func put(_ element: Element) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !isClosed else { return false }
        waiting.append(element)
        condition.signal()
        return true
    }

    /// Waits for elements and takes what is there, oldest first.
    ///
    /// - Returns: 1 to `limit` elements, or none once the box is closed and
    ///   everything in it has been taken.
    package func take(upTo limit: Int) -> [Element] {
        condition.lock()
        defer { condition.unlock() }
        while waiting.isEmpty && !isClosed { condition.wait() }
        if waiting.count <= limit {
            defer { waiting = [] }
            return waiting
        }
        defer { waiting.removeFirst(limit) }
        return Array(waiting[..<limit])
    }

    /// How many elements wait to be taken.
    package var count: Int {
        condition.lock()
        defer { condition.unlock() }
        return waiting.count
    }

    /// Refuses further elements; those inside are still handed out.
    package func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }
}
