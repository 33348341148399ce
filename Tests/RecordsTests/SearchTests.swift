import Definitions
import FormulaLanguage
import Records
import SQLText
import Storage
import TestKit
import Testing

@Suite("P13 search finds Chinese from two characters")
struct SearchTests {
    private static func found(_ words: String, _ test: TestWorkspace, as userID: Int64 = Person.admin) async throws -> Set<String> {
        let page = try await test.workspace.page(ListRequest(object: "lead", limit: 200, search: words), as: userID)
        return Set(page["items"]?.array?.compactMap { $0["title"]?.string } ?? [])
    }

    private static func fill(_ test: TestWorkspace) async throws {
        let workspace = test.workspace
        try await workspace.lead("王小明", ["company": "杭州西湖科技有限公司", "phone": "13812348001"])
        try await workspace.lead("李雷", by: .user(Person.rep3), ["company": "杭州湖西软件", "phone": "13900009002"])
        try await workspace.lead("Anna Smith", by: .user(Person.rep3), ["email": "anna@acme.cn", "note": "喜欢 ＡＢＣ-123 型号"])
        try await test.runFollowers()
    }

    @Test("P13.1 words in any searched field, in part, in full width and by pinyin initials", arguments: Engine.available)
    func words(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            try await Self.fill(test)
            for (words, expected) in [
                ("杭州", ["王小明", "李雷"]), ("西湖", ["王小明"]), ("湖西", ["李雷"]), ("州西湖科", ["王小明"]), ("小明", ["王小明"]),
                ("杭州 软件", ["李雷"]), ("smith", ["Anna Smith"]), ("MIT", ["Anna Smith"]), ("abc", ["Anna Smith"]), ("123", ["Anna Smith"]),
                ("acme.cn", ["Anna Smith"]), ("wxm", ["王小明"]), ("ll", ["李雷"]), ("没有的", []), ("杭西", []), ("州西软", []),
                ("\"杭州\" OR x", []), ("西湖' & '", ["王小明"]),
            ] as [(String, Set<String>)] {
                #expect(try await Self.found(words, test) == expected, "\(words)")
            }
        }
    }

    @Test("P13.2 telephone numbers by their last digits, and whole only by who may see them whole", arguments: Engine.available)
    func phones(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            try await Self.fill(test)
            #expect(try await Self.found("8001", test) == ["王小明"])
            #expect(try await Self.found("138-1234-8001", test) == ["王小明"])
            // Finance sees 138****8001: the middle must not be found out.
            #expect(try await Self.found("8001", test, as: Person.finance) == ["王小明"])
            for probe in ["13812348001", "1234", "3812"] {
                #expect(try await Self.found(probe, test, as: Person.finance) == [], "\(probe)")
            }
            #expect(try await Self.found("13812348001", test, as: Person.rep1) == ["王小明"])
        }
    }

    @Test("P13.3 a search shows only what the viewer may see", arguments: Engine.available)
    func rights(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            try await Self.fill(test)
            #expect(try await Self.found("杭州", test, as: Person.rep1) == ["王小明"])
            #expect(try await Self.found("杭州", test, as: Person.managerB) == ["李雷"])
            #expect(try await Self.found("杭州", test, as: Person.guest) == [])
            #expect(try await test.workspace.count(ListRequest(object: "lead", search: "杭州"), as: Person.rep1) == 1)
        }
    }

    @Test("P13.4 the index follows changes, the recycle bin and restoring", arguments: Engine.available)
    func follows(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let workspace = test.workspace
            let id = try await workspace.lead("张三", ["company": "百合集团"])
            try await test.runFollowers()
            #expect(try await Self.found("百合", test) == ["张三"])
            try await workspace.update("lead", id, by: .system, ["company": "雨燕科技"])
            try await test.runFollowers()
            #expect(try await Self.found("百合", test) == [])
            #expect(try await Self.found("雨燕", test) == ["张三"])
            try await workspace.change(by: .system) { try $0.delete("lead", id) }
            try await test.runFollowers()
            let entries = try await workspace.database.read { try $0.integer("SELECT COUNT(*) FROM search_entry") }
            #expect(entries == 0)
            try await workspace.change(by: .system) { try $0.restore("lead", id) }
            try await test.runFollowers()
            #expect(try await Self.found("雨燕", test) == ["张三"])
        }
    }

    @Test("P13.5 both databases give the same hits over random text")
    func same() async throws {
        var random = SeededRandom(seed: 3)
        let pieces = ["杭", "州", "西", "湖", "科技", "有限", "AB", "ab", "1", "23", " ", "-", "，", "é"]
        let texts = (0..<120).map { _ in (0..<Int.random(in: 2...7, using: &random)).map { _ in random.pick(pieces) }.joined() }
        let words = (0..<40).map { _ in random.pick(pieces) + random.pick(pieces) + (random.chance(0.5) ? random.pick(pieces) : "") }
        var hits: [[Set<String>]] = []
        for engine in Engine.available {
            try await withWorkspace(engine) { test in
                try await test.workspace.change(by: .user(Person.rep1)) { change in
                    for (index, text) in texts.enumerated() { try change.insert("lead", ["name": .text("n\(index)"), "company": .text(text)]) }
                }
                try await test.runFollowers()
                var found: [Set<String>] = []
                for word in words { found.append((try? await Self.found(word, test)) ?? ["refused"]) }
                hits.append(found)
            }
        }
        #expect(hits.allSatisfy { $0 == hits[0] })
        #expect(hits[0].contains { !$0.isEmpty && $0 != ["refused"] })
    }
}
