import Definitions
import FormulaLanguage

/// How far the records of a process have come.
enum Funnel {
    struct Step: Sendable, Hashable {
        /// Records in this stage or a later one that is not lost.
        var reached: Int64
        /// Share of those that also reached the next stage, in basis points;
        /// nil for the last stage and for fewer than ``Note/enough`` records.
        var passRate: Int64?
    }

    /// By stage key; lost stages are not part of it.
    static func reached(_ stages: [StageDefinition], counts: [GroupKey: Answer]) -> [String: Step] {
        let path = stages.filter { $0.category != .lost }
        var result: [String: Step] = [:]
        var later: Int64 = 0
        for (index, stage) in path.enumerated().reversed() {
            let all = later + (counts[.text(stage.key)]?.rows ?? 0)
            let isLast = index == path.count - 1
            result[stage.key] = Step(reached: all, passRate: isLast ? nil : share(later, of: all))
            later = all
        }
        return result
    }

    private static func share(_ part: Int64, of whole: Int64) -> Int64? {
        guard whole >= Note.enough else { return nil }
        let share = try? ExactNumber(scaled: part, scale: 0).divided(by: ExactNumber(scaled: whole, scale: 0))
        return share?.scaled(to: 4)
    }
}
