import Definitions
import FormulaLanguage
import Records
import SQLText
import Storage
import Synchronization

/// Runs a daily rule over its records, a few at a time, then waits for the
/// next day. Days missed in a downtime are run once, not once each.
struct RuleTimer: TimerHandler {
    static let kind = "rule.daily"
    static let slice = 50
    var kind: String { Self.kind }

    func fire(_ timer: TimerRow, in change: Change) throws {
        guard let rule = change.schema.rules.first(where: { $0.definition.key == timer.payload["rule"]?.string }),
            rule.definition.enabled, case .daily(let minute) = rule.definition.trigger
        else { return }
        let ids = try matches(rule, after: timer.payload["after"]?.int ?? 0, change)
        let runner = RuleRunner(change: change, rule: rule, event: nil)
        for id in ids {
            if let record = try change.standing(rule.definition.object, id) { try runner.act(on: record) }
        }
        if ids.count == Self.slice, let last = ids.last {
            try Self.set(rule.definition.key, due: change.now, after: last, in: change)
        } else {
            let due = Self.next(minute, after: change.now, change.zone)
            try Self.set(rule.definition.key, due: due, after: 0, in: change)
        }
    }

    private func matches(_ rule: RuleModel, after: Int64, _ change: Change) throws -> [Int64] {
        try RuleSearch.ids(rule, after: after, limit: Self.slice, in: change.reading)
    }

    static func key(_ rule: String) -> String { "rule:\(rule):daily" }

    static func set(_ rule: String, due: Instant, after: Int64, in change: Change) throws {
        try Timers.set(
            kind, key: key(rule), due: due, payload: ["rule": .string(rule), "after": .int(after)], in: change)
    }

    /// The next moment at which the local minute of the day begins.
    static func next(_ minute: Int, after now: Instant, _ zone: WorkspaceZone) -> Instant {
        let today = zone.date(of: now)
        let candidate = zone.instant(today, minuteOfDay: minute)
        return candidate > now ? candidate : zone.instant(today.adding(days: 1), minuteOfDay: minute)
    }
}

/// The records a rule's condition holds for, found by SQL.
enum RuleSearch {
    static func ids(_ rule: RuleModel, after: Int64, limit: Int, in reading: Reading) throws -> [Int64] {
        guard let object = reading.schema.object(rule.definition.object) else { return [] }
        let condition = try rule.condition.map { try $0.predicate(reading.sqlContext(as: .system)) } ?? "1 = 1"
        return try reading.connection.rows(
            """
            SELECT r.id FROM \(id: object.table) AS r
            WHERE r.id > \(after) AND r.deleted_at IS NULL AND (\(condition))
            ORDER BY r.id LIMIT \(limit)
            """
        ) { $0.integer(0) ?? 0 }
    }
}

/// Sees to it that every daily rule has its timer, after a publication.
final class RuleSchedule: Sweep {
    let name = "rules"
    /// The schema whose rules have been seen to by this engine.
    private let checked = Mutex<Int?>(nil)

    func sweep(_ workspace: Workspace) async throws -> Int {
        let schema = workspace.schema
        guard checked.withLock({ $0 }) != schema.number else { return 0 }
        let daily = schema.rules.filter(\.isDaily)
        if !daily.isEmpty {
            try await workspace.change(by: .system) { change in
                for rule in change.schema.rules where rule.isDaily { try Self.ensure(rule, change) }
            }
        }
        checked.withLock { $0 = schema.number }
        return 0
    }

    private static func ensure(_ rule: RuleModel, _ change: Change) throws {
        guard case .daily(let minute) = rule.definition.trigger else { return }
        let due = RuleTimer.next(minute, after: change.now, change.zone)
        let key = RuleTimer.key(rule.definition.key)
        let known = try change.connection.integer("SELECT due_at FROM timer WHERE key = \(key)")
        // A timer that is overdue or in the middle of a run is left alone.
        if let known, known <= due.milliseconds { return }
        try RuleTimer.set(rule.definition.key, due: due, after: 0, in: change)
    }
}

extension RuleModel {
    fileprivate var isDaily: Bool {
        guard definition.enabled, case .daily = definition.trigger else { return false }
        return true
    }
}
