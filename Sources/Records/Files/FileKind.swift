/// What a file is, by its first bytes and never by its name.
enum FileKind {
    /// Bytes that are enough to tell.
    static let headLength = 4096

    /// What is known to be harmless to hand out again; anything else is only
    /// ever downloaded.
    static func mime(of head: [UInt8]) -> String {
        for (signature, mime) in signatures where head.starts(with: signature) {
            return mime == zip ? office(head) : mime
        }
        if head.count >= 12, ascii(head, 0, "RIFF") {
            if ascii(head, 8, "WEBP") { return "image/webp" }
            if ascii(head, 8, "WAVE") { return "audio/wav" }
        }
        if head.count >= 12, ascii(head, 4, "ftyp") { return isoMedia(head) }
        if head.count >= 2, head[0] == 0xFF, head[1] & 0xE6 == 0xE2 || head[1] == 0xFB { return "audio/mpeg" }
        return isText(head) ? "text/plain" : "application/octet-stream"
    }

    private static let zip = "application/zip"

    private static let signatures: [([UInt8], String)] = [
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        (Array("GIF87a".utf8), "image/gif"),
        (Array("GIF89a".utf8), "image/gif"),
        (Array("%PDF-".utf8), "application/pdf"),
        ([0x50, 0x4B, 0x03, 0x04], zip),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "application/x-ole-storage"),
        (Array("ID3".utf8), "audio/mpeg"),
        (Array("#!AMR".utf8), "audio/amr"),
        (Array("OggS".utf8), "audio/ogg"),
    ]

    /// Office documents are ZIPs; the names of their first parts tell which.
    private static func office(_ head: [UInt8]) -> String {
        let kinds = [
            ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ]
        return kinds.first { contains(head, Array($0.0.utf8)) }?.1 ?? zip
    }

    private static func isoMedia(_ head: [UInt8]) -> String {
        if ascii(head, 8, "M4A") || ascii(head, 8, "M4B") { return "audio/mp4" }
        if ascii(head, 8, "heic") || ascii(head, 8, "mif1") || ascii(head, 8, "heix") { return "image/heic" }
        if ascii(head, 8, "qt") { return "video/quicktime" }
        return "video/mp4"
    }

    private static func ascii(_ head: [UInt8], _ offset: Int, _ text: String) -> Bool {
        head.dropFirst(offset).starts(with: Array(text.utf8))
    }

    private static func contains(_ head: [UInt8], _ needle: [UInt8]) -> Bool {
        guard head.count >= needle.count else { return false }
        return (0...(head.count - needle.count)).contains { head[$0...].starts(with: needle) }
    }

    /// UTF-8 without control characters and nothing a browser would run.
    private static func isText(_ head: [UInt8]) -> Bool {
        guard !head.contains(where: { $0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0) }) else { return false }
        // A character may be cut at the end of the head.
        let whole = (0..<4).lazy.compactMap { String(validating: head.dropLast($0), as: UTF8.self) }.first
        guard let start = whole?.drop(while: { $0.isWhitespace || $0 == "\u{FEFF}" }) else { return false }
        return !start.hasPrefix("<")
    }
}
