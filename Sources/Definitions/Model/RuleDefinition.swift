/// Trigger, condition, actions (`kind: rule`, P5).
public struct RuleDefinition: Sendable, Hashable, Codable {
    public enum Trigger: Sendable, Hashable, Codable {
        /// An event of this kind on the object.
        case event(String)
        /// Every local day at a minute of the day.
        case daily(minute: Int)
    }
    public enum Action: Sendable, Hashable, Codable {
        /// In-app and outbox message to receivers.
        case notify(to: [WarningDefinition.Receiver], message: Label)
        /// A task for the owner, due after working hours.
        case createTask(title: Label, dueWorkingHours: Int)
        /// Field key → formula.
        case update([String: String])
        /// Calls a webhook through the outbox.
        case webhook(url: String)
    }
    public var key: String
    public var label: Label
    public var object: String
    public var trigger: Trigger
    public var when: String?
    public var actions: [Action]
    public var enabled: Bool = true

    public init(key: String, label: Label, object: String, trigger: Trigger, actions: [Action]) {
        self.key = key
        self.label = label
        self.object = object
        self.trigger = trigger
        self.actions = actions
    }
}
