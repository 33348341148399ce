import Crypto
import Foundation

/// Uploaded files, each kept once under the SHA-256 of its content.
///
/// A file is written beside its place, flushed to disk and renamed, so a
/// name never stands for half a file.
public struct FileStore: Sendable {
    /// 20 MB, the most a file may weigh unless told otherwise.
    public static let standardLimit: Int64 = 20 * 1024 * 1024

    /// The folder.
    public let root: String

    /// - Throws: an error of the file system where the folder cannot be made.
    public init(root: String) throws {
        self.root = root
        try FileManager.default.createDirectory(atPath: root + "/incoming", withIntermediateDirectories: true)
    }

    /// Starts a file that arrives piece by piece.
    ///
    /// - Throws: ``FileStoreError``.
    public func makeWriter(limit: Int64 = standardLimit) throws -> FileWriter {
        try FileWriter(store: self, limit: limit)
    }

    /// Keeps a content that is at hand.
    ///
    /// - Throws: ``FileStoreError``.
    public func keep(_ bytes: [UInt8], limit: Int64 = standardLimit) throws -> StoredContent {
        let writer = try makeWriter(limit: limit)
        try writer.write(bytes)
        return try writer.finish()
    }

    /// Where a content is kept; nil for anything that is no digest.
    public func path(of sha256: String) -> String? {
        let isDigest =
            sha256.utf8.count == 64
            && sha256.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66) }
        return isDigest ? "\(root)/\(sha256.prefix(2))/\(sha256.dropFirst(2))" : nil
    }

    /// A content in full.
    ///
    /// - Throws: ``FileStoreError/missing``.
    public func content(of sha256: String) throws -> [UInt8] {
        guard let path = path(of: sha256), let data = FileManager.default.contents(atPath: path) else {
            throw FileStoreError.missing
        }
        return Array(data)
    }
}

/// A content that is on disk.
public struct StoredContent: Sendable, Hashable {
    public let sha256: String
    public let size: Int64
    /// By its first bytes; `application/octet-stream` where they say nothing.
    public let mime: String
}

/// Why a file was not kept.
public enum FileStoreError: Error, Sendable, Hashable {
    /// More bytes than allowed.
    case tooLarge(limit: Int64)
    /// Not a byte in it.
    case empty
    /// Not one of the kinds that are kept.
    case refusedType
    /// The disk is full or cannot be written.
    case disk(Int32)
    /// No such content.
    case missing
}
