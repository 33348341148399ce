import FormulaLanguage
import Foundation
import SQLText
import Testing

/// P2: the SQL of typical formulas, in both dialects, as reviewers read it.
/// `YUYAN_RECORD=1` writes the file anew.
@Suite("P2 Formulas become the SQL that is reviewed")
struct GoldenSQLTests {
    static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures/golden-sql.txt")

    static let predicates = [
        "金额>=500000", "金额<500000", "金额>1.005", "500000<金额", "折扣=0.85", "金额*0.3>100", "金额+数量>10", "金额=【预计 成本（元）】",
        "金额/数量>9",
        "备注=\"a\"", "备注<>\"a\"", "名称>=\"a\"", "LOWER(备注)=\"a\"", "阶段=\"商务谈判\"", "阶段<>\"商务谈判\"",
        "IN(阶段,\"商务谈判\",\"合同已签\")",
        "IN(数量,1,2)", "签约日期<TODAY()-3", "签约日期=下次跟进", "创建时间>=TODAY()", "ISBLANK(下次跟进)", "备注=\"\"", "有效", "NOT(有效)",
        "有效=FALSE",
        "AND(有效, 金额>0, OR(数量=1, 备注=\"b\"))", "AND(数量<>0, 金额/数量>9)", "NOT(金额>0)", "负责人=CURRENTUSER()", "客户.行业=\"制造\"",
        "客户.负责人.姓名=\"李四\"", "HASANY(标签,\"重点\",\"续约\")", "HASALL(标签,\"重点\",\"续约\")",
        "COUNTIFS(触达, 触达.商机=ID, 触达.有效=TRUE)>=2",
        "SUMIFS(触达.费用, 触达.商机=ID)>旧值", "NETWORKDAYS(签约日期,TODAY())>5",
    ]

    static let scalars = [
        "IF(金额>500000, \"大\", 备注)", "IFERROR(金额/数量, 0)", "ROUND(金额*折扣, 2)", "SUM(金额, 数量)", "AVERAGE(金额, 折扣)",
        "TEXT(金额, \"#,##0.00\")",
        "备注&\"-\"&数量", "阶段&\"\"", "EDATE(签约日期, 1)", "有效", "HOUR(创建时间)", "AVERAGEIFS(触达.费用, 触达.商机=ID)",
        "MAXIFS(触达.时间, 触达.商机=ID)",
        "SUMIFS(触达.费用*触达.时长, 触达.商机=ID)", "COUNTA(标签)", "-金额", "IF(有效, 金额)", "COALESCE(备注, 名称)",
    ]

    @Test("P2 the SQL is the recorded one")
    func golden() throws {
        var text = "# formula, then its SQL on each database; «…» are bound values\n"
        for source in Self.predicates { text += try section("WHERE", source) { try $0.predicate($1) } }
        for source in Self.scalars { text += try section("SELECT", source) { try $0.sql($1) } }
        for source in ["金额*折扣", "金额", "数量"] {
            text += try section("STORE", source) { try $0.sql($1, storedAs: .scaled(2)) }
        }
        if ProcessInfo.processInfo.environment["YUYAN_RECORD"] == "1" {
            try text.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        let recorded = try String(contentsOf: Self.file, encoding: .utf8)
        for (found, wanted) in zip(text.split(separator: "\n\n"), recorded.split(separator: "\n\n")) {
            #expect(found == wanted)
        }
        #expect(text.utf8.count == recorded.utf8.count)
    }

    private func section(
        _ clause: String, _ source: String, _ write: (Formula, SQLContext) throws -> SQL
    ) throws -> String {
        let formula = try Formula.compile(source, in: SampleScope())
        let lines = try Dialects.all.map { dialect in
            "\(dialect.rawValue): \(SQLContexts.text(try write(formula, SQLContexts.make(dialect)), dialect))"
        }
        return "\n\(clause) \(source)\n" + lines.joined(separator: "\n") + "\n"
    }

    @Test(
        "P2 a plain comparison leaves its column bare for an index",
        arguments: ["金额>=500000", "备注=\"a\"", "签约日期>=TODAY()", "创建时间<TODAY()", "负责人=CURRENTUSER()", "阶段=\"商务谈判\""])
    func bare(_ source: String) throws {
        for dialect in Dialects.all {
            let text = try Formula.compile(source, in: SampleScope()).predicate(SQLContexts.make(dialect))
                .statement(for: dialect).text
            #expect(
                text.hasPrefix("(\"r\".\"f_") && !text.contains("COALESCE") && !text.contains("yy_")
                    && !text.contains(" OR "))
        }
    }

    @Test("P2 nobody sees through a formula what they may not see")
    func rowScope() throws {
        let context = SQLContext(dialect: .sqlite, now: SampleRow.moment) { object, alias in
            "\(id: alias).\"secret_\(unsafe: object)\" = 0"
        }
        for (source, object) in [
            ("客户.行业=\"制造\"", "customer"), ("客户.负责人.姓名", "user"), ("COUNTIFS(触达)", "touch"),
            ("COUNTIFS(触达,触达.商机.客户=客户)", "opportunity"),
        ] {
            let formula = try Formula.compile(source, in: SampleScope())
            #expect(try formula.sql(context).statement(for: .sqlite).text.contains("secret_\(object)"))
        }
    }
}
