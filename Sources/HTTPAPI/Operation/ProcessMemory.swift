import Foundation

/// What the process takes of the machine.
enum ProcessMemory {
    /// Resident bytes, or nil where the system does not tell.
    static func resident() -> Int64? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int64($0) })
        else { return nil }
        return pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }
}
