internal import Definitions
internal import FormulaLanguage
internal import Records

/// Says what a touch still lacks to be effective (A3), in the words of the
/// policy's usual thresholds. The verdict itself is the policy's formula.
enum EffectiveHint {
    static func reasons(_ touch: Record, _ definition: TouchDefinition) -> [Label] {
        var reasons: [Label] = []
        if touch[definition.evidenceField].isBlank {
            reasons.append(Label("还没有凭证：补一张照片、录音或纪要", en: "No evidence yet: add a photo, a recording or minutes"))
        }
        let minutes = touch.number(definition.durationField) ?? ExactNumber(0)
        switch touch.text(definition.channelField) {
        case "call" where minutes < ExactNumber(2):
            reasons.append(Label("电话满 2 分钟计为有效触达", en: "A call counts from 2 minutes"))
        case "meeting" where minutes < ExactNumber(15), "visit" where minutes < ExactNumber(15),
            "demo" where minutes < ExactNumber(15):
            reasons.append(Label("会面满 15 分钟计为有效触达", en: "A meeting counts from 15 minutes"))
        case "wechat" where !touch.isTrue("customised"), "email" where !touch.isTrue("customised"):
            reasons.append(Label("附上为客户定制的方案后计为有效触达", en: "A message counts with a plan made for the customer"))
        default: break
        }
        return reasons
    }
}
