/// A public capture form (`kind: form`, L1, L2).
public struct FormDefinition: Sendable, Hashable, Codable {
    public var key: String
    public var label: Label
    public var object: String
    public var intro: Label?
    public var thanks: Label?
    public var fields: [FormField]
    /// Fields set on every submission: formulas, such as `source: '"website"'`.
    public var presets: [String: String] = [:]
    /// Base fields that are not asked for, with the reason (L2).
    public var waivers: [String: String] = [:]
    /// Consent text that must be agreed to; stored with its version.
    public var consent: Label?

    public init(key: String, label: Label, object: String, fields: [FormField]) {
        self.key = key
        self.label = label
        self.object = object
        self.fields = fields
    }
}

/// One question of a form, bound to a field.
public struct FormField: Sendable, Hashable, Codable {
    public var field: String
    public var label: Label?
    public var required: Bool
    public var placeholder: Label?

    public init(field: String, label: Label? = nil, required: Bool = false, placeholder: Label? = nil) {
        self.field = field
        self.label = label
        self.required = required
        self.placeholder = placeholder
    }
}

/// Working time (`kind: calendar`).
public struct CalendarDefinition: Sendable, Hashable, Codable {
    /// Minutes of the local day, `540..<1080` for 09:00–18:00.
    public struct Shift: Sendable, Hashable, Codable {
        public var start: Int
        public var end: Int

        public init(start: Int, end: Int) {
            self.start = start
            self.end = end
        }
    }
    public var key: String
    public var label: Label
    public var shifts: [Shift]
    /// Statutory holidays on weekdays, ISO dates.
    public var off: [String]
    /// Weekend days worked (调休), ISO dates.
    public var worked: [String]
    /// Years for which the lists are complete.
    public var certainYears: [Int]

    public init(
        key: String, label: Label, shifts: [Shift], off: [String], worked: [String], certainYears: [Int]
    ) {
        self.key = key
        self.label = label
        self.shifts = shifts
        self.off = off
        self.worked = worked
        self.certainYears = certainYears
    }
}

/// What people with a role may do (`kind: role`, S1).
public struct RoleDefinition: Sendable, Hashable, Codable {
    public enum Scope: String, Sendable, Hashable, CaseIterable, Codable { case own, team, department, all, none }
    public struct Grant: Sendable, Hashable, Codable {
        public var read: Scope
        public var write: Scope
        public var create: Bool
        public var delete: Bool
        public var export: Bool
        /// Fields hidden from this role.
        public var hiddenFields: [String]

        public init(
            read: Scope, write: Scope, create: Bool, delete: Bool = false, export: Bool = false,
            hiddenFields: [String] = []
        ) {
            self.read = read
            self.write = write
            self.create = create
            self.delete = delete
            self.export = export
            self.hiddenFields = hiddenFields
        }
    }
    public var key: String
    public var label: Label
    /// Object key → grant; `*` for all others.
    public var grants: [String: Grant]
    /// May publish definitions and manage users.
    public var administers: Bool = false
    /// Sees team figures and receives escalations.
    public var manages: Bool = false

    public init(key: String, label: Label, grants: [String: Grant]) {
        self.key = key
        self.label = label
        self.grants = grants
    }
}
