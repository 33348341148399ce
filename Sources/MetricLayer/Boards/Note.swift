import Definitions
import FormulaLanguage
import Records

/// What must be said beside a number so that nobody reads too much into it.
struct Note: Sendable, Hashable {
    var zh: String
    var en: String

    /// Fewer rows than this make a ratio, an average or a median a guess.
    static let enough: Int64 = 5

    /// Too little behind a number that needs mass, or nothing at all.
    static func thin(_ answer: Answer, of plan: MetricPlan) -> Note? {
        if plan.needsMass, answer.rows < enough {
            return Note(zh: "数据不足 (n=\(answer.rows))", en: "Not enough data (n=\(answer.rows))")
        }
        return answer.value == nil ? Note(zh: "暂无数据", en: "No data yet") : nil
    }

    static let smallTeam = Note(
        zh: "团队不足 \(Team.minimum) 人，不显示平均和排名", en: "Fewer than \(Team.minimum) people: no average, no rank")

    static let noTrend = Note(zh: "按当前时点统计，没有趋势", en: "As of now, without a trend")

    /// Filters that the metric's rows know nothing of.
    static func unfiltered(_ plan: MetricPlan, _ filters: FactFilters, _ schema: Schema) -> Note? {
        let missing = filters.fields.filter { condition in
            plan.leaves.contains { $0.object.field(condition.field)?.isStored != true }
        }
        guard !missing.isEmpty else { return nil }
        let labels = missing.map { condition in
            schema.objects.lazy.compactMap { $0.field(condition.field)?.label }.first ?? Label(condition.field)
        }
        return Note(
            zh: "未按\(labels.map(\.zh).joined(separator: "、"))筛选",
            en: "Not filtered by \(labels.map { $0.en ?? $0.zh }.joined(separator: ", "))")
    }

    /// `note` and `note_en`; null where there is nothing to say.
    static func members(_ notes: [Note?]) -> [String: JSONValue] {
        let said = notes.compactMap { $0 }
        guard !said.isEmpty else { return ["note": .null] }
        return [
            "note": .string(said.map(\.zh).joined(separator: "；")),
            "note_en": .string(said.map(\.en).joined(separator: "; ")),
        ]
    }
}
