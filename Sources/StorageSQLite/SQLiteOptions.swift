/// How a SQLite file is opened; the defaults suit a server at rest below
/// 100 MB.
public struct SQLiteOptions: Sendable, Hashable {
    /// What a commit waits for.
    public enum Synchronous: String, Sendable, Hashable {
        /// The disk: no acknowledged change is ever lost.
        case full = "FULL"
        /// The operating system: fast tests, scratch data.
        case off = "OFF"
    }

    /// What a commit waits for. Default: the disk.
    public var synchronous: Synchronous
    /// How long to wait for another process that writes. Default: 5 s.
    public var busyTimeout: Duration
    /// Page cache of the writer, in KiB; fills as pages are used.
    /// Default: 16 MiB.
    public var writerCacheKiB: Int
    /// Page cache of each reader, in KiB. Default: 4 MiB; the operating
    /// system caches the file besides.
    public var readerCacheKiB: Int
    /// Pages in the write-ahead log after which they are moved into the
    /// database in the background. Default: 1,000 (4 MB).
    public var checkpointPages: Int

    /// Options that differ from the defaults where named.
    public init(
        synchronous: Synchronous = .full, busyTimeout: Duration = .seconds(5), writerCacheKiB: Int = 16_384,
        readerCacheKiB: Int = 4_096, checkpointPages: Int = 1_000
    ) {
        self.synchronous = synchronous
        self.busyTimeout = busyTimeout
        self.writerCacheKiB = writerCacheKiB
        self.readerCacheKiB = readerCacheKiB
        self.checkpointPages = checkpointPages
    }
}
