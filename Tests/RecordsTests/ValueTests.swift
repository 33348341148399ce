import Definitions
import FormulaLanguage
import Records
import TestKit
import Testing

@Suite("P1.2 values have one form per field type")
struct ValueTests {
    static let schema = Result { try Schema.compile(SampleCompany.definitions, number: 1) }

    static func field(_ key: String) throws -> FieldModel {
        try #require(schema.get().object("lead")?.field(key))
    }

    @Test(
        "good values of the API",
        arguments: [
            ("name", JSONValue.string("  张三 "), Value.text("张三")), ("name", "e\u{301}", .text("é")),
            ("name", "", .blank), ("name", nil, .blank), ("phone", "+86 138-0013-8000", .text("13800138000")),
            ("phone", "０１０－８８８８６６６６", .text("010-88886666")), ("phone", "400 800 1234", .text("4008001234")),
            ("email", "a.b@example.com.cn", .text("a.b@example.com.cn")), ("website", "https://例子.com/a?b=1", .text("https://例子.com/a?b=1")),
            ("budget", 123, .number(ExactNumber("1.23") ?? 0)), ("discount", 8500, .number(ExactNumber("0.85") ?? 0)),
            ("ratio", 1.25, .number(ExactNumber("1.25") ?? 0)), ("ratio", "1.25", .number(ExactNumber("1.25") ?? 0)),
            ("ratio", 1e-2, .number(ExactNumber("0.01") ?? 0)), ("headcount", 7, .number(7)),
            ("visit_on", "2026-02-28", .date(LocalDate(year: 2026, month: 2, day: 28) ?? .first)),
            ("last_touch_at", 1_772_416_800_000, .instant(Instant(milliseconds: 1_772_416_800_000))),
            ("vip", true, .boolean(true)), ("status", "won", .text("won")),
            ("tags", ["hot", "vip", "hot"], .list([.text("hot"), .text("vip")])), ("tags", [], .blank),
            ("account", 7, .reference(object: "account", id: 7)),
            ("helper", ["id": 7, "label": "x"], .reference(object: "user", id: 7)),
        ] as [(String, JSONValue, Value)])
    func decodes(key: String, json: JSONValue, expected: Value) throws {
        #expect(try ValueCodec.decode(json, for: Self.field(key)) == expected)
    }

    @Test(
        "bad values say which field and what is wrong",
        arguments: [
            ("name", JSONValue.int(1), "value.type"), ("name", .string(String(repeating: "长", count: 61)), "value.too_long"),
            ("name", "a\u{202E}b", "value.characters"), ("name", "a\nb", "value.characters"), ("name", "a\u{7}b", "value.characters"),
            ("phone", "12345", "value.format"), ("phone", "23800138000", "value.format"), ("phone", "1380013800a", "value.format"),
            ("email", "a@b", "value.format"), ("email", "@x.com", "value.format"), ("email", "a b@x.com", "value.format"),
            ("website", "javascript:alert(1)", "value.format"), ("website", "http://", "value.format"),
            ("budget", 1.5, "value.type"), ("budget", "12", "value.type"), ("budget", .int(.max), "value.range"),
            ("ratio", "1e5", "value.type"), ("ratio", "abc", "value.type"), ("headcount", true, "value.type"),
            ("visit_on", "2026-02-30", "value.type"), ("visit_on", 5, "value.type"), ("last_touch_at", "x", "value.type"),
            ("last_touch_at", .int(.max), "value.range"), ("vip", 1, "value.type"), ("status", "nope", "value.option"),
            ("tags", "hot", "value.type"), ("tags", ["nope"], "value.option"), ("account", -1, "value.reference"),
            ("account", .int(1 << 53), "value.reference"), ("account", "7", "value.type"), ("margin", 1, "value.read_only"),
        ] as [(String, JSONValue, String)])
    func refuses(key: String, json: JSONValue, code: String) throws {
        let field = try Self.field(key)
        let issue = #expect(throws: RecordError.Issue.self) { try ValueCodec.decode(json, for: field) }
        #expect(issue?.code == code)
        #expect(issue?.field == key)
        #expect(issue?.zh.isEmpty == false && issue?.en.isEmpty == false)
    }

    @Test(
        "L3.1 equal telephone numbers, addresses and companies have equal forms",
        arguments: [
            (DuplicateKey.Normaliser.phone, ["13800138000", "+86 138 0013 8000", "0086-13800138000", "138-0013-8000", "１３８００１３８０００", "8613800138000"]),
            (.phone, ["010-88886666", "(010) 8888 6666", "01088886666"]),
            (.email, ["Wang@Example.com", " wang@example.COM ", "ｗａｎｇ@example.com"]),
            (.company, ["杭州西湖有限公司", "杭州西湖有限责任公司", "杭州西湖 （集团）有限公司", "杭州 西湖", "杭州西湖股份有限公司"]),
            (.company, ["Acme Co., Ltd.", "ACME", "acme Limited", "Ａｃｍｅ Inc."]),
        ] as [(DuplicateKey.Normaliser, [String])])
    func normalises(normaliser: DuplicateKey.Normaliser, texts: [String]) {
        let forms = Set(texts.map { Normalise.value($0, as: normaliser) })
        #expect(forms.count == 1, "\(forms)")
        #expect(forms.first != .some(nil))
    }

    @Test("L3.1 different ones have different forms, and too little has none")
    func normalisesApart() {
        #expect(Normalise.company("杭州西湖（北京）有限公司") != Normalise.company("杭州西湖有限公司"))
        #expect(Normalise.company("杭州西湖有限公司上海分公司") != Normalise.company("杭州西湖有限公司"))
        #expect(Normalise.company("有限公司") == nil)
        #expect(Normalise.company("(集团)") == nil)
        #expect(Normalise.phone("123") == nil)
        #expect(Normalise.email("nobody") == nil)
        #expect(Normalise.exact("  ") == nil)
        #expect(Normalise.phone("+1 415 555 0100") == "+14155550100")
    }
}
