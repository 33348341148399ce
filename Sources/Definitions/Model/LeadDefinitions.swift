/// How a record is scored and graded (`kind: score`, L4).
public struct ScoreDefinition: Sendable, Hashable, Codable {
    public var key: String
    public var label: Label
    public var object: String
    /// Number field that receives the sum, and select field for the grade.
    public var field: String
    public var gradeField: String
    public var indicators: [ScoreIndicator]
    public var grades: [Grade]

    public init(
        key: String, label: Label, object: String, field: String, gradeField: String,
        indicators: [ScoreIndicator], grades: [Grade]
    ) {
        self.key = key
        self.label = label
        self.object = object
        self.field = field
        self.gradeField = gradeField
        self.indicators = indicators
        self.grades = grades
    }
}

/// One line of a score: either a condition on the record or counted events.
public struct ScoreIndicator: Sendable, Hashable, Codable {
    public var key: String
    public var label: Label
    /// Points when the condition holds, or per event.
    public var points: Int
    /// A formula on the record.
    public var when: String?
    /// An event kind, such as `page.viewed`.
    public var event: String?
    /// Payload members that must be equal, such as `page: pricing`.
    public var match: [String: String] = [:]
    /// The most points this line may give (absolute value).
    public var cap: Int?
    /// Only events of the last days count.
    public var windowDays: Int?
    /// Points halve after this many days.
    public var halfLifeDays: Int?

    public init(key: String, label: Label, points: Int) {
        self.key = key
        self.label = label
        self.points = points
    }
}

/// A letter and the least score that earns it.
public struct Grade: Sendable, Hashable, Codable {
    public var key: String
    public var minimum: Int

    public init(key: String, minimum: Int) {
        self.key = key
        self.minimum = minimum
    }
}

/// How an owner is chosen (`kind: route`, L6).
public struct RouteDefinition: Sendable, Hashable, Codable {
    public var key: String
    public var label: Label
    public var object: String
    public var rules: [RouteRule]
    public var guards: RouteGuards
    /// Users with one of these roles are candidates.
    public var roles: [String]

    public init(
        key: String, label: Label, object: String, rules: [RouteRule], guards: RouteGuards, roles: [String]
    ) {
        self.key = key
        self.label = label
        self.object = object
        self.rules = rules
        self.guards = guards
        self.roles = roles
    }
}

/// The first rule whose condition holds names the candidates.
public struct RouteRule: Sendable, Hashable, Codable {
    public enum Strategy: String, Sendable, Hashable, CaseIterable, Codable {
        case roundRobin = "round_robin"
        case leastLoaded = "least_loaded"
        case weightedByConversion = "weighted_by_conversion"
        case bestMatch = "best_match"
    }
    public var key: String
    public var label: Label
    /// A formula; nil for every record.
    public var when: String?
    /// Org unit keys whose members are candidates; empty for all.
    public var teams: [String] = []
    public var strategy: Strategy
    /// A skill tag the candidate must have.
    public var skill: String?

    public init(key: String, label: Label, strategy: Strategy) {
        self.key = key
        self.label = label
        self.strategy = strategy
    }
}

/// What keeps a candidate from another record; nil switches a guard off.
public struct RouteGuards: Sendable, Hashable, Codable {
    /// Fewer than this many assigned records without a first touch.
    public var pendingBelow: Int?
    /// At most so many assignments a local day.
    public var perDay: Int?
    /// Hours since the last assignment.
    public var cooldownHours: Int?
    /// Open follow-ups ÷ capacity must stay below this percentage.
    public var loadRateBelowPercent: Int?
    /// Capacity: effective touches of so many days, at least the floor.
    public var capacityDays: Int = 3
    public var capacityFloor: Int = 5
    /// Whether the person must be on duty.
    public var onDuty: Bool = true

    public init() {}
}

/// A clock that an event starts and a touch stops (`kind: sla`, L8).
public struct SLADefinition: Sendable, Hashable, Codable {
    public var key: String
    public var label: Label
    public var object: String
    /// The event that starts it, such as `lead.assigned`.
    public var starts: String
    /// The event that meets it, such as `touch.recorded` (effective only).
    public var metBy: String
    public var calendar: String = "standard"
    /// First matching tier gives the target; the last has no condition.
    public var tiers: [SLATier]
    /// Working minutes after which it is escalated one level.
    public var hardMinutes: Int
    /// Datetime field on the object that shows the target, number field that
    /// receives the minutes taken; nil for none.
    public var dueField: String?
    public var durationField: String?

