import Testing

@testable import HTTPAPI

@Suite("Parameters of addresses")
struct QueryTests {
    private let declared = [
        QueryParameter("limit", .integer(1...200), "", ""), QueryParameter("q", .text(max: 4), "", ""),
        QueryParameter("f.*", .text(max: 20), "", ""), QueryParameter("unread", .boolean, "", ""),
    ]

    @Test("Values are decoded as UTF-8")
    func decodes() throws {
        let query = try Query("q=%E9%9B%A8%E7%87%95&limit=20&f.status=new%2Cold&unread=1", declared: declared)
        #expect(query["q"] == "雨燕")
        #expect(query.int("limit") == 20)
        #expect(query.flag("unread"))
        #expect(query.family("f.").map(\.name) == ["status"])
        #expect(query.family("f.").map(\.value) == ["new,old"])
    }

    @Test("Nothing is nothing", arguments: [nil, "", "q=", "limit="])
    func empty(_ text: String?) throws {
        let query = try Query(text, declared: declared)
        #expect(query["q"] == nil)
        #expect(query.int("limit") == nil)
    }

    @Test(
        "Whatever is not declared or not right is refused",
        arguments: [
            "limit=0", "limit=201", "limit=x", "limit=1&limit=2", "other=1", "q=%FF", "q=%00", "q=12345", "unread=yes",
            "f.=1", "q=%",
        ])
    func refuses(_ text: String) {
        let problem = #expect(throws: Problem.self) { _ = try Query(text, declared: declared) }
        #expect(problem?.code == .invalidParameter)
    }
}
