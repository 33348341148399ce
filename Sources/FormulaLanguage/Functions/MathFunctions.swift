/// Functions of numbers, as users see them.
enum MathFunctions {
    static let all: [FunctionDefinition] = [
        define(
            "SUM", ["求和"], "SUM(数1, 数2…)", "相加，跳过空值", "The sum; blanks are skipped", "SUM(首付款, 尾款)", AggregateSpecs.sum),
        define(
            "AVERAGE", ["平均"], "AVERAGE(数1, 数2…)", "平均值，跳过空值；全空则出错",
            "The average of what is not blank; fails if all is", "AVERAGE(一季度, 二季度)", AggregateSpecs.average),
        extreme(
            "MIN", ["最小"], "最小的数或最早的日期，跳过空值", "The smallest number or earliest date; blanks are skipped",
            [AggregateSpecs.minimum, AggregateSpecs.earliest, AggregateSpecs.earliestInstant]),
        extreme(
            "MAX", ["最大"], "最大的数或最晚的日期，跳过空值", "The largest number or latest date; blanks are skipped",
            [AggregateSpecs.maximum, AggregateSpecs.latest, AggregateSpecs.latestInstant]),
        define(
            "COUNT", ["计数"], "COUNT(数1, 数2…)", "不为空的数的个数", "How many numbers are not blank", "COUNT(一季度, 二季度)",
            AggregateSpecs.count),
        define(
            "PRODUCT", ["乘积"], "PRODUCT(数1, 数2…)", "相乘，跳过空值", "The product; blanks are skipped", "PRODUCT(单价, 数量, 折扣)",
            AggregateSpecs.product),
        define("ABS", ["绝对值"], "ABS(数)", "绝对值", "The value without its sign", "ABS(预测-实际)", MathSpecs.abs),
        define("SIGN", ["正负"], "SIGN(数)", "正数 1，零 0，负数 -1", "1, 0 or -1", "SIGN(差额)", MathSpecs.sign),
        define(
            "ROUND", ["四舍五入"], "ROUND(数, [位数])", "四舍五入（5 向远离 0 的方向进）；位数可为负",
            "Rounded half away from zero; places may be negative", "ROUND(金额*0.13, 2)", MathSpecs.round),
        define(
            "ROUNDUP", ["向上舍入"], "ROUNDUP(数, [位数])", "向远离 0 的方向舍入", "Rounded away from zero", "ROUNDUP(人数/12, 0)",
            MathSpecs.roundUp),
        define(
            "ROUNDDOWN", ["向下舍入"], "ROUNDDOWN(数, [位数])", "向 0 的方向舍入", "Rounded towards zero", "ROUNDDOWN(金额, -2)",
            MathSpecs.roundDown),
        define(
            "INT", ["取整"], "INT(数)", "不大于它的最大整数", "The largest whole number not above it", "INT(金额/10000)",
            MathSpecs.int),
        define(
            "TRUNC", ["截尾"], "TRUNC(数, [位数])", "去掉小数", "The number without its decimals", "TRUNC(金额, 1)",
            MathSpecs.trunc),
        define(
            "CEILING", ["上取倍数"], "CEILING(数, [步长])", "向上取步长的倍数", "Up to a multiple of the step", "CEILING(数量, 12)",
            MathSpecs.ceiling),
        define(
            "FLOOR", ["下取倍数"], "FLOOR(数, [步长])", "向下取步长的倍数", "Down to a multiple of the step", "FLOOR(金额, 10000)",
            MathSpecs.floor),
        define(
            "MOD", ["余数"], "MOD(数, 除数)", "余数，符号同除数", "The remainder, with the divisor's sign", "MOD(序号, 3)",
            MathSpecs.mod),
        define(
            "QUOTIENT", ["商"], "QUOTIENT(数, 除数)", "商的整数部分", "The quotient without its decimals", "QUOTIENT(数量, 12)",
            MathSpecs.quotient),
        define(
            "POWER", ["乘方"], "POWER(数, 整数)", "乘方，指数为 -256 到 256 的整数", "A whole power, -256 to 256", "POWER(1+增长率, 3)",
            MathSpecs.power),
        define("SQRT", ["平方根"], "SQRT(数)", "平方根", "The square root", "SQRT(面积)", MathSpecs.squareRoot),
    ]

    private static func define(
        _ name: String, _ aliases: [String], _ signature: String, _ zh: String, _ en: String, _ example: String,
        _ spec: FunctionSpec
    ) -> FunctionDefinition {
        FunctionDefinition(FunctionInfo(name, aliases, .math, signature, zh: zh, en: en, example), spec)
    }

    /// `MIN` and `MAX` take numbers, dates or instants, all of one kind.
    private static func extreme(
        _ name: String, _ aliases: [String], _ zh: String, _ en: String, _ specs: [FunctionSpec]
    ) -> FunctionDefinition {
        let info = FunctionInfo(name, aliases, .math, "\(name)(值1, 值2…)", zh: zh, en: en, "\(name)(报价, 预算)")
        return FunctionDefinition(info) { (call) throws(FormulaError) in
            try call.expect(1...)
            let nodes = try call.nodes()
            let types = nodes.map(\.type)
            let spec = types.contains(.instant) ? specs[2] : types.contains(.date) ? specs[1] : specs[0]
            var arguments: [Node] = []
            for node in nodes { arguments.append(try call.resolver.coerce(node, to: spec.parameter(0))) }
            return Node(.call(FunctionReference(spec: spec), arguments), spec.result, call.range)
        }
    }
}
