/// Functions of dates and times, as users see them.
enum DateFunctions {
    static let all: [FunctionDefinition] = [
        moment("TODAY", ["今天"], "今天的日期", "Today's date", .today, .date),
        moment("NOW", ["现在"], "现在的日期时间", "The date and time now", .now, .instant),
        define(
            "DATE", ["日期"], "DATE(年, 月, 日)", "由年月日组成日期，超出的月、日顺延", "A date from its parts, which may roll over",
            "DATE(2026, 12, 31)", DateSpecs.date),
        define(
            "DATETIME", ["日期时间"], "DATETIME(日期, 时, [分])", "由日期和时刻组成日期时间", "A date with a time of day",
            "DATETIME(TODAY(), 18, 30)", TimeSpecs.makeInstant),
        FunctionDefinition(
            FunctionInfo(
                "DATEVALUE", ["转日期"], .date, "DATEVALUE(文本或日期时间)", zh: "把文本读成日期，或取日期时间的日期",
                en: "Text as a date, or the day of a date with time", "DATEVALUE(\"2026-12-31\")")
        ) { (call) throws(FormulaError) in
            try call.expect(1...1)
            let value = try call.node(0)
            if value.type == .date { return value }
            if value.type == .instant { return try call.resolver.date(value) }
            let text = try call.resolver.text(value)
            return Node(.call(FunctionReference(spec: DateSpecs.dateValue), [text]), .date, call.range)
        },
        define("YEAR", ["年"], "YEAR(日期)", "年", "The year", "YEAR(签约日期)", DateSpecs.year),
        define("MONTH", ["月"], "MONTH(日期)", "月", "The month", "MONTH(签约日期)", DateSpecs.month),
        define("DAY", ["日"], "DAY(日期)", "日", "The day of the month", "DAY(签约日期)", DateSpecs.day),
        define("QUARTER", ["季度"], "QUARTER(日期)", "季度，1 到 4", "The quarter, 1 to 4", "QUARTER(签约日期)", DateSpecs.quarter),
        define("HOUR", ["时"], "HOUR(日期时间)", "时", "The hour", "HOUR(创建时间)", TimeSpecs.hour),
        define("MINUTE", ["分"], "MINUTE(日期时间)", "分", "The minute", "MINUTE(创建时间)", TimeSpecs.minute),
        define("SECOND", ["秒"], "SECOND(日期时间)", "秒", "The second", "SECOND(创建时间)", TimeSpecs.second),
        define(
            "WEEKDAY", ["星期"], "WEEKDAY(日期, [类型])", "星期几；类型 2 时周一为 1", "The day of the week; 1 is Monday with type 2",
            "WEEKDAY(签约日期, 2)", DateSpecs.weekday),
        define(
            "WEEKNUM", ["周数"], "WEEKNUM(日期, [类型])", "一年中的第几周；类型 2 时周一开始", "The week of the year", "WEEKNUM(签约日期, 2)",
            DateSpecs.weekNumber),
        define(
            "ISOWEEKNUM", ["ISO周数"], "ISOWEEKNUM(日期)", "ISO 周数", "The ISO week", "ISOWEEKNUM(签约日期)",
            DateSpecs.isoWeekNumber),
        define(
            "EDATE", ["移动月"], "EDATE(日期, 月数)", "几个月后的同一天，没有则为月末", "The same day of another month", "EDATE(签约日期, 12)",
            DateSpecs.edate),
        define(
            "EOMONTH", ["月末"], "EOMONTH(日期, 月数)", "几个月后的月末", "The last day of another month", "EOMONTH(TODAY(), 0)",
            DateSpecs.endOfMonth),
        define(
            "DATEDIF", ["日期间隔"], "DATEDIF(开始, 结束, 单位)", "间隔的整年 Y、月 M、日 D，或 YM、MD、YD",
            "Whole years, months or days between", "DATEDIF(签约日期, TODAY(), \"M\")", DateSpecs.dateDif),
        FunctionDefinition(
            FunctionInfo("DAYS", ["天数差"], .date, "DAYS(结束, 开始)", zh: "相差天数", en: "Days between", "DAYS(TODAY(), 最近跟进)")
        ) { (call) throws(FormulaError) in try call.pure(DateSpecs.dateDifference) },
        define(
            "NETWORKDAYS", ["工作日数"], "NETWORKDAYS(开始, 结束)", "工作日数，含两端，按公司日历",
            "Working days, both ends included, by the workspace's calendar", "NETWORKDAYS(进入阶段日期, TODAY())",
            CalendarSpecs.networkDays),
        define(
            "WORKDAY", ["工作日推移"], "WORKDAY(日期, 工作日数)", "若干工作日之后的日期", "So many working days later",
            "WORKDAY(TODAY(), 5)", CalendarSpecs.workday),
        define(
            "ISWORKDAY", ["是否工作日"], "ISWORKDAY(日期)", "是否工作日", "Whether it is a working day", "ISWORKDAY(TODAY())",
            CalendarSpecs.isWorkday),
        define(
            "HOURSBETWEEN", ["小时差"], "HOURSBETWEEN(开始, 结束)", "相差小时数，可有小数", "Hours between, with decimals",
            "HOURSBETWEEN(创建时间, NOW())", TimeSpecs.hoursBetween),
        define(
            "MINUTESBETWEEN", ["分钟差"], "MINUTESBETWEEN(开始, 结束)", "相差分钟数，可有小数", "Minutes between, with decimals",
            "MINUTESBETWEEN(创建时间, 首次响应)", TimeSpecs.minutesBetween),
    ]

    private static func define(
        _ name: String, _ aliases: [String], _ signature: String, _ zh: String, _ en: String, _ example: String,
        _ spec: FunctionSpec
    ) -> FunctionDefinition {
        FunctionDefinition(FunctionInfo(name, aliases, .date, signature, zh: zh, en: en, example), spec)
    }

    private static func moment(
        _ name: String, _ aliases: [String], _ zh: String, _ en: String, _ kind: Node.Kind, _ type: ValueType
    ) -> FunctionDefinition {
        FunctionDefinition(FunctionInfo(name, aliases, .date, "\(name)()", zh: zh, en: en, "\(name)()")) {
            (call) throws(FormulaError) in
            try call.expect(0...0)
            call.resolver.isVolatile = true
            return Node(kind, type, call.range)
        }
    }
}
