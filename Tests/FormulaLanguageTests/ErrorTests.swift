import FormulaLanguage
import SQLText
import Testing

@Suite("P2 Mistakes are shown where they are, in both languages")
struct ErrorTests {
    private func mistake(in source: String) -> FormulaError? {
        do throws(FormulaError) {
            _ = try Formula.compile(source, in: SampleScope())
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "P2 each mistake has its code, its place and a suggestion",
        arguments: [
            ("", "syntax", "0..<0", nil), ("1+", "syntax", "2..<2", nil), ("(1+2", "syntax", "0..<1", ")"),
            ("1+2)", "syntax", "3..<4", nil),
            ("金额 数量", "syntax", "3..<5", nil), ("\"abc", "syntax", "0..<4", nil), ("【金额", "syntax", "0..<3", nil),
            ("1 # 2", "syntax", "2..<3", nil),
            ("金客+1", "unknown_name", "0..<2", "金额"), ("1+客户.行", "unknown_name", "5..<6", "行业"),
            ("SUMM(1,2)", "unknown_function", "0..<4", "SUM"),
            ("IF(金额,1,2)", "type", "3..<5", "…<>0"), ("备注+1", "type", "0..<2", "VALUE(…)"),
            ("有效*2", "type", "0..<2", "IF(…,1,0)"),
            ("阶段=\"商务\"", "unknown_option", "3..<7", "\"商务谈判\""), ("IF(有效,1,\"a\")", "type", "8..<11", nil),
            ("IF(1)", "argument_count", "0..<5", "IF(条件, 成立时, [不成立时])"),
            ("标签=\"重点\"", "type", "0..<7", "HASANY(…)"), ("负责人=\"张三\"", "type", "0..<8", nil),
            ("金额.名称", "type", "0..<2", nil),
            ("触达", "type", "0..<2", nil), ("COUNTIFS(金额)", "unknown_name", "9..<11", nil),
            ("TEXT(1,备注)", "constant_needed", "7..<9", nil),
            ("SUMIFS(触达.费用, COUNTIFS(触达)>1)", "too_large", "14..<26", nil), ("1..2", "syntax", "2..<4", nil),
            ("@\"x\"&@", "syntax", "5..<6", nil),
            ("0.12345678901234567", "number", "0..<19", nil),
        ] as [(String, String, String, String?)])
    func mistakes(_ source: String, _ code: String, _ place: String, _ suggestion: String?) throws {
        let error = try #require(mistake(in: source), "\(source) compiles")
        #expect(error.code.rawValue == "formula." + code, "\(error)")
        #expect("\(error.position)" == place, "\(error)")
        if let suggestion { #expect(error.suggestion == suggestion) }
        #expect(!error.messageZh.isEmpty && !error.messageEn.isEmpty)
    }

    @Test("P2 a failed value points at its operation")
    func failurePlace() throws {
        let formula = try Formula.compile("1 + 金额 / (数量-3)", in: SampleScope())
        #expect {
            try formula.evaluate(SampleRow.full)
        } throws: { error in
            let error = error as? FormulaError
            return error?.code == .divisionByZero && error?.position == 9..<15 && error?.isValueFailure == true
        }
    }

    @Test("P2 the expected type is enforced or reached")
    func expecting() throws {
        let scope = SampleScope()
        #expect(try Formula.compile("金额", in: scope, expecting: .text).type == .text)
        #expect(try Formula.compile("创建时间", in: scope, expecting: .date).type == .date)
        #expect(try Formula.compile("\"2026-01-01\"", in: scope, expecting: .date).type == .date)
        #expect(try Formula.compile("\"\"", in: scope, expecting: .number).type == .number)
        #expect(throws: FormulaError.self) { try Formula.compile("备注", in: scope, expecting: .number) }
        #expect(throws: FormulaError.self) { try Formula.compile("金额", in: scope, expecting: .boolean) }
    }
}

@Suite("P2 Hostile formulas fail quickly and clearly")
struct HostileTests {
    private func code(_ source: String) -> String {
        do throws(FormulaError) {
            _ = try Formula.compile(source, in: SampleScope())
            return "compiled"
        } catch {
            return error.code.rawValue
        }
    }

