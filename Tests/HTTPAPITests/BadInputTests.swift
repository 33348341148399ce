import HTTPTypes
import Records
import TestKit
import Testing

@testable import HTTPAPI

@Suite("Hostile and broken input")
struct BadInputTests {
    private static let path = "/objects/lead/records"
    private static let json: HTTPFields = [.contentType: "application/json", .requestedWith: "yuyan"]

    private func post(_ house: House, _ sender: Sender, _ bytes: [UInt8], _ headers: HTTPFields = json) async throws
        -> Answer
    {
        try await house.raw(.post, Self.path, bytes, as: sender, headers: headers)
    }

    @Test(
        "Broken JSON is refused with its reason",
        arguments: [
            ("{", "unexpected_end"), ("{\"values\":{\"name\":\"a\"}}x", "trailing"),
            ("{\"a\":1,\"a\":2}", "duplicate_key"),
            ("{\"values\":{\"name\":\"\\ud800\"}}", "bad_escape"), ("{\"values\":{\"name\":\"a\\u0000\"}}", "nul"),
            ("{\"values\":{\"name\":\"a\u{1}\"}}", "control_character"), ("[01]", "bad_number"),
            ("nul", "unexpected_end"),
            (String(repeating: "[", count: 100) + String(repeating: "]", count: 100), "too_deep"),
        ])
    func malformed(_ text: String, _ reason: String) async throws {
        try await House.open { house in
            let answer = try await post(house, house.logIn("admin"), Array(text.utf8))
            #expect(answer.status == 400)
            #expect(answer.code == "json.malformed")
            #expect(answer["reason"]?.string == reason)
            #expect(answer.header("Content-Type")?.hasPrefix("application/problem+json") == true)
        }
    }

    @Test("Bytes that are no UTF-8 are refused")
    func notUTF8() async throws {
        try await House.open { house in
            let bytes = Array("{\"values\":{\"name\":\"".utf8) + [0xFF, 0xFE] + Array("\"}}".utf8)
            let answer = try await post(house, house.logIn("admin"), bytes)
            #expect(answer["reason"] == "bad_utf8")
        }
    }

    @Test(
        "Wrong shapes name the member",
        arguments: [
            ("[]", "value.type"), ("{}", "value.missing"), ("{\"values\":[]}", "value.type"),
            ("{\"values\":{},\"other\":1}", "value.unknown"), ("{\"values\":{},\"client_key\":\"x\"}", "value.missing"),
            ("{\"values\":{},\"client_key\":\"a b c d e f\"}", "value.format"),
        ])
    func shapes(_ text: String, _ code: String) async throws {
        try await House.open { house in
            let answer = try await post(house, house.logIn("admin"), Array(text.utf8))
            #expect(answer.status == 422)
            #expect(answer.code == "body.invalid")
            #expect(answer["errors"]?.array?.first?["code"]?.string == code)
        }
    }

    @Test("Over-long text is refused by its field")
    func tooLong() async throws {
        try await House.open { house in
            let body: JSONValue = ["values": ["name": .string(String(repeating: "长", count: 61))]]
            let answer = try await post(house, house.logIn("admin"), body.bytes)
            #expect(answer.status == 422)
            #expect(answer["errors"]?.array?.first?["field"] == "name")
        }
    }

    @Test("Ten megabytes are too many for JSON, and one more than twenty for a file")
    func tooLarge() async throws {
        try await House.open { house in
            let admin = try await house.logIn("admin")
            let answer = try await post(house, admin, [UInt8](repeating: UInt8(ascii: " "), count: 10 << 20))
            #expect(answer.status == 413)
            #expect(answer.code == "body.too_large")
            let file = try await house.raw(
                .post, "/files", [UInt8](repeating: 65, count: (20 << 20) + 1), as: admin, headers: Self.json)
            #expect(file.status == 413)
        }
    }

    @Test("Another content type is refused", arguments: ["text/plain", "application/x-www-form-urlencoded", ""])
    func media(_ type: String) async throws {
        try await House.open { house in
            let headers: HTTPFields = [.contentType: type, .requestedWith: "yuyan"]
            let answer = try await post(house, house.logIn("admin"), Array("{\"values\":{}}".utf8), headers)
            #expect(answer.status == 415)
        }
    }

    @Test("A formula bomb fails fast")
    func bomb() async throws {
        try await House.open { house in
            let admin = try await house.logIn("admin")
            for source in [
                String(repeating: "(", count: 4000), String(repeating: "1+", count: 3900) + "1",
                "REPT(REPT(\"a\",9999999),9999999)=\"\"", String(repeating: "IF(TRUE,", count: 900),
            ] {
                let answer = try await house.send(
                    .post, "/formulas/check", ["object": "lead", "source": .string(source)], as: admin)
                #expect(answer.status == 200)
                #expect(answer["ok"]?.bool != nil)
            }
        }
    }

    @Test("Unknown addresses, methods and objects say what they are")
    func unknown() async throws {
        try await House.open { house in
            let admin = try await house.logIn("admin")
            #expect(try await house.get("/nothing", as: admin).code == "resource.not_found")
            #expect(try await house.get("/objects/dragon/records", as: admin).status == 404)
            #expect(try await house.get("/objects/..%2F..%2Fetc/records", as: admin).status == 404)
            let wrong = try await house.send(.put, "/session", as: admin)
            #expect(wrong.status == 405)
            #expect(wrong.header("Allow") == "DELETE, GET, POST")
            for id in ["0", "-1", "abc", "9007199254740992", "1;DROP", "%00"] {
                let answer = try await house.get("/objects/lead/records/\(id)", as: admin)
                #expect(answer.code == "parameter.invalid", "\(id)")
            }
            #expect(try await house.get("/objects/lead/records/9007199254740991", as: admin).status == 404)
            #expect(try await house.get("/objects/lead/records?sort=nothing", as: admin).status == 422)
            #expect(try await house.get("/objects/lead/records?cursor=xyz", as: admin).status == 422)
        }
    }
}
