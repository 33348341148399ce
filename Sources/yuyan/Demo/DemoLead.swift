import FormulaLanguage

/// A lead on somebody's desk.
struct DemoLead: Sendable {
    let id: Int64
    let owner: Int64
    let fate: DemoCustomer.Fate
    var nextAt: Instant
    var touches = 0

    /// Whether the enquiry has come to its end.
    var isDecided: Bool {
        switch fate {
        case .forgotten: false
        case .void: touches >= 1
        case .converts: touches >= 2
        case .quiet: touches >= 4
        }
    }

    func touch(_ dice: inout DemoDice) -> DemoActs.Touch {
        let channel = dice.pick(weighted: [("call", 70), ("wechat", 20), ("visit", 10)])
        return DemoWork.touch("lead", id, channel, at: nextAt, &dice)
    }
}

/// How touches are worded and evidenced.
enum DemoWork {
    static func touch(_ object: String, _ id: Int64, _ channel: String, at: Instant, _ dice: inout DemoDice)
        -> DemoActs.Touch
    {
        let words: [String]
        let minutes: Int
        switch channel {
        case "call":
            words = DemoWords.calls
            minutes = dice.int(1...14)
        case "wechat", "email":
            words = DemoWords.messages
            minutes = 0
        default:
            words = DemoWords.visits
            minutes = dice.int(12...90)
        }
        return DemoActs.Touch(
            object: object, id: id, channel: channel, content: dice.pick(words), minutes: minutes,
            next: dice.pick(DemoWords.nextActions), nextInDays: dice.int(1...6), hasVoucher: dice.chance(86), at: at,
            picture: dice.int(0...5))
    }
}
