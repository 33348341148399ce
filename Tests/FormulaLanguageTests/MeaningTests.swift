import FormulaLanguage
import Testing

@Suite("P2 Formulas mean what docs/formula.md says")
struct MeaningTests {
    @Test(
        "P2 blanks count as the table says",
        arguments: [
            ("下次跟进", "blank"), ("【预计 成本（元）】+1", "1"), ("ISBLANK(下次跟进)", "TRUE"), ("下次跟进<TODAY()", "FALSE"),
            ("下次跟进>TODAY()", "FALSE"), ("下次跟进=\"\"", "TRUE"), ("下次跟进<>\"\"", "FALSE"), ("下次跟进+3", "blank"),
            ("YEAR(下次跟进)", "blank"), ("TODAY()-下次跟进", "blank"), ("下次跟进<>签约日期", "TRUE"), ("下次跟进=下次跟进", "TRUE"),
            ("IF(FALSE,1)", "blank"), ("IF(FALSE,1)+1", "1"), ("COALESCE(\"\",备注)", "'竞品报价 low'"),
            ("COALESCE(\"\")", "blank"),
            ("IFBLANK(【预计 成本（元）】,9)", "9"), ("IF(金额>1,金额,\"\")", "600000.5"), ("IF(金额<1,金额,\"\")", "blank"),
            ("响应时间&\"\"", "''"), ("TEXT(下次跟进,\"yyyy年m月d日\")", "''"), ("客户.成立日期", "blank"), ("MIN(下次跟进)", "blank"),
            ("金额=BLANK()", "FALSE"), ("【预计 成本（元）】=0", "TRUE"), ("【预计 成本（元）】=BLANK()", "TRUE"), ("已赢单=FALSE", "TRUE"),
        ])
    func blanks(_ source: String, _ wanted: String) throws {
        #expect(try result(source) == wanted)
    }

    @Test(
        "P2 names reach fields, records, options, variables",
        arguments: [
            ("客户.行业=\"制造\"", "TRUE"), ("客户.行业&\"业\"", "'制造业'"), ("客户.负责人.姓名", "'李四'"), ("阶段=\"商务谈判\"", "TRUE"),
            ("阶段", "'商务谈判'"), ("阶段&\"中\"", "'商务谈判中'"), ("IN(阶段,\"商务谈判\",\"合同已签\")", "TRUE"), ("商机.金额", "600000.5"),
            ("{amount}", "600000.5"), ("【金额】*2", "1200001"), ("ID=ID", "TRUE"), ("旧值+1", "6"), ("ISME(负责人)", "TRUE"),
            ("负责人=CURRENTUSER()", "TRUE"), ("ISME(客户.负责人)", "FALSE"), ("SWITCH(阶段,\"初步接触\",10%,\"商务谈判\",80%)", "0.8"),
            ("HASANY(标签,\"重点\",\"新客\")", "TRUE"), ("HASALL(标签,\"重点\",\"新客\")", "FALSE"), ("COUNTA(标签)", "2"),
            ("COUNTA(备注,下次跟进,标签)", "3"), ("IF(有效,阶段,\"无\")", "'商务谈判'"),
        ])
    func names(_ source: String, _ wanted: String) throws {
        #expect(try result(source) == wanted)
    }

    @Test(
        "P2 related records are aggregated",
        arguments: [
            ("COUNTIFS(触达, 触达.商机=ID)", "2"), ("COUNTIFS(触达, 触达.商机=ID, 触达.有效=TRUE)", "1"), ("COUNTIFS(触达)", "3"),
            ("SUMIFS(触达.时长, 触达.商机=ID)", "7.5"), ("SUMIFS(触达.时长, 触达.商机, ID, 触达.有效, TRUE)", "5"),
            ("AVERAGEIFS(触达.时长, 触达.商机=ID)", "3.75"), ("AVERAGEIFS(触达.费用, 触达.时长>100)", "[formula.division_by_zero]"),
            ("MAXIFS(触达.时长, 触达.时长, \"<10\")", "5"), ("MINIFS(触达.时间, 触达.商机=ID)", "blank"),
            ("SUMIFS(触达.时长*数量, 触达.商机=ID)", "22.5"), ("COUNTIFS(触达, 触达.时长>=数量)", "2"),
        ])
    func related(_ source: String, _ wanted: String) throws {
        #expect(try result(source) == wanted)
    }

