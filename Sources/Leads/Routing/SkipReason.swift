/// Why a candidate did not get a record (L7), with the numbers of the moment.
public struct SkipReason: Sendable, Hashable {
    /// Stable codes, stored in the decision.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case offDuty = "off_duty"
        case skill
        case pending
        case perDay = "per_day"
        case loadRate = "load_rate"
        /// Qualified, but the strategy preferred somebody else.
        case ranked
    }

    public var code: Code
    /// The person's number, such as pending records or the place in the
    /// strategy's order (1 is the chosen one).
    public var value: Int
    /// The limit it met; zero where there is none.
    public var limit: Int

    public init(_ code: Code, value: Int = 0, limit: Int = 0) {
        self.code = code
        self.value = value
        self.limit = limit
    }

    /// The reason in Chinese.
    public var textZh: String {
        switch code {
        case .offDuty: "当前不在岗"
        case .skill: "不具备所需技能"
        case .pending: "待首触 \(value) 条，已达上限 \(limit) 条"
        case .perDay: "今日已分配 \(value) 条，已达上限 \(limit) 条"
        case .loadRate: "负荷率 \(value)%，上限 \(limit)%"
        case .ranked: "符合条件，排在第 \(value) 位"
        }
    }

    /// The reason in English.
    public var textEn: String {
        switch code {
        case .offDuty: "off duty"
        case .skill: "lacks the required skill"
        case .pending: "\(value) waiting for a first touch, limit \(limit)"
        case .perDay: "\(value) assigned today, limit \(limit)"
        case .loadRate: "load rate \(value)%, limit \(limit)%"
        case .ranked: "qualified, in place \(value)"
        }
    }
}