    public init(
        key: String, label: Label, object: String, starts: String, metBy: String, tiers: [SLATier], hardMinutes: Int
    ) {
        self.key = key
        self.label = label
        self.object = object
        self.starts = starts
        self.metBy = metBy
        self.tiers = tiers
        self.hardMinutes = hardMinutes
    }
}

/// The target for records that match.
public struct SLATier: Sendable, Hashable, Codable {
    public var when: String?
    public var targetMinutes: Int

    public init(when: String? = nil, targetMinutes: Int) {
        self.when = when
        self.targetMinutes = targetMinutes
    }
}

/// Inactivity that colours a row (`kind: warning`, L9, F5).
public struct WarningDefinition: Sendable, Hashable, Codable {
    public enum Level: String, Sendable, Hashable, CaseIterable, Codable { case yellow, red }
    public enum Receiver: String, Sendable, Hashable, CaseIterable, Codable { case owner, manager }
    public var key: String
    public var label: Label
    public var object: String
    /// Datetime field that is swept, such as `last_touch_at` or
    /// `stage_entered_at`.
    public var since: String
    public var hours: Int?
    /// Working days; exactly one of hours and workingDays is given.
    public var workingDays: Int?
    public var calendar: String = "standard"
    /// A formula that says which records are watched.
    public var when: String?
    public var level: Level
    public var notify: [Receiver] = []
    /// Whether the record loses its owner and goes back to the pool.
    public var recycles: Bool = false
    /// What to do, shown beside the warning.
    public var advice: Label

    public init(key: String, label: Label, object: String, since: String, level: Level, advice: Label) {
        self.key = key
        self.label = label
        self.object = object
        self.since = since
        self.level = level
        self.advice = advice
    }
}

/// What counts as a touch and when it is effective (`kind: touch`, A1, A3).
public struct TouchDefinition: Sendable, Hashable, Codable {
    public var key: String
    /// The object of touches and its fields by role.
    public var object: String
    public var channelField: String
    public var contentField: String
    public var nextActionField: String
    public var nextDateField: String
    public var durationField: String
    public var evidenceField: String
    /// Boolean field that receives the verdict.
    public var effectiveField: String
    /// Reference fields from a touch to what was touched, tried in order.
    public var targets: [String]
    /// A formula on the touch that says whether it is effective.
    public var effectiveWhen: String
    /// Datetime field on the targets that keeps the last effective touch.
    public var lastTouchField: String
    /// Phrases that say nothing (A2), refused with a hint.
    public var emptyPhrases: [String] = []

    public init(
        key: String, object: String, channelField: String, contentField: String, nextActionField: String,
        nextDateField: String, durationField: String, evidenceField: String, effectiveField: String,
        targets: [String], effectiveWhen: String, lastTouchField: String
    ) {
        self.key = key
        self.object = object
        self.channelField = channelField
        self.contentField = contentField
        self.nextActionField = nextActionField
        self.nextDateField = nextDateField
        self.durationField = durationField
        self.evidenceField = evidenceField
        self.effectiveField = effectiveField
        self.targets = targets
        self.effectiveWhen = effectiveWhen
        self.lastTouchField = lastTouchField
    }
}

/// How one record becomes others (`kind: conversion`): lead to account,
/// contact and opportunity.
public struct ConversionDefinition: Sendable, Hashable, Codable {
    public var key: String
    public var label: Label
    public var object: String
    /// A formula that must hold before converting.
    public var when: Validation?
    public var steps: [ConversionStep]
    /// Fields set on the source afterwards: formulas by field key.
    public var marks: [String: String]

    public init(key: String, label: Label, object: String, steps: [ConversionStep], marks: [String: String]) {
        self.key = key
        self.label = label
        self.object = object
        self.steps = steps
        self.marks = marks
    }
}

/// One record that a conversion finds by duplicate keys or makes.
public struct ConversionStep: Sendable, Hashable, Codable {
    /// Name under which later steps refer to it.
    public var name: String
    public var object: String
    /// Field key → formula on the source record.
    public var values: [String: String]
    /// Field key → name of an earlier step (references), or `source`.
    public var links: [String: String]
    /// Reference field on the source that receives the new id.
    public var sourceField: String?

    public init(name: String, object: String, values: [String: String], links: [String: String], sourceField: String?) {
        self.name = name
        self.object = object
        self.values = values
        self.links = links
        self.sourceField = sourceField
    }
}