    @Test(
        "P2 full-width writing and Chinese names are accepted",
        arguments: [
            ("如果（金额＞５００，“大”，“小”）", "'大'"), ("且(有效,或(已赢单,真))", "TRUE"), ("金额×２÷２", "600000.5"), ("=1+1", "2"),
            ("if(true,1,2)", "1"), ("数量≥3", "TRUE"), ("数量!=3", "FALSE"), ("数量==3", "TRUE"), ("SUM(1；2)", "3"),
            ("“他说””好””” & \"\"\"\"", "'他说”好”\"'"), ("IF(有效,,1)", "blank"), ("  1 +\n 2\t", "3"), ("50％", "0.5"),
        ])
    func writing(_ source: String, _ wanted: String) throws {
        #expect(try result(source) == wanted)
    }

    @Test(
        "P2 dates and times follow the workspace's zone and calendar",
        arguments: [
            ("TODAY()", "2026-03-31"), ("TODAY()-签约日期", "59"), ("HOUR(创建时间)", "9"), ("MINUTE(创建时间)", "5"),
            ("DATEVALUE(创建时间)", "2026-03-30"), ("创建时间&\"\"", "'2026-03-30 09:05:00'"),
            ("HOURSBETWEEN(创建时间,NOW())", "32.4166666666666667"),
            ("NETWORKDAYS(DATE(2026,2,13),DATE(2026,2,20))", "4"), ("WORKDAY(DATE(2026,2,13),1)", "2026-02-14"),
            ("ISWORKDAY(DATE(2026,4,6))", "FALSE"), ("创建时间<TODAY()", "TRUE"), ("签约日期>=\"2026-01-31\"", "TRUE"),
            ("TEXT(创建时间,\"yyyy年m月d日 hh:mm aaaa\")", "'2026年3月30日 09:05 星期一'"),
            ("DATETIME(签约日期,8)-签约日期", "0.3333333333333333"),
            ("DATE(9999,12,31)+1", "[formula.date]"), ("NOW()+0.5-NOW()", "0.5"), ("MAX(签约日期,TODAY())", "2026-03-31"),
        ])
    func dates(_ source: String, _ wanted: String) throws {
        #expect(try result(source) == wanted)
    }

    @Test(
        "P2 failures spread until they are caught",
        arguments: [
            ("1/0", "[formula.division_by_zero]"), ("1/0+1", "[formula.division_by_zero]"), ("IFERROR(1/0+1,7)", "7"),
            ("ISERROR(1/【预计 成本（元）】)", "TRUE"), ("AND(FALSE,1/0>1)", "FALSE"),
            ("OR(1/0>1,TRUE)", "[formula.division_by_zero]"),
            ("99999999999*99999999999", "[formula.number]"), ("VALUE(备注)", "[formula.value]"),
            ("FIND(\"无\",备注)", "[formula.not_available]"),
            ("IFS(FALSE,1)", "[formula.not_available]"), ("REPT(\"长\",40000)", "[formula.value]"),
        ])
    func failures(_ source: String, _ wanted: String) throws {
        #expect(try result(source) == wanted)
    }

    @Test(
        "P2 a condition that fails or is blank does not hold",
        arguments: [("1/0>1", false), ("IF(FALSE,TRUE)", false), ("有效", true)])
    func holds(_ source: String, _ wanted: Bool) throws {
        #expect(try Formula.compile(source, in: SampleScope()).holds(SampleRow.full) == wanted)
    }
}
