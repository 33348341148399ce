/// Makes random formulas of a wanted type over ``SampleScope``.
struct ExpressionMaker {
    var dice: Dice

    mutating func number(_ depth: Int) -> String {
        guard depth > 0 else { return numberLeaf() }
        let (n, d) = (depth - 1, depth - 1)
        switch dice.roll(44) {
        case 0...3: return "(\(number(n)) + \(number(n)))"
        case 4, 5: return "(\(number(n)) - \(number(n)))"
        case 6...8: return "(\(number(n)) * \(number(n)))"
        case 9...11: return "(\(number(n)) / \(number(n)))"
        case 12: return "-\(number(n))"
        case 13: return "(\(number(n)))%"
        case 14: return "ROUND(\(number(n)), \(dice.roll(8) - 3))"
        case 15: return "\(dice.pick(["ROUNDUP", "ROUNDDOWN", "TRUNC"]))(\(number(n)), \(dice.roll(6) - 2))"
        case 16: return "\(dice.pick(["INT", "ABS", "SIGN"]))(\(number(n)))"
        case 17: return "\(dice.pick(["MOD", "QUOTIENT"]))(\(number(n)), \(number(n)))"
        case 18: return "\(dice.pick(["CEILING", "FLOOR"]))(\(number(n)), \(number(0)))"
        case 19: return "(\(number(n)) ^ \(dice.roll(6) - 2))"
        case 20: return "SQRT(\(number(n)))"
        case 21...23:
            return
                "\(dice.pick(["SUM", "AVERAGE", "MIN", "MAX", "COUNT", "PRODUCT"]))(\(number(n)), \(numberLeaf()), \(number(n)))"
        case 24: return "LEN(\(text(d)))"
        case 25: return "\(dice.pick(["FIND", "SEARCH"]))(\(text(0)), \(text(d)))"
        case 26: return "VALUE(\(dice.oneIn(2) ? text(d) : "\(number(n))&\"\""))"
        case 27:
            return
                "\(dice.pick(["YEAR", "MONTH", "DAY", "QUARTER", "WEEKDAY", "WEEKNUM", "ISOWEEKNUM"]))(\(dice.oneIn(4) ? instant(d) : date(d)))"
        case 28: return "WEEKDAY(\(date(d)), \(dice.pick(["1", "2", "3", "12", "5"])))"
        case 29: return "WEEKNUM(\(date(d)), \(dice.pick(["1", "2", "21", "9"])))"
        case 30: return "(\(date(d)) - \(date(d)))"
        case 31: return "DATEDIF(\(date(d)), \(date(d)), \"\(dice.pick(["D", "M", "Y", "YM", "MD", "YD"]))\")"
        case 32: return "NETWORKDAYS(\(date(d)), \(date(d)))"
        case 33: return "\(dice.pick(["HOUR", "MINUTE", "SECOND"]))(\(instant(d)))"
        case 34: return "\(dice.pick(["HOURSBETWEEN", "MINUTESBETWEEN"]))(\(instant(d)), \(instant(d)))"
        case 35: return "(\(instant(d)) - \(instant(d)))"
        case 36: return "COUNTA(\(dice.pick(["标签", "备注", "客户.规模", "下次跟进"])))"
        case 37: return related(n)
        default: return chosen(depth, dice.pick([0, 1, 2, 3, 4])) { maker, d in maker.number(d) }
        }
    }

    private mutating func numberLeaf() -> String {
        switch dice.roll(12) {
        case 0, 1: "金额"
        case 2, 3: "数量"
        case 4: "折扣"
        case 5: "【预计 成本（元）】"
        case 6: "客户.规模"
        case 7: "0"
        case 8:
            dice.pick(["0.1", "1.005", "2.5", "0.0001", "3", "99999999999", "0.0000000000000001", "7777777777777.77"])
        default: String(dice.roll(200) - 50)
        }
    }

    private mutating func related(_ depth: Int) -> String {
        let value = dice.pick(["触达.时长", "触达.费用", "触达.时长*触达.费用", "触达.费用+数量", "触达.费用/触达.时长"])
        let link = dice.oneIn(4) ? "触达.时长>\(numberLeaf())" : "触达.商机=ID"
        let extra = dice.pick(["", ", 触达.有效", ", 触达.有效=FALSE", ", 触达.类型=备注", ", 触达.日期>=签约日期", ", 触达.费用>金额/3"])
        if dice.oneIn(3) { return "COUNTIFS(触达, \(link)\(extra))" }
        return "\(dice.pick(["SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS"]))(\(value), \(link)\(extra))"
    }

    mutating func text(_ depth: Int) -> String {
        guard depth > 0 else { return textLeaf() }
        let d = depth - 1
        switch dice.roll(24) {
        case 0...2: return "(\(text(d)) & \(text(d)))"
        case 3: return "(\(number(d)) & \(text(d)))"
        case 4: return "(\(condition(d)) & \"\")"
        case 5: return "(\(date(d)) & \"/\" & \(instant(d)))"
        case 6: return "\(dice.pick(["LEFT", "RIGHT"]))(\(text(d)), \(dice.roll(5) - 1))"
        case 7: return "MID(\(text(d)), \(dice.roll(4)), \(dice.roll(4)))"
        case 8: return "\(dice.pick(["TRIM", "UPPER", "LOWER"]))(\(text(d)))"
        case 9: return "SUBSTITUTE(\(text(d)), \(text(0)), \(text(0)))"
        case 10: return "SUBSTITUTE(\(text(d)), \(text(0)), \(text(0)), \(dice.roll(3)))"
        case 11: return "REPLACE(\(text(d)), \(dice.roll(5)), \(dice.roll(4)), \(text(0)))"
        case 12: return "REPT(\(text(0)), \(dice.roll(5) - 1))"
        case 13: return "TEXTJOIN(\(text(0)), \(condition(0)), \(text(d)), \(text(0)))"
        case 14:
            return
                "TEXT(\(number(d)), \"\(dice.pick(["0", "0.00", "#,##0", "#,##0.0", "0%", "0.0%", "¥#,##0.00", "000.0", "#.00"]))\")"
        case 15: return "TEXT(\(date(d)), \"\(dice.pick(["yyyy-mm-dd", "yyyy年m月d日", "yy/mm", "aaaa", "d日 aaa"]))\")"
        case 16: return "TEXT(\(instant(d)), \"\(dice.pick(["yyyy-mm-dd hh:mm", "h:mm:ss", "m月d日 h时m分"]))\")"
        case 17: return "阶段&客户.行业"
        default: return chosen(depth, dice.roll(5)) { maker, d in maker.text(d) }
        }
    }

    private mutating func textLeaf() -> String {
        dice.pick([
            "备注", "名称", "客户.名称", "(阶段&\"\")", "\"\"", "\"a\"", "\"报价\"", "\"A b  c\"", "\"12.5\"", "\"😀x\"", "\" \"",
            "\"-\"",
        ])
    }

    mutating func date(_ depth: Int) -> String {
        guard depth > 0 else {
            return dice.pick([
                "签约日期", "下次跟进", "客户.成立日期", "DATE(2026,2,28)", "TODAY()", "DATE(2024,2,29)", "DATEVALUE(\"2026-12-31\")",
            ])
        }
        let d = depth - 1
        switch dice.roll(14) {
        case 0, 1: return "(\(date(d)) + \(number(d)))"
        case 2: return "(\(date(d)) - \(dice.roll(400)))"
        case 3, 4: return "\(dice.pick(["EDATE", "EOMONTH"]))(\(date(d)), \(dice.roll(40) - 20))"
        case 5: return "EDATE(\(date(d)), \(number(d)))"
        case 6: return "DATE(\(number(0)), \(number(0)), \(number(0)))"
        case 7: return "DATE(2020+\(dice.roll(9)), \(number(d)), \(dice.roll(40)))"
        case 8: return "WORKDAY(\(date(d)), \(dice.roll(60) - 30))"
        case 9: return "DATEVALUE(\(dice.oneIn(2) ? instant(d) : text(d)))"
        case 10: return "\(dice.pick(["MIN", "MAX"]))(\(date(d)), \(date(0)))"
        default: return chosen(depth, dice.roll(5)) { maker, d in maker.date(d) }
        }
    }

    mutating func instant(_ depth: Int) -> String {
        guard depth > 0 else { return dice.pick(["创建时间", "响应时间", "NOW()"]) }
        let d = depth - 1
        switch dice.roll(8) {
        case 0, 1: return "(\(instant(d)) + \(number(d)))"
        case 2: return "(\(instant(d)) - \(number(d)))"
        case 3: return "DATETIME(\(date(d)), \(dice.roll(26)), \(dice.roll(60)))"
        case 4: return "\(dice.pick(["MIN", "MAX"]))(\(instant(d)), \(instant(0)))"
        default: return chosen(depth, dice.roll(5)) { maker, d in maker.instant(d) }
        }
    }

    mutating func condition(_ depth: Int) -> String {
        guard depth > 0 else { return dice.pick(["有效", "已赢单", "TRUE", "FALSE", "(阶段=\"商务谈判\")", "ISBLANK(备注)"]) }
        let d = depth - 1
        switch dice.roll(26) {
        case 0...3: return "(\(number(d))\(comparison())\(number(d)))"
        case 4: return "(\(dice.pick(["金额", "数量", "折扣"]))\(comparison())\(number(0)))"
        case 5, 6: return "(\(text(d))\(comparison())\(text(d)))"
        case 7: return "(\(date(d))\(comparison())\(date(d)))"
        case 8: return "(\(instant(d))\(comparison())\(dice.oneIn(2) ? instant(d) : date(d)))"
        case 9: return "(\(condition(d))\(dice.pick(["=", "<>"]))\(condition(d)))"
        case 10...12: return "\(dice.pick(["AND", "OR", "XOR"]))(\(condition(d)), \(condition(d)), \(condition(0)))"
        case 13, 14: return "NOT(\(condition(d)))"
        case 15: return "ISBLANK(\(any(d)))"
        case 16: return "ISERROR(\(any(d)))"
        case 17: return "\(dice.pick(["CONTAINS", "STARTSWITH", "ENDSWITH", "EXACT"]))(\(text(d)), \(text(0)))"
        case 18: return "IN(\(dice.pick(["数量", "金额"])), 1, 0.5, \(number(0)))"
        case 19: return "IN(阶段, \"商务谈判\", \"合同已签\")"
        case 20: return "\(dice.pick(["HASANY", "HASALL"]))(标签, \"重点\", \"续约\")"
        case 21:
            return dice.pick([
                "ISME(负责人)", "(负责人<>客户.负责人)", "(客户.负责人=CURRENTUSER())", "ISBLANK(标签)", "(下次跟进=\"\")", "(金额<>\"\")",
                "(阶段<>\"\")",
            ])
        case 22: return "ISWORKDAY(\(date(d)))"
        case 23: return "IN(\(text(d)), \"a\", \"报价\", \(textLeaf()))"
        default: return chosen(depth, dice.roll(5)) { maker, d in maker.condition(d) }
        }
    }

    mutating func any(_ depth: Int) -> String {
        switch dice.roll(9) {
        case 0...3: number(depth)
        case 4: text(depth)
        case 5: date(depth)
        case 6: instant(depth)
        default: condition(depth)
        }
    }

    private mutating func comparison() -> String {
        dice.pick(["=", "<>", "<", "<=", ">", ">="])
    }

    /// Something that picks one of several values of a type.
    private mutating func chosen(_ depth: Int, _ kind: Int, _ make: (inout ExpressionMaker, Int) -> String) -> String {
        let d = depth - 1
        switch kind {
        case 0: return "IF(\(condition(d)), \(make(&self, d)), \(make(&self, d)))"
        case 1:
            return dice.oneIn(2)
                ? "IF(\(condition(d)), \(make(&self, d)))" : "IF(\(condition(d)), BLANK(), \(make(&self, d)))"
        case 2: return "IFERROR(\(make(&self, d)), \(make(&self, 0)))"
        case 3: return "COALESCE(\(make(&self, d)), \(make(&self, 0)))"
        default:
            return dice.oneIn(2)
                ? "IFS(\(condition(d)), \(make(&self, d)), \(condition(0)), \(make(&self, 0)))"
                : "SWITCH(\(dice.pick(["数量", "折扣"])), \(dice.roll(3)), \(make(&self, d)), 1, \(make(&self, 0)), \(make(&self, 0)))"
        }
    }
}
