public import Definitions

/// One line of the tick list before a stage (P4).
public struct GateItem: Sendable, Hashable {
    /// Stable name, such as `gate.evidence`.
    public var code: String
    /// What is asked for, in Chinese and English.
    public var text: Label
    /// How to fulfil it.
    public var mend: Label
    /// The field to fill, where there is one.
    public var field: String?
    /// The kind of evidence or event, where there is one.
    public var kind: String?
    /// Whether it is fulfilled.
    public var met: Bool
    /// Whether the move waits for it; advice does not block.
    public var isBlocking: Bool

    public init(
        code: String, text: Label, mend: Label, field: String? = nil, kind: String? = nil, met: Bool,
        isBlocking: Bool = true
    ) {
        self.code = code
        self.text = text
        self.mend = mend
        self.field = field
        self.kind = kind
        self.met = met
        self.isBlocking = isBlocking
    }
}

/// What a stage asks of a record, and what is there already.
public struct GateReport: Sendable, Hashable {
    /// Who would have to approve, if anybody.
    public struct Approver: Sendable, Hashable {
        public var id: Int64
        public var name: String

        public init(id: Int64, name: String) {
            self.id = id
            self.name = name
        }
    }
    public var process: String
    /// The stage to be entered.
    public var stage: String
    public var label: Label
    public var items: [GateItem]
    public var needsApproval: Bool
    public var approver: Approver?
    /// Answers to the obstacle question; empty where it is not asked.
    public var obstacles: [OptionDefinition]

    public init(
        process: String, stage: String, label: Label, items: [GateItem], needsApproval: Bool = false,
        approver: Approver? = nil, obstacles: [OptionDefinition] = []
    ) {
        self.process = process
        self.stage = stage
        self.label = label
        self.items = items
        self.needsApproval = needsApproval
        self.approver = approver
        self.obstacles = obstacles
    }

    /// What still stands in the way.
    public var missing: [GateItem] { items.filter { !$0.met && $0.isBlocking } }

    /// Whether nothing stands in the way.
    public var isMet: Bool { missing.isEmpty }
}
