/// Functions of text, as users see them.
enum TextFunctions {
    static let all: [FunctionDefinition] = [
        FunctionDefinition(
            FunctionInfo(
                "CONCAT", ["CONCATENATE", "连接"], .text, "CONCAT(值1, 值2…)", zh: "连成一段文本，同 &",
                en: "All as one text, like &", "CONCAT(客户, \"-\", 产品)")
        ) { (call) throws(FormulaError) in
            try call.expect(1...)
            var texts: [Node] = []
            for node in try call.nodes() { texts.append(try call.resolver.text(node)) }
            return Node(.concat(texts), .text, call.range)
        },
        define(
            "TEXTJOIN", ["合并文本"], "TEXTJOIN(分隔符, 跳过空, 值1, 值2…)", "用分隔符连接",
            "Joined with a separator, optionally without blanks", "TEXTJOIN(\"、\", TRUE, 省, 市, 区)", TextSpecs.textJoin),
        define("LEFT", ["左取"], "LEFT(文本, [个数])", "左边的字", "The first characters", "LEFT(客户名称, 2)", TextSpecs.left),
        define("RIGHT", ["右取"], "RIGHT(文本, [个数])", "右边的字", "The last characters", "RIGHT(电话, 4)", TextSpecs.right),
        define(
            "MID", ["中间取"], "MID(文本, 起点, 个数)", "中间的字，起点从 1 数", "Characters from a place on, counted from 1",
            "MID(合同号, 3, 4)", TextSpecs.mid),
        define("LEN", ["字数", "长度"], "LEN(文本)", "字数，一个汉字算 1", "The number of characters", "LEN(备注)", TextSpecs.len),
        define(
            "TRIM", ["去空格"], "TRIM(文本)", "去掉首尾空格，中间的连续空格留一个", "Without spaces at the ends and doubled ones inside",
            "TRIM(姓名)", TextSpecs.trim),
        define("UPPER", ["大写"], "UPPER(文本)", "英文字母变大写", "ASCII letters in upper case", "UPPER(型号)", TextSpecs.upper),
        define("LOWER", ["小写"], "LOWER(文本)", "英文字母变小写", "ASCII letters in lower case", "LOWER(邮箱)", TextSpecs.lower),
        define(
            "SUBSTITUTE", ["替换"], "SUBSTITUTE(文本, 旧, 新, [第几个])", "把旧文字换成新文字",
            "One text replaced by another, everywhere or once", "SUBSTITUTE(电话, \"-\", \"\")", TextSpecs.substitute),
        define(
            "REPLACE", ["按位替换"], "REPLACE(文本, 起点, 个数, 新)", "换掉某个位置的字", "Characters at a place replaced",
            "REPLACE(电话, 4, 4, \"****\")", TextSpecs.replace),
        define(
            "FIND", ["查找"], "FIND(找什么, 文本, [起点])", "位置，从 1 数；分大小写；找不到则出错",
            "The place, from 1; respects case; fails if absent", "FIND(\"-\", 合同号)", TextSpecs.find),
        define(
            "SEARCH", ["搜索"], "SEARCH(找什么, 文本, [起点])", "位置，不分英文大小写；找不到则出错",
            "The place, ignoring ASCII case; fails if absent", "SEARCH(\"vip\", 备注)", TextSpecs.search),
        define(
            "CONTAINS", ["包含"], "CONTAINS(文本, 找什么)", "是否包含", "Whether it contains the text", "CONTAINS(备注, \"竞品\")",
            TextSpecs.contains),
        define(
            "STARTSWITH", ["开头是"], "STARTSWITH(文本, 开头)", "是否以此开头", "Whether it starts with the text",
            "STARTSWITH(电话, \"138\")", TextSpecs.startsWith),
        define(
            "ENDSWITH", ["结尾是"], "ENDSWITH(文本, 结尾)", "是否以此结尾", "Whether it ends with the text",
            "ENDSWITH(公司, \"有限公司\")", TextSpecs.endsWith),
        define("REPT", ["重复"], "REPT(文本, 次数)", "重复多次", "Repeated", "REPT(\"★\", 星级)", TextSpecs.rept),
        define(
            "EXACT", ["完全相同"], "EXACT(文本1, 文本2)", "是否完全相同", "Whether both are the same", "EXACT(旧值, 新值)",
            TextSpecs.exact),
        define(
            "VALUE", ["转数字"], "VALUE(文本)", "把文本读成数；不是数则出错", "Text as a number; fails if it is none",
            "VALUE(\"1,200.5\")", TextSpecs.value),
        FunctionDefinition(
            FunctionInfo(
                "TEXT", ["转文本"], .text, "TEXT(值, 格式)", zh: "按格式写成文本", en: "As text in a format",
                "TEXT(签约日期, \"yyyy年m月d日\")"), build: format),
    ]

