import Testing

@testable import Touches

@Suite("A2 empty phrases are detected")
struct EmptyPhraseTests {
    static let phrases = ["持续跟进", "等待回复", "保持联系", "跟进中"]

    @Test(
        "A2.2 a note of nothing but empty phrases is refused",
        arguments: [
            "持续跟进", " 持续跟进。", "持续跟进，等待回复", "已持续跟进", "持 续 跟 进!!", "等待回复中",
        ])
    func empty(note: String) {
        #expect(EmptyPhrase.found(in: note, phrases: Self.phrases) != nil)
    }

    @Test(
        "A2.3 a note that says something passes",
        arguments: [
            "持续跟进，周四带报价去见王总", "客户确认预算 30 万，下周三演示", "", "报价已发",
        ])
    func full(note: String) {
        #expect(EmptyPhrase.found(in: note, phrases: Self.phrases) == nil)
    }

    @Test("the longest phrase found is named")
    func named() {
        #expect(EmptyPhrase.found(in: "等待回复，跟进中", phrases: Self.phrases) == "等待回复")
    }
}
