/// What records of one kind are made of (`kind: object`).
public struct ObjectDefinition: Sendable, Hashable, Codable {
    /// ASCII, `[a-z][a-z0-9_]{0,39}`; names the table, never changes.
    public var key: String
    public var label: Label
    /// The field shown as a record's name.
    public var title: String
    /// Icon name of the web app.
    public var icon: String?
    public var fields: [FieldDefinition]
    /// What makes two records the same (L3); empty for none.
    public var duplicateKeys: [DuplicateKey]
    public var views: [ViewDefinition]
    /// Objects whose records follow this one's rights, such as touches under
    /// a lead: the reference fields to look through, first filled wins.
    public var parents: [String]
    /// Fields shown on the record page's head, in order.
    public var summary: [String]

    public init(
        key: String, label: Label, title: String, icon: String? = nil, fields: [FieldDefinition],
        duplicateKeys: [DuplicateKey] = [], views: [ViewDefinition] = [], parents: [String] = [],
        summary: [String] = []
    ) {
        self.key = key
        self.label = label
        self.title = title
        self.icon = icon
        self.fields = fields
        self.duplicateKeys = duplicateKeys
        self.views = views
        self.parents = parents
        self.summary = summary
    }
}

/// One field of an object.
public struct FieldDefinition: Sendable, Hashable, Codable {
    /// ASCII, `[a-z][a-z0-9_]{0,39}`; stored in column `f_<key>`.
    public var key: String
    public var label: Label
    public var type: FieldType
    public var required: Bool = false
    public var unique: Bool = false
    public var hidden: Bool = false
    /// Written by the system only (score, last touch …).
    public var readOnly: Bool = false
    /// An index that serves filters and sorts, in every row scope.
    public var indexed: Bool = false
    /// Part of the search text.
    public var search: Bool = false
    /// Longest text in Unicode scalars; default 200 for text, 20,000 for
    /// long text.
    public var maxLength: Int?
    /// Digits after the point: number 0…6 (default 0), money 2, percent 4 of
    /// the fraction.
    public var decimals: Int?
    /// Default: a formula's source; a plain select key is a quoted text.
    public var defaultValue: String?
    /// Must be true or blank, else the message is shown.
    public var validation: Validation?
    public var options: [OptionDefinition] = []
    /// The object a reference points to.
    public var to: String?
    /// A formula or roll-up's source.
    public var formula: String?
    /// The type of a formula's result: number, money, percent, text, boolean,
    /// date, datetime.
    public var result: FieldType?
    /// Auto-number pattern such as `XS{yyyy}{mm}{seq:5}`.
    public var pattern: String?
    /// How others than the listed roles see it: `last4`, `hidden`.
    public var mask: MaskDefinition?
    public var help: Label?

    public init(key: String, label: Label, type: FieldType) {
        self.key = key
        self.label = label
        self.type = type
    }
}

/// A condition that a value must meet, with its message.
public struct Validation: Sendable, Hashable, Codable {
    public var formula: String
    public var message: Label

    public init(formula: String, message: Label) {
        self.formula = formula
        self.message = message
    }
}

/// One choice of a select field.
public struct OptionDefinition: Sendable, Hashable, Codable {
    public var key: String
    public var label: Label
    /// A colour name of the web app: grey, blue, teal, green, yellow, orange,
    /// red, purple.
    public var color: String?

    public init(key: String, label: Label, color: String? = nil) {
        self.key = key
        self.label = label
        self.color = color
    }
}

/// How a field is shown to roles that may not see it whole.
public struct MaskDefinition: Sendable, Hashable, Codable {
    public enum Style: String, Sendable, Hashable, CaseIterable, Codable { case last4, hidden }
    public var style: Style
    /// Roles that see it whole, beside the record's owner.
    public var unmaskedRoles: [String]

    public init(style: Style, unmaskedRoles: [String]) {
        self.style = style
        self.unmaskedRoles = unmaskedRoles
    }
}

/// A field whose normalised value identifies a record (L3).
public struct DuplicateKey: Sendable, Hashable, Codable {
    public enum Normaliser: String, Sendable, Hashable, CaseIterable, Codable { case phone, email, company, exact }
    public var field: String
    public var normaliser: Normaliser

    public init(field: String, normaliser: Normaliser) {
        self.field = field
        self.normaliser = normaliser
    }
}

/// A saved way of listing records.
public struct ViewDefinition: Sendable, Hashable, Codable {
    public enum Style: String, Sendable, Hashable, CaseIterable, Codable { case list, kanban }
    public var key: String
    public var label: Label
    public var style: Style = .list
    public var columns: [String] = []
    /// A formula; blank for all.
    public var filter: String?
    /// Field key, `-` first for descending.
    public var sort: String = "-created_at"
    /// Select field of a kanban's lanes.
    public var groupBy: String?
    /// Money field summed in a kanban's heads.
    public var sum: String?

    public init(key: String, label: Label) {
        self.key = key
        self.label = label
    }
}
