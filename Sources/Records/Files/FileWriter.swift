import Crypto

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file on its way to disk. Used by one task at a time.
public final class FileWriter {
    private let store: FileStore
    private let limit: Int64
    private let temporary: String
    private var descriptor: Int32
    private var hash = SHA256()
    private var size: Int64 = 0
    private var head: [UInt8] = []

    init(store: FileStore, limit: Int64) throws {
        self.store = store
        self.limit = limit
        var generator = SystemRandomNumberGenerator()
        let name = AuditDigest.hex((0..<12).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
        temporary = "\(store.root)/incoming/\(name)"
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileStoreError.disk(errno) }
    }

    deinit {
        discard()
    }

    /// Adds a piece.
    ///
    /// - Throws: ``FileStoreError/tooLarge(limit:)`` once there is too much;
    ///   the file is gone then.
    public func write(_ bytes: some Sequence<UInt8>) throws {
        let known: Void? = try bytes.withContiguousStorageIfAvailable { try append(UnsafeRawBufferPointer($0)) }
        if known == nil { try Array(bytes).withUnsafeBytes { try append($0) } }
    }

    private func append(_ bytes: UnsafeRawBufferPointer) throws {
        guard descriptor >= 0 else { throw FileStoreError.missing }
        size += Int64(bytes.count)
        guard size <= limit else {
            discard()
            throw FileStoreError.tooLarge(limit: limit)
        }
        hash.update(bufferPointer: bytes)
        if head.count < FileKind.headLength { head.append(contentsOf: bytes.prefix(FileKind.headLength - head.count)) }
        var written = 0
        while written < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let code = errno
                discard()
                throw FileStoreError.disk(code)
            }
            written += count
        }
    }

    /// Puts the file in its place and returns once it is on disk.
    ///
    /// - Throws: ``FileStoreError``; the file is gone then.
    public func finish() throws -> StoredContent {
        guard descriptor >= 0 else { throw FileStoreError.missing }
        defer { discard() }
        guard size > 0 else { throw FileStoreError.empty }
        let digest = AuditDigest.hex(hash.finalize())
        let mime = FileKind.mime(of: head)
        guard let path = store.path(of: digest) else { throw FileStoreError.missing }
        let folder = String(path.prefix(path.utf8.count - 63))
        try check(fsync(descriptor))
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw FileStoreError.disk(errno) }
        try check(rename(temporary, path))
        try flush(folder)
        try flush(store.root)
        close(descriptor)
        descriptor = -1
        return StoredContent(sha256: digest, size: size, mime: mime)
    }

    /// The name is on disk only once its folder is.
    private func flush(_ folder: String) throws {
        let handle = open(folder, O_RDONLY | O_CLOEXEC)
        guard handle >= 0 else { throw FileStoreError.disk(errno) }
        defer { close(handle) }
        try check(fsync(handle))
    }

    private func check(_ result: Int32) throws {
        if result != 0 { throw FileStoreError.disk(errno) }
    }

    private func discard() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
        unlink(temporary)
    }
}
