public import Definitions
public import FormulaLanguage
public import Records
import SQLText
import Storage

/// What a rule would have done, tried on past events without doing it
/// ("上周会触发 37 次", P5).
///
/// Conditions are judged on the records as they are now: fields keep no
/// state of every past moment.
public struct RuleDryRun: Sendable, Hashable {
    /// One time it would have fired.
    public struct Hit: Sendable, Hashable {
        /// The event; nil for a daily rule.
        public let eventID: Int64?
        public let at: Instant
        public let recordID: Int64
        public let title: String
    }
    /// How often it would have fired.
    public var count = 0
    /// How many events or records were looked at.
    public var considered = 0
    /// Whether there was more than could be looked at.
    public var isCapped = false
    /// The newest hits.
    public var hits: [Hit] = []

    /// The most events looked at, and the most hits listed.
    static let limit = 20_000
    static let listed = 100

    /// Tries a rule on the last days.
    ///
    /// - Parameter rule: compiled with the definitions around it; it need
    ///   not be published.
    public static func count(_ rule: RuleModel, days: Int, in reading: Reading) throws -> RuleDryRun {
        switch rule.definition.trigger {
        case .event(let kind): try onEvents(rule, kind, days: days, reading)
        case .daily: try onRecords(rule, reading)
        }
    }

    private static func onEvents(_ rule: RuleModel, _ kind: String, days: Int, _ reading: Reading) throws -> RuleDryRun {
        let since = reading.now.adding(milliseconds: -Int64(days) * 86_400_000)
        let events = try reading.connection.rows(
            """
            SELECT id, record_id, occurred_at FROM event
            WHERE kind = \(kind) AND object = \(rule.definition.object) AND received_at >= \(since.milliseconds)
            ORDER BY id DESC LIMIT \(limit + 1)
            """
        ) { (id: $0.integer(0) ?? 0, record: $0.integer(1) ?? 0, at: $0.integer(2) ?? 0) }
        var result = RuleDryRun()
        result.isCapped = events.count > limit
        var verdicts: [Int64: String?] = [:]
        for event in events.prefix(limit) {
            result.considered += 1
            let title = try verdicts[event.record] ?? judge(rule, event.record, reading)
            verdicts[event.record] = .some(title)
            guard let title else { continue }
            result.add(
                Hit(eventID: event.id, at: Instant(milliseconds: event.at), recordID: event.record, title: title))
        }
        return result
    }

    /// The record's title where the condition holds.
    private static func judge(_ rule: RuleModel, _ id: Int64, _ reading: Reading) throws -> String? {
        guard let record = try? reading.record(rule.definition.object, id) else { return nil }
        return try reading.holds(rule.condition, on: record) ? record.title : nil
    }

    private static func onRecords(_ rule: RuleModel, _ reading: Reading) throws -> RuleDryRun {
        var result = RuleDryRun()
        let ids = try RuleSearch.ids(rule, after: 0, limit: limit + 1, in: reading)
        result.isCapped = ids.count > limit
        for id in ids.prefix(limit) {
            result.considered += 1
            let title = result.hits.count < listed ? try? reading.record(rule.definition.object, id).title : nil
            result.add(Hit(eventID: nil, at: reading.now, recordID: id, title: title ?? ""))
        }
        return result
    }

    private mutating func add(_ hit: Hit) {
        count += 1
        if hits.count < Self.listed { hits.append(hit) }
    }
}

/// One line of a rule's run log (P15).
public struct RuleRun: Sendable, Hashable {
    public let id: Int64
    public let rule: String
    public let schemaNumber: Int
    public let eventID: Int64?
    public let object: String
    public let recordID: Int64
    public let fired: Bool
    /// What it did, or why it did nothing.
    public let reason: String
    public let at: Instant

    /// A rule's runs, newest first.
    public static func list(_ rule: String, limit: Int = 50, in reading: Reading) throws -> [RuleRun] {
        try reading.connection.rows(
            """
            SELECT id, rule, schema_number, event_id, object, record_id, fired, reason, at FROM rule_run
            WHERE rule = \(rule) ORDER BY id DESC LIMIT \(min(max(limit, 1), 500))
            """
        ) { row in
            RuleRun(
                id: row.integer(0) ?? 0, rule: row.text(1) ?? "", schemaNumber: Int(row.integer(2) ?? 0),
                eventID: row.integer(3), object: row.text(4) ?? "", recordID: row.integer(5) ?? 0,
                fired: row.integer(6) == 1, reason: row.text(7) ?? "", at: Instant(milliseconds: row.integer(8) ?? 0))
        }
    }
}