    private func nested(_ open: String, _ close: String, _ count: Int, _ core: String = "1") -> String {
        String(repeating: open, count: count) + core + String(repeating: close, count: count)
    }

    @Test("P2 nesting beyond the limit is refused before the stack is")
    func nesting() {
        let wide = FormulaLimits(sourceLength: 1_000_000, nodes: 1_000_000, depth: 64, cost: 1_000_000)
        for source in [
            nested("(", ")", 10_000), String(repeating: "(", count: 100_000),
            String(repeating: "-", count: 50_000) + "1",
            nested("IF(TRUE,", ",2)", 5_000), nested("NOT(", ")", 9_000, "TRUE"),
            String(repeating: "1+", count: 9_000) + "1",
            String(repeating: "1^", count: 9_000) + "1", "1" + String(repeating: "%", count: 9_000),
            nested("1+(", ")", 9_000),
        ] {
            #expect(throws: FormulaError.self) { try Formula.compile(source, in: SampleScope(), limits: wide) }
            #expect(code(source) == "formula.too_large")
        }
    }

    @Test("P2 what the limits allow also computes, on a small stack")
    func deepest() async throws {
        let sources = [
            nested("(", ")", 60), nested("IF(有效,", ",2)", 60), nested("-", "", 60, "数量"),
            String(repeating: "数量+", count: 60) + "1", nested("ABS(", ")", 60, "金额/数量"),
        ]
        // Tasks run on threads with small stacks.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for source in sources {
                group.addTask {
                    let formula = try Formula.compile(source, in: SampleScope())
                    _ = try formula.evaluate(SampleRow.full)
                    for dialect in Dialects.all { _ = try formula.sql(SQLContexts.make(dialect)) }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("P2 results cannot explode")
    func explosions() throws {
        #expect(code(String(repeating: "字", count: 9_000)) == "formula.too_large")
        #expect(code("SUM(" + Array(repeating: "1", count: 2_000).joined(separator: ",") + ")") == "formula.too_large")
        #expect(code(Array(repeating: "COUNTIFS(触达)", count: 50).joined(separator: "+")) == "formula.too_large")
        #expect(try result("REPT(\"长\",999999999)") == "[formula.value]")
        #expect(try result("9^256") == "[formula.number]")
        #expect(try result("2^99999999") == "[formula.number]")
        #expect(try result("SUBSTITUTE(REPT(\"a\",30000),\"a\",REPT(\"b\",30000))") == "[formula.value]")
        #expect(try result("WORKDAY(TODAY(),999999999)") == "[formula.number]")
        #expect(try result("EDATE(TODAY(),99999999999)") == "[formula.date]")
        #expect(try result("TODAY()+99999999999999999999") == "[formula.date]")
        #expect(try result("NOW()+9999999") == "[formula.date]")
    }

    @Test("P2 SQL that would grow without bound is refused")
    func sqlExplosion() throws {
        let source = nested("IFERROR(1/", ",数量)", 30, "数量")
        let formula = try Formula.compile(source, in: SampleScope())
        #expect(throws: FormulaError.self) { try formula.sql(SQLContexts.make(.sqlite)) }
        #expect(try result(source) != "")
    }

    @Test("P2 no random text crashes the compiler")
    func fuzz() {
        var dice = Dice(seed: TestSettings.seed)
        let pieces = [
            "金额", "客户", ".", "(", ")", ",", "\"", "“", "”", "【", "】", "{", "}", "@", "IF", "COUNTIFS", "触达", "+", "-",
            "%", "^", "&",
            "=", "<", ">", "1", "0.5", " ", "\n", "😀", "\u{0}", "\u{301}", "TRUE", "阶段", "，", "DATE", "TEXT",
            "\"0.00\"", "ID", "标签",
        ]
        for _ in 0..<3_000 {
            let source = (0..<dice.roll(14) + 1).map { _ in dice.pick(pieces) }.joined()
            if let formula = try? Formula.compile(source, in: SampleScope()) {
                _ = try? formula.evaluate(SampleRow.full)
                _ = try? formula.sql(SQLContexts.make(.postgres))
                #expect(
                    (try? Formula.compile(formula.canonical, in: SampleScope()))?.canonical == formula.canonical,
                    "\(source)")
            }
            _ = FormulaAssist.complete(source, cursor: dice.roll(20), in: SampleScope())
        }
    }
}