    private static func define(
        _ name: String, _ aliases: [String], _ signature: String, _ zh: String, _ en: String, _ example: String,
        _ spec: FunctionSpec
    ) -> FunctionDefinition {
        FunctionDefinition(FunctionInfo(name, aliases, .text, signature, zh: zh, en: en, example), spec)
    }

    /// `TEXT`: the format must be written out, and becomes calls here.
    @Sendable
    private static func format(_ call: FunctionCall) throws(FormulaError) -> Node {
        try call.expect(2...2)
        let value = try call.node(0)
        let format = try call.literal(
            1, zh: "格式要直接写出来，如 \"0.00\"", en: "The format must be written out, as \"0.00\"")
        switch value.type {
        case .date, .instant:
            if let pieces = DateFormat.pieces(format) { return try dated(value, pieces, call) }
        case .number, .blank:
            if let number = NumberFormat(format) { return try numbered(value, number, call) }
        case .text: return value
        default: throw .type(value, wanted: .number)
        }
        throw FormulaError(
            .value, call.arguments[1].range, zh: "不认识的格式“\(format)”，例如 0.00、#,##0、0%、yyyy-mm-dd、yyyy年m月d日 hh:mm",
            en: "Unknown format \"\(format)\"; for example 0.00, #,##0, 0%, yyyy-mm-dd, yyyy年m月d日 hh:mm")
    }

    private static func constant(_ value: Value, _ type: ValueType, _ call: FunctionCall) -> Node {
        Node(.constant(value), type, call.arguments[1].range)
    }

    private static func numbered(
        _ value: Node, _ format: NumberFormat, _ call: FunctionCall
    ) throws(FormulaError) -> Node {
        let arguments = [
            try call.resolver.number(value), constant(.count(format.digits), .number, call),
            constant(.count(format.places), .number, call), constant(.boolean(format.grouped), .boolean, call),
            constant(.boolean(format.percent), .boolean, call),
        ]
        let number = Node(.call(FunctionReference(spec: TextSpecs.numberText), arguments), .text, call.range)
        guard !format.prefix.isEmpty || !format.suffix.isEmpty else { return number }
        let pieces = [
            constant(.text(format.prefix), .text, call), number, constant(.text(format.suffix), .text, call),
        ]
        return Node(.concat(pieces), .text, call.range)
    }

    private static func dated(
        _ value: Node, _ pieces: [DateFormat.Piece], _ call: FunctionCall
    ) throws(FormulaError) -> Node {
        let day = try call.resolver.date(value)
        let moment = try call.resolver.instant(value)
        let nodes = pieces.map { piece in
            switch piece {
            case .literal(let text): constant(.text(text), .text, call)
            case .date(let code):
                Node(
                    .call(FunctionReference(spec: DateSpecs.dateText), [day, constant(.text(code), .text, call)]),
                    .text, call.range)
            case .time(let code):
                Node(
                    .call(FunctionReference(spec: TimeSpecs.timeText), [moment, constant(.text(code), .text, call)]),
                    .text, call.range)
            }
        }
        // A blank date gives no text at all, not the format's own signs.
        let branch = Node.Branch(
            condition: Node(.isBlank(day), .boolean, call.range), result: constant(.text(""), .text, call))
        return Node(
            .choose([branch], otherwise: Node(.concat(nodes), .text, call.range), mustMatch: false), .text, call.range)
    }
}
