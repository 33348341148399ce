public import Definitions
public import FormulaLanguage
internal import Foundation

/// A score with the line-by-line reasons it is made of (L4).
public struct ScoreSheet: Sendable, Hashable {
    /// The sum of the lines' points, never below zero.
    public var total: Int
    /// The letter that the sum earns; nil below every threshold.
    public var grade: String?
    /// Lines that gave points, in the order of the definition.
    public var lines: [ScoreLine]

    public init(total: Int, grade: String?, lines: [ScoreLine]) {
        self.total = total
        self.grade = grade
        self.lines = lines
    }
}

/// What one indicator gave.
public struct ScoreLine: Sendable, Hashable {
    /// The indicator's key.
    public var key: String
    /// Points after decay and cap; may be negative.
    public var points: Int
    /// Events counted; nil for a condition on the record.
    public var count: Int?
    /// Whether the cap cut something off.
    public var capped: Bool

    public init(key: String, points: Int, count: Int? = nil, capped: Bool = false) {
        self.key = key
        self.points = points
        self.count = count
        self.capped = capped
    }
}

/// A thing the visitor did, as far as scoring cares.
public struct Behaviour: Sendable, Hashable {
    public var kind: String
    public var occurredAt: Instant
    /// Text members of the event's payload.
    public var payload: [String: String]

    public init(kind: String, occurredAt: Instant, payload: [String: String] = [:]) {
        self.kind = kind
        self.occurredAt = occurredAt
        self.payload = payload
    }
}

extension ScoreSheet {
    /// Adds up a score as of a moment.
    ///
    /// - Parameters:
    ///   - definition: the published score.
    ///   - behaviours: what happened on the record, in any order; events in
    ///     the future of `now` do not count.
    ///   - holds: whether an indicator's condition is true for the record.
    /// - Throws: what `holds` throws.
    public static func make(
        _ definition: ScoreDefinition, behaviours: [Behaviour], now: Instant, holds: (ScoreIndicator) throws -> Bool
    ) rethrows -> ScoreSheet {
        var lines: [ScoreLine] = []
        for indicator in definition.indicators {
            if let line = try line(for: indicator, behaviours, now, holds) { lines.append(line) }
        }
        let total = max(0, lines.reduce(0) { $0 + $1.points })
        let grade = definition.grades.sorted { $0.minimum > $1.minimum }.first { total >= $0.minimum }
        return ScoreSheet(total: total, grade: grade?.key, lines: lines)
    }

    private static func line(
        for indicator: ScoreIndicator, _ behaviours: [Behaviour], _ now: Instant,
        _ holds: (ScoreIndicator) throws -> Bool
    ) rethrows -> ScoreLine? {
        guard let event = indicator.event else {
            guard try holds(indicator) else { return nil }
            return capped(indicator, Double(indicator.points), count: nil)
        }
        let counted = behaviours.filter { $0.kind == event && indicator.counts($0, now: now) }
        guard !counted.isEmpty else { return nil }
        let sum = counted.reduce(0.0) { $0 + indicator.worth(of: $1, now: now) }
        return capped(indicator, sum, count: counted.count)
    }

    private static func capped(_ indicator: ScoreIndicator, _ sum: Double, count: Int?) -> ScoreLine? {
        let limit = Double(indicator.cap ?? Int(Int32.max))
        let points = Int(min(max(sum, -limit), limit).rounded(.toNearestOrAwayFromZero))
        guard points != 0 else { return nil }
        return ScoreLine(key: indicator.key, points: points, count: count, capped: abs(sum) > limit)
    }
}

extension ScoreIndicator {
    private static let millisecondsPerDay = 86_400_000.0

    func counts(_ behaviour: Behaviour, now: Instant) -> Bool {
        let age = Double(now.milliseconds - behaviour.occurredAt.milliseconds)
        guard age >= 0 else { return false }
        if let windowDays, age > Double(windowDays) * Self.millisecondsPerDay { return false }
        return match.allSatisfy { behaviour.payload[$0.key] == $0.value }
    }

    func worth(of behaviour: Behaviour, now: Instant) -> Double {
        guard let halfLifeDays, halfLifeDays > 0 else { return Double(points) }
        let days = Double(now.milliseconds - behaviour.occurredAt.milliseconds) / Self.millisecondsPerDay
        return Double(points) * exp2(-days / Double(halfLifeDays))
    }
}
