import Definitions
import Testing

@Suite("P11.1 Hostile documents cost nothing and crash nothing")
struct HostileDocumentTests {
    private func codes(_ text: String, _ syntax: Definition.Syntax = .yaml) -> [DefinitionIssue.Code] {
        do {
            _ = try Definition.read(text, as: syntax)
            return []
        } catch {
            return error.issues.map(\.code)
        }
    }

    @Test("A billion laughs are refused unread")
    func laughs() {
        var text = "a0: &a0 [lol]\n"
        for level in 1...30 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n" }
        #expect(codes(text) == [.aliasRefused])
    }

    @Test("An alias as a key, and a lonely anchor, are refused")
    func anchors() {
        #expect(codes("kind: object\nkey: &x lead\n").contains(.aliasRefused))
        #expect(codes("? &k {a: 1}\n: 2\n") == [.unreadable] || codes("? &k {a: 1}\n: 2\n") == [.aliasRefused])
        #expect(codes("kind: *nothing\n") == [.aliasRefused])
    }

    @Test("Deep nesting is refused", arguments: ["[", "{a: ", "- ", "? "])
    func deep(_ opening: String) {
        let codes = codes("kind: object\nx: " + String(repeating: opening, count: 5_000))
        #expect(codes == [.tooDeep] || codes == [.unreadable])
        let lines = (0..<200).map { String(repeating: "  ", count: $0) + "a:" }.joined(separator: "\n")
        #expect(self.codes(lines) == [.tooDeep])
    }

    @Test("A text beyond 5 MB is refused")
    func large() {
        let text = "kind: object\nlabel: " + String(repeating: "长", count: 2_000_000)
        #expect(codes(text) == [.tooLarge])
        #expect(codes("\"" + text, .json) == [.tooLarge])
    }

    @Test("Too many parts are refused")
    func manyParts() {
        let list = "x: [" + String(repeating: "1,", count: 250_000) + "1]"
        #expect(codes(list) == [.tooLarge])
        #expect(codes("[" + String(repeating: "1,", count: 250_000) + "1]", .json) == [.tooLarge])
    }

    @Test("A duplicate key is refused in YAML and in JSON")
    func duplicates() {
        #expect(codes("kind: role\nkey: a\nkey: b\n") == [.duplicateKey])
        #expect(codes("{\"kind\":\"role\",\"key\":\"a\",\"key\":\"b\"}", .json) == [.duplicateKey])
    }

    @Test(
        "Text that is no document is refused with a line",
        arguments: [
            "a: [1, 2", "\u{0}", "a: 'x", "%YAML 9.9\n---\n", "key: a: b: c", "- x\ny: 1", "\t- a", "!!binary x: y: z",
        ])
    func unreadable(_ text: String) {
        #expect(!codes(text).isEmpty)
    }

    @Test(
        "Broken JSON is refused",
        arguments: [
            "", "{", "[1,]", "{\"a\":}", "{\"a\" 1}", "{a:1}", "\"\\ud800\"", "\"\\x\"", "nul", "1 2", "[\u{1}]",
            "\"\u{1}\"",
            "-", "1e999",
        ])
    func brokenJSON(_ text: String) {
        #expect(!codes(text, .json).isEmpty)
    }

    @Test("JSON nested too deeply is refused")
    func deepJSON() {
        #expect(codes(String(repeating: "[", count: 100_000), .json) == [.tooDeep])
    }

    @Test("Random bytes and random cuts never crash the readers")
    func fuzz() {
        var dice = SplitMix(seed: 20_260_501)
        let sample = Array(Samples.whole.unicodeScalars)
        let noise = Array("{}[]:,-?*&!|>'\"#%@` \n\tab1中".unicodeScalars)
        for _ in 0..<300 {
            var text = sample
            for _ in 0..<Int.random(in: 1...12, using: &dice) {
                let index = Int.random(in: 0..<text.count, using: &dice)
                switch Int.random(in: 0..<3, using: &dice) {
                case 0: text.remove(at: index)
                case 1: text.insert(noise.randomElement(using: &dice) ?? "x", at: index)
                default: text[index] = noise.randomElement(using: &dice) ?? "x"
                }
            }
            var scalars = String.UnicodeScalarView()
            scalars.append(contentsOf: text.prefix(Int.random(in: 1...text.count, using: &dice)))
            _ = Samples.issues(String(scalars))
            _ = codes(String(scalars), .json)
        }
    }
}

/// A small seeded generator, so that failures can be repeated.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
