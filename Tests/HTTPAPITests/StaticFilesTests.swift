import HTTPTypes
import Records
import TestKit
import Testing

@testable import HTTPAPI

@Suite("Serving the web app")
struct StaticFilesTests {
    private func withWeb(_ test: @escaping @Sendable (House) async throws -> Void) async throws {
        let root = try WebSample.make()
        defer { WebSample.remove(root) }
        var options = House.options
        options.webDirectory = root + "/web"
        try await House.open(options: options, test)
    }

    @Test("Pages are compressed as the browser can take it")
    func encodings() async throws {
        try await withWeb { house in
            for (accept, encoding, text) in [
                ("br, gzip", "br", "BR"), ("gzip", "gzip", "GZ"), ("br;q=0, gzip", "gzip", "GZ"),
            ] {
                let answer = try await house.get("//index.html", headers: [.acceptEncoding: accept])
                #expect(answer.header("Content-Encoding") == encoding)
                #expect(answer.header("Content-Length") == "2")
                #expect(answer.text == text)
                #expect(answer.header("Content-Type") == "text/html; charset=utf-8")
            }
            #expect(try await house.get("//").text.contains("雨燕"))
        }
    }

    @Test("Assets never change, pages are asked for again")
    func caching() async throws {
        try await withWeb { house in
            let asset = try await house.get("//assets/app-1.js")
            #expect(asset.header("Cache-Control") == "public, max-age=31536000, immutable")
            let page = try await house.get("//")
            #expect(page.header("Cache-Control") == "no-cache")
            let tag = try #require(page.header("ETag"))
            #expect(try await house.get("//", headers: [.ifNoneMatch: tag]).status == 304)
        }
    }

    @Test(
        "Addresses of the app itself get its page",
        arguments: ["//leads/7", "//f/website", "//login?next=1", "//boards/x/y"])
    func fallback(_ path: String) async throws {
        try await withWeb { house in
            let answer = try await house.get(path)
            #expect(answer.status == 200)
            #expect(answer.text.contains("雨燕"))
        }
    }

    @Test(
        "Nothing outside the folder is served",
        arguments: [
            "///etc/passwd", "//../secret.txt", "//assets/../../secret.txt", "//..%2fsecret.txt", "//%2e%2e/secret.txt",
            "//assets/%2e%2e/%2e%2e/secret.txt", "//link.txt", "//secret.txt", "//assets/app-1.js%00.html",
            "//....//secret.txt",
        ])
    func traversal(_ path: String) async throws {
        try await withWeb { house in
            let answer = try await house.get(path)
            #expect(!answer.text.contains("secret"))
            #expect(!answer.text.contains("root:"))
            #expect([200, 404].contains(answer.status))
        }
    }

    @Test("Missing assets and unknown API addresses are not found")
    func missing() async throws {
        try await withWeb { house in
            #expect(try await house.get("//assets/app-9.js").status == 404)
            #expect(try await house.get("//favicon.ico").status == 404)
            let api = try await house.get("//api/nothing")
            #expect(api.code == "resource.not_found")
        }
    }
}
