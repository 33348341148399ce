/// A stage machine on an object (`kind: process`, P3).
public struct ProcessDefinition: Sendable, Hashable, Codable {
    public var key: String
    public var label: Label
    public var object: String
    /// The select field that holds the stage; its options are the stages.
    public var field: String
    public var stages: [StageDefinition]
    /// Whether a stage may be jumped over (F2 says no by default).
    public var allowsSkipping: Bool = false
    /// Whether going back is allowed, with a reason.
    public var allowsBack: Bool = true
    public var calendar: String = "standard"

    public init(key: String, label: Label, object: String, field: String, stages: [StageDefinition]) {
        self.key = key
        self.label = label
        self.object = object
        self.field = field
        self.stages = stages
    }
}

/// One stage with its entry gate.
public struct StageDefinition: Sendable, Hashable, Codable {
    public enum Category: String, Sendable, Hashable, CaseIterable, Codable { case open, won, lost }
    public var key: String
    public var label: Label
    public var category: Category = .open
    public var color: String?
    /// Default win probability in percent, 0…100.
    public var probability: Int = 0
    /// Allowed win probability in percent.
    public var probabilityRange: ClosedRange<Int>?
    /// Working days one may stay before the record turns red; nil for no
    /// limit.
    public var slaWorkingDays: Int?
    public var gate: GateDefinition = .init()
    /// Keys of stages reachable from here; nil means the next one, any
    /// earlier one where allowed, and every lost stage.
    public var transitions: [String]?
    public var definition: Label?

    public init(key: String, label: Label) {
        self.key = key
        self.label = label
    }
}

/// What must hold to enter a stage (P4).
public struct GateDefinition: Sendable, Hashable, Codable {
    public var requiredFields: [String] = []
    public var evidence: [EvidenceRequirement] = []
    public var conditions: [Validation] = []
    /// Event kinds that must have happened on the record, such as
    /// `touch.recorded`, with the label shown.
    public var earlierEvents: [EventRequirement] = []
    /// A fact from outside, such as `receipt.posted`; never by hand (F3).
    public var externalEvent: EventRequirement?
    /// Whether the obstacle question must be answered with the move (A8).
    public var obstacle: Bool = false
    public var approval: ApprovalRequirement?

    public init() {}
}

/// Files of one kind that a gate wants.
public struct EvidenceRequirement: Sendable, Hashable, Codable {
    /// Kind key, such as `minutes`, `quotation`, `contract`.
    public var kind: String
    public var label: Label
    public var count: Int = 1

    public init(kind: String, label: Label, count: Int = 1) {
        self.kind = kind
        self.label = label
        self.count = count
    }
}

/// An event that must have happened on a record.
public struct EventRequirement: Sendable, Hashable, Codable {
    public var event: String
    public var label: Label

    public init(event: String, label: Label) {
        self.event = event
        self.label = label
    }
}

/// Who must say yes before a stage is entered.
public struct ApprovalRequirement: Sendable, Hashable, Codable {
    public enum Approver: String, Sendable, Hashable, CaseIterable, Codable { case manager, role }
    public var approver: Approver
    /// The role's key where the approver is a role.
    public var role: String?
    /// A formula; nil for always.
    public var when: String?

    public init(approver: Approver, role: String? = nil, when: String? = nil) {
        self.approver = approver
        self.role = role
        self.when = when
    }
}
