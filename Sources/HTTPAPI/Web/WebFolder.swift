import Foundation
import Synchronization

/// The files of the built web app, known by name.
///
/// Only names found by walking the folder are served, so no address can lead
/// out of it, whatever it contains.
final class WebFolder: Sendable {
    /// One file in the encodings that lie beside it.
    struct Entry: Sendable {
        let path: String
        let media: String
        let size: Int
        let tag: String
        /// Encoded twins, best first: `br` then `gzip`.
        let encodings: [(name: String, path: String, size: Int)]
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var stamp: Date?
    }

    private let root: String
    private let state = Mutex(State())

    init(root: String) {
        self.root = root
        refresh()
    }

    /// Whether there is an app at all.
    var isPresent: Bool { entry("index.html") != nil }

    /// The file of a name relative to the folder, such as `assets/app.js`.
    func entry(_ name: String) -> Entry? {
        state.withLock { $0.entries[name] }
    }

    /// Walks the folder again if the app was built anew since.
    func refresh() {
        let stamp =
            (try? FileManager.default.attributesOfItem(atPath: root + "/index.html"))?[.modificationDate] as? Date
        guard state.withLock({ $0.stamp != stamp || stamp == nil }) else { return }
        let entries = walk()
        state.withLock { $0 = State(entries: entries, stamp: stamp) }
    }

    private func walk() -> [String: Entry] {
        guard let walker = FileManager.default.enumerator(atPath: root) else { return [:] }
        var sizes: [String: (size: Int, changed: Date)] = [:]
        for case let name as String in walker {
            // Symbolic links are not followed: they could lead anywhere.
            let attributes = try? FileManager.default.attributesOfItem(atPath: root + "/" + name)
            guard attributes?[.type] as? FileAttributeType == .typeRegular else { continue }
            sizes[name] = (attributes?[.size] as? Int ?? 0, attributes?[.modificationDate] as? Date ?? .distantPast)
        }
        var entries: [String: Entry] = [:]
        for (name, file) in sizes where !name.hasSuffix(".br") && !name.hasSuffix(".gz") {
            let twins = [("br", ".br"), ("gzip", ".gz")].compactMap { encoding, suffix in
                sizes[name + suffix].map { (name: encoding, path: root + "/" + name + suffix, size: $0.size) }
            }
            let stamp = Int64(file.changed.timeIntervalSince1970 * 1000)
            entries[name] = Entry(
                path: root + "/" + name, media: Self.media(of: name), size: file.size,
                tag: String(file.size, radix: 36) + "-" + String(stamp, radix: 36), encodings: twins)
        }
        return entries
    }

    private static func media(of name: String) -> String {
        switch name.split(separator: ".").last.map(String.init) {
        case "html": "text/html; charset=utf-8"
        case "js", "mjs": "text/javascript; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "json", "map": "application/json; charset=utf-8"
        case "webmanifest": "application/manifest+json"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "webp": "image/webp"
        case "ico": "image/x-icon"
        case "woff2": "font/woff2"
        case "woff": "font/woff"
        case "txt": "text/plain; charset=utf-8"
        default: "application/octet-stream"
        }
    }
}
