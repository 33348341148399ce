import Definitions
import FormulaLanguage
import Records

/// Working time for deadlines.
struct DeadlineClock {
    let working: WorkingTime

    init(calendar: CalendarModel, zone: WorkspaceZone) {
        working = WorkingTime(calendar: calendar, zone: zone)
    }

    /// Target and hard time, so many working minutes after the anchor; the
    /// hard time is never before the target.
    func times(from anchor: Instant, target: Int, hard: Int) -> (target: Instant, hard: Instant) {
        (
            working.deadline(from: anchor, workingMinutes: target),
            working.deadline(from: anchor, workingMinutes: max(hard, target))
        )
    }

    /// Working minutes from a deadline's anchor to a moment.
    static func minutes(_ row: DeadlineRow, to moment: Instant, _ change: Change) -> Int {
        guard let calendar = change.schema.calendar(row.calendar) else { return 0 }
        return WorkingTime(calendar: calendar, zone: change.zone)
            .workingMinutes(from: row.machine.anchorAt, to: moment)
    }
}
