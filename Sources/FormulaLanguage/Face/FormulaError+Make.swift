extension FormulaError {
    init(_ code: Code, _ position: Range<Int>, zh: String, en: String, suggestion: String? = nil) {
        self.init(code: code, position: position, messageZh: zh, messageEn: en, suggestion: suggestion)
    }

    static func tooLarge(_ position: Range<Int>, zh: String, en: String) -> FormulaError {
        FormulaError(.tooLarge, position, zh: zh, en: en)
    }

    // MARK: Value failures

    static func divisionByZero(_ position: Range<Int> = 0..<0) -> FormulaError {
        FormulaError(.divisionByZero, position, zh: "除数为 0", en: "Division by zero")
    }

    static func number(_ position: Range<Int> = 0..<0) -> FormulaError {
        FormulaError(
            .number, position, zh: "数字太大，或不在函数允许的范围内",
            en: "The number is too large or outside what the function allows")
    }

    static func value(_ position: Range<Int> = 0..<0) -> FormulaError {
        FormulaError(
            .value, position, zh: "文字不能识别，或结果太长", en: "The text cannot be read, or the result is too long")
    }

    static func date(_ position: Range<Int> = 0..<0) -> FormulaError {
        FormulaError(
            .date, position, zh: "日期不存在，或不在 1 年至 9999 年之间",
            en: "There is no such date in the years 1 to 9999")
    }

    static func notAvailable(_ position: Range<Int> = 0..<0) -> FormulaError {
        FormulaError(.notAvailable, position, zh: "没有找到匹配的内容", en: "Nothing matches")
    }

    static func arithmetic(_ failure: ExactNumber.Failure, _ position: Range<Int>) -> FormulaError {
        failure == .divisionByZero ? .divisionByZero(position) : .number(position)
    }

    /// The same error at another place.
    func at(_ range: Range<Int>) -> FormulaError {
        var copy = self
        copy.position = range
        return copy
    }
}
