#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Crypto

/// Uploaded files, each kept once under the SHA-256 of its content.
public struct FileStore: Sendable {
    /// 20 MB, the most a file may weigh unless told otherwise.
    public static let standardLimit: Int64 = 20 * 1024 * 1024
    let root: String

    init(root: String) throws {
        self.root = root
    }
}
