import Definitions
import FormulaLanguage
import Foundation
import Records
import TestKit
import Testing

@Suite("Files are kept by their content")
struct FileTests {
    static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]

    private static func withStore(_ body: (FileStore) throws -> Void) throws {
        let root = NSTemporaryDirectory() + "/yuyan-files-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: root) }
        try body(FileStore(root: root))
    }

    @Test(
        "the kind comes from the first bytes",
        arguments: [
            (png, "image/png"), ([0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg"), (Array("GIF89a..".utf8), "image/gif"),
            (Array("RIFF0000WEBPVP8 ".utf8), "image/webp"), (Array("%PDF-1.7\n".utf8), "application/pdf"),
            (Array("RIFF0000WAVEfmt ".utf8), "audio/wav"), (Array("ID3\u{4}".utf8), "audio/mpeg"), ([0xFF, 0xFB, 0x90, 0x44], "audio/mpeg"),
            (Array("#!AMR\n".utf8), "audio/amr"), (Array("\u{0}\u{0}\u{0} ftypM4A \u{0}".utf8), "audio/mp4"),
            (Array("\u{0}\u{0}\u{0} ftypisom\u{0}".utf8), "video/mp4"), ([0x50, 0x4B, 3, 4, 1], "application/zip"),
            (
                [0x50, 0x4B, 3, 4] + Array("....[Content_Types].xml...xl/workbook.xml".utf8),
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            ),
            ([0x50, 0x4B, 3, 4] + Array("....word/document.xml".utf8), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            (Array("会议纪要\n第一条".utf8), "text/plain"), (Array("  <html><script>".utf8), "application/octet-stream"),
            (Array("<svg onload=x>".utf8), "application/octet-stream"), ([0, 1, 2, 3], "application/octet-stream"),
        ] as [([UInt8], String)])
    func kinds(bytes: [UInt8], mime: String) throws {
        try Self.withStore { store in
            let kept = try store.keep(bytes)
            #expect(kept.mime == mime)
        }
    }

    @Test("the same content is kept once, under its digest, piece by piece or at once")
    func content() throws {
        try Self.withStore { store in
            let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let writer = try store.makeWriter()
            for start in stride(from: 0, to: bytes.count, by: 7001) { try writer.write(bytes[start..<min(start + 7001, bytes.count)]) }
            let stored = try writer.finish()
            #expect(try store.keep(bytes) == stored)
            #expect(stored.size == 200_000)
            #expect(try store.content(of: stored.sha256) == bytes)
            #expect(try store.keep(Array("abc".utf8)).sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
            #expect(try FileManager.default.contentsOfDirectory(atPath: store.root + "/incoming").isEmpty)
        }
    }

    @Test("too much, nothing, and names that are no digests are refused and leave nothing behind")
    func refused() throws {
        try Self.withStore { store in
            #expect(throws: FileStoreError.tooLarge(limit: 10)) { try store.keep(Array(repeating: 1, count: 11), limit: 10) }
            #expect(throws: FileStoreError.empty) { try store.keep([]) }
            for name in ["../../etc/passwd", "", String(repeating: "a", count: 63), String(repeating: "A", count: 64), String(repeating: "/", count: 64)] {
                #expect(store.path(of: name) == nil)
            }
            #expect(throws: FileStoreError.missing) { try store.content(of: String(repeating: "0", count: 64)) }
            do { _ = try store.makeWriter() }
            #expect(try FileManager.default.contentsOfDirectory(atPath: store.root + "/incoming").isEmpty)
        }
    }

    @Test("S1.10 an attachment opens only with its record, and only own uploads can be attached", arguments: Engine.available)
    func rights(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let file = try await workspace.storeFile(Self.png, name: "..\\..\\照片/门头.png", by: .user(Person.rep1))
            #expect(file.name == "门头.png" && file.mime == "image/png" && file.size == 11)
            func opens(_ userID: Int64) async throws -> Bool {
                let viewer = try workspace.viewer(userID)
                return try await workspace.read { (try? $0.visibleFile(file.id, as: viewer)) != nil }
            }
            #expect(try await opens(Person.rep1))
            #expect(try await !opens(Person.rep2))
            let theft = await refusal { try await workspace.lead("x", by: .user(Person.rep2), ["files": .list([ref("file", file.id)])]) }
            #expect(theft?.codes == ["value.reference(files)"])
            let id = try await workspace.lead("张三", ["files": .list([ref("file", file.id)])])
            let shown = try await workspace.shown("lead", id, as: Person.managerA)["values"]?["files"]
            #expect(shown == [["id": .int(file.id), "name": "门头.png", "mime": "image/png", "size": 11]])
            #expect(try await opens(Person.managerA))
            #expect(try await !opens(Person.rep2))
            // A manager may save the record with the attachment as it is.
            try await workspace.update("lead", id, by: .user(Person.managerA), ["files": .list([ref("file", file.id)]), "company": "甲"])
            let wrong = await #expect(throws: FileStoreError.self) {
                try await workspace.storeFile(Self.png, name: "a", by: .user(Person.rep1), accepting: ["application/pdf"])
            }
            #expect(wrong == .refusedType)
        }
    }
}
