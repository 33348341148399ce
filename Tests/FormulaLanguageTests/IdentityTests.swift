import FormulaLanguage
import SQLText
import Testing

@Suite("P2 Formulas are stored by key and shown by label")
struct IdentityTests {
    @Test(
        "P2 the stored form has keys, the shown form labels",
        arguments: [
            ("IF(金额>500000, \"大单\", \"\")", "IF({amount}>500000, \"大单\", \"\")"),
            ("客户.行业=\"制造\"", "{customer}.{industry}=@\"make\""),
            ("【预计 成本（元）】*2", "{precise}*2"),
            ("COUNTIFS(触达, 触达.商机=ID)", "COUNTIFS({touch}, {touch}.{opportunity}={id})"),
            ("HASANY(标签,\"重点\")", "HASANY({tags},@\"vip\")"), ("旧值>1", "{old}>1"),
            ("SUMIFS(触达.费用,触达.类型,\"a\")", "SUMIFS({touch}.{cost},{touch}.{kind},\"a\")"),
        ])
    func canonical(_ source: String, _ stored: String) throws {
        let scope = SampleScope()
        let formula = try Formula.compile(source, in: scope)
        #expect(formula.canonical == stored)
        #expect(formula.source(in: scope) == source)
        #expect(try Formula.compile(stored, in: scope).canonical == stored)
    }

    @Test("P2 renaming a field or an option breaks nothing")
    func renaming() throws {
        let formula = try Formula.compile("IF(阶段=\"商务谈判\", 金额, 0)", in: SampleScope())
        var renamed = SampleScope(renamed: ["amount": "合同 金额", "stage": "进度"])
        renamed.stages["talk"] = "谈判"
        #expect(formula.source(in: renamed) == "IF(进度=\"谈判\", 【合同 金额】, 0)")
        #expect(try result(formula.canonical, .full, renamed) == "600000.5")
    }

    @Test("P2 what a formula depends on is known")
    func dependencies() throws {
        let formula = try Formula.compile("IF(ISME(客户.负责人), SUMIFS(触达.费用, 触达.商机=ID), TODAY()-签约日期)", in: SampleScope())
        let names = Set(formula.dependencies.map { "\($0.object).\($0.field)" })
        #expect(
            names == [
                "opportunity.customer", "customer.owner", "touch.cost", "touch.opportunity", "opportunity.signed",
            ])
        #expect(formula.isVolatile && formula.usesCurrentUser && formula.cost > 50)
        #expect(try !Formula.compile("金额+1", in: SampleScope()).isVolatile)
    }

    @Test("P2 every function is documented in both languages, unique, and its name compiles")
    func catalogue() {
        let all = FormulaFunctions.catalogue
        #expect(all.count >= 60)
        let names = all.flatMap { [$0.name] + $0.aliases }
        #expect(Set(names).count == names.count)
        for info in all {
            #expect(
                !info.helpZh.isEmpty && !info.helpEn.isEmpty && !info.example.isEmpty
                    && info.signature.hasPrefix(info.name))
        }
        #expect(Set(FormulaFunctions.sqliteFunctions.map(\.name)).count == FormulaFunctions.sqliteFunctions.count)
    }

    @Test(
        "P2 completion offers what may follow",
        arguments: [
            ("金", "金额"), ("客户.行", "行业"), ("IF(客户.负责人.", "姓名"), ("SU", "SUM"), ("阶段=\"商", "商务谈判"), ("触达.时", "时长"),
            ("【预", "预计 成本（元）"), ("求和", "SUM"), ("旧", "旧值"),
        ])
    func completion(_ source: String, _ wanted: String) {
        let found = FormulaAssist.complete(source, cursor: source.unicodeScalars.count, in: SampleScope())
        #expect(found.contains { $0.label == wanted }, "\(found.map(\.label))")
    }
}
