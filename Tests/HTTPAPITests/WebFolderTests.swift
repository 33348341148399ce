import Foundation
import Testing

@testable import HTTPAPI

@Suite("The web app's files")
struct WebFolderTests {
    @Test("Only files that lie in the folder are known")
    func knows() throws {
        let root = try WebSample.make()
        defer { WebSample.remove(root) }
        let folder = WebFolder(root: root + "/web")
        #expect(folder.entry("index.html")?.media == "text/html; charset=utf-8")
        #expect(folder.entry("assets/app-1.js")?.encodings.map(\.name) == ["br", "gzip"])
        for name in ["../secret.txt", "secret.txt", "/etc/passwd", "assets", "link.txt", "assets/app-1.js.br", ""] {
            #expect(folder.entry(name) == nil, "\(name)")
        }
    }

    @Test("A new build is noticed")
    func refreshes() throws {
        let root = try WebSample.make()
        defer { WebSample.remove(root) }
        let folder = WebFolder(root: root + "/web")
        try Data("new".utf8).write(to: URL(fileURLWithPath: root + "/web/assets/app-2.js"))
        #expect(folder.entry("assets/app-2.js") == nil)
        let page = root + "/web/index.html"
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 5)], ofItemAtPath: page)
        folder.refresh()
        #expect(folder.entry("assets/app-2.js") != nil)
    }
}

/// A folder like the one a web build makes, with a secret beside it.
enum WebSample {
    static func make() throws -> String {
        let root = NSTemporaryDirectory() + "/yuyan-web-" + UUID().uuidString
        let assets = root + "/web/assets"
        try FileManager.default.createDirectory(atPath: assets, withIntermediateDirectories: true)
        let files = [
            "web/index.html": "<!doctype html><title>雨燕</title>", "web/index.html.br": "BR", "web/index.html.gz": "GZ",
            "web/assets/app-1.js": "let a = 1", "web/assets/app-1.js.br": "br", "web/assets/app-1.js.gz": "gz",
            "web/manifest.webmanifest": "{}", "web/icon.svg": "<svg/>", "secret.txt": "secret",
        ]
        for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: root + "/" + name)) }
        try FileManager.default.createSymbolicLink(
            atPath: root + "/web/link.txt", withDestinationPath: root + "/secret.txt")
        return root
    }

    static func remove(_ root: String) {
        try? FileManager.default.removeItem(atPath: root)
    }
}
