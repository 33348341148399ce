import Records
import TestKit
import Testing

@Suite("JSON is read strictly and written back the same")
struct JSONTests {
    @Test(
        "good texts",
        arguments: [
            ("null", JSONValue.null), (" true ", true), ("-0", 0), ("9223372036854775807", .int(.max)),
            ("-9223372036854775808", .int(.min)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("1.50", 1.5), ("1e3", 1000), ("1.0", 1), ("\"\"", ""), ("\"\\u00e9\\n\\/\\\"\"", "é\n/\""),
            ("\"\\ud83d\\ude00\"", "😀"), ("[]", []), ("[1,[2,{}]]", [1, [2, .object([:])]]),
            ("{\"a\":{\"b\":[null]},\"雨\":\"燕\"}", ["a": ["b": [nil]], "雨": "燕"]),
        ] as [(String, JSONValue)])
    func reads(text: String, expected: JSONValue) throws {
        let value = try JSONValue(parsing: text)
        #expect(value == expected)
        #expect(try JSONValue(parsing: value.bytes) == value)
    }

    @Test(
        "bad texts, with the place",
        arguments: [
            ("", JSONError.Code.unexpectedEnd, 0), ("[1,]", .syntax, 3), ("[1 2]", .syntax, 3), ("{\"a\" 1}", .syntax, 5),
            ("{a:1}", .syntax, 1), ("tru", .unexpectedEnd, 3), ("nul1", .syntax, 3), ("01", .badNumber, 0),
            ("-", .unexpectedEnd, 1), ("1.", .unexpectedEnd, 2), ("1e", .unexpectedEnd, 2), ("1e999", .badNumber, 0),
            ("+1", .syntax, 0), ("NaN", .syntax, 0), ("'a'", .syntax, 0), ("\"a", .unexpectedEnd, 2),
            ("\"\\x\"", .badEscape, 1), ("\"\\u12\"", .badEscape, 1), ("\"\\ud800\"", .badEscape, 1),
            ("\"\\ud800\\u0041\"", .badEscape, 1), ("\"\\udc00\"", .badEscape, 1), ("\"\\u0000\"", .nul, 1),
            ("\"a\u{0}\"", .nul, 2), ("\"\n\"", .controlCharacter, 1), ("1 1", .trailing, 2), ("{} x", .trailing, 3),
            ("{\"a\":1,\"a\":2}", .duplicateKey, 7), ("{\"a\":1,\"\\u0061\":2}", .duplicateKey, 7),
            ("\u{FEFF}1", .syntax, 0),
        ] as [(String, JSONError.Code, Int)])
    func refuses(text: String, code: JSONError.Code, offset: Int) throws {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error?.code == code)
        #expect(error?.offset == offset)
    }

    @Test("the place of a fault is told by line and column")
    func lines() throws {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: "{\n  \"a\": 1,\n  \"b\": ?\n}") }
        #expect(error?.line == 3)
        #expect(error?.column == 8)
    }

    @Test("bytes that are no UTF-8 are refused")
    func badUTF8() throws {
        for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] {
            #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
        }
    }

    @Test("64 levels are read, 65 are not, and a million do not exhaust the stack")
    func depth() throws {
        func nested(_ count: Int) -> String {
            String(repeating: "[", count: count) + String(repeating: "]", count: count)
        }
        #expect((try? JSONValue(parsing: nested(64))) != nil)
        for count in [65, 1_000_000] {
            let error = #expect(throws: JSONError.self) {
                try JSONValue(parsing: nested(count), limits: JSONLimits(bytes: .max))
            }
            #expect(error?.code == .tooDeep)
        }
    }

    @Test("a text beyond the limit is not even looked at")
    func size() {
        let error = #expect(throws: JSONError.self) {
            try JSONValue(parsing: "\"\(String(repeating: "a", count: 100))\"", limits: JSONLimits(bytes: 50))
        }
        #expect(error?.code == .tooLarge)
    }

    @Test("10,000 mutilated documents never crash, and what is read survives a round trip")
    func fuzz() {
        var random = SeededRandom(seed: 7)
        let seeds = [
            "{\"a\":[1,2.5,-3e2,true,false,null],\"b\":{\"c\":\"\\u4e2d\\ud83d\\ude00\"},\"雨\":\"燕\"}",
            "[[[[\"\\\"\\\\\"]]],{\"x\":{}},0,-0.0,1E-7]",
        ].map { Array($0.utf8) }
        let spice = Array("{}[]\",:\\u0dn-+.eE \u{0}\n中".utf8) + [0xFF, 0xC3]
        for _ in 0..<10_000 {
            var bytes = random.pick(seeds)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = random.pick(spice)
                case 1: bytes.insert(random.pick(spice), at: place)
                default: if bytes.count > 1 { bytes.remove(at: place) }
                }
            }
            guard let value = try? JSONValue(parsing: bytes) else { continue }
            #expect((try? JSONValue(parsing: value.bytes)) == value, "seed text \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test("numbers are written plainly")
    func numbers() {
        func written(_ body: (inout [UInt8]) -> Void) -> String {
            var bytes: [UInt8] = []
            body(&bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
        #expect(written { $0.append(decimal: .min) } == "-9223372036854775808")
        #expect(written { $0.append(scaled: 1250, scale: 2) } == "12.5")
        #expect(written { $0.append(scaled: -5, scale: 2) } == "-0.05")
        #expect(written { $0.append(scaled: 300, scale: 2) } == "3")
        #expect(JSONValue.number(.infinity).text == "null")
        #expect(JSONValue.number(2).text == "2")
        #expect(JSONValue.object(["b": 1, "a": "\u{1}<\n"]).text == "{\"a\":\"\\u0001<\\n\",\"b\":1}")
    }
}
