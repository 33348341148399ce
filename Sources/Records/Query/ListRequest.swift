public import FormulaLanguage

/// One condition on a field.
public struct FieldFilter: Sendable, Hashable {
    /// How a field is compared.
    public enum Operator: String, Sendable, Hashable, CaseIterable {
        case eq, ne, lt, le, gt, ge
        /// One of the values.
        case `in`
        /// Text that holds the value, regardless of the case of A–Z; a list
        /// that holds it as an item.
        case contains
        case empty, filled
        /// From the first value to the second, both included.
        case between
    }

    public var field: String
    public var op: Operator
    /// One for comparisons, two for `between`, any number for `in`, none for
    /// `empty` and `filled`.
    public var values: [Value]

    public init(_ field: String, _ op: Operator, _ values: [Value] = []) {
        self.field = field
        self.op = op
        self.values = values
    }
}

/// What a list shows.
public struct ListRequest: Sendable {
    /// The order; the record's number decides between equals.
    public struct Sort: Sendable, Hashable {
        public var field: String
        public var descending: Bool

        public init(field: String, descending: Bool = false) {
            self.field = field
            self.descending = descending
        }

        /// Newest first.
        public static let newest = Sort(field: "created_at", descending: true)

        /// Reads `created_at` or `-created_at`.
        public init(_ text: String) {
            descending = text.hasPrefix("-")
            field = descending ? String(text.dropFirst()) : text
        }
    }

    /// A part of what the viewer may see.
    public enum Scope: String, Sendable, Hashable, CaseIterable {
        case own, team
        /// Records without an owner.
        case pool
    }

    /// The most rows of a page.
    public static let limitCeiling = 200

    public var object: String
    public var filters: [FieldFilter]
    /// A condition that must hold; compiled for the object.
    public var formula: Formula?
    public var sort: Sort
    /// Field keys to show beside id, version, title, owner and warning.
    public var columns: [String]
    /// Rows per page, 1 to 200.
    public var limit: Int
    /// ``ListPage/nextCursor`` of the page before; nil for the first.
    public var cursor: String?
    /// Words that must stand in the record; from two characters up.
    public var search: String?
    public var scope: Scope?

    public init(
        object: String, filters: [FieldFilter] = [], formula: Formula? = nil, sort: Sort = .newest,
        columns: [String] = [], limit: Int = 50, cursor: String? = nil, search: String? = nil, scope: Scope? = nil
    ) {
        self.object = object
        self.filters = filters
        self.formula = formula
        self.sort = sort
        self.columns = columns
        self.limit = limit
        self.cursor = cursor
        self.search = search
        self.scope = scope
    }
}

/// What was written of a list.
public struct ListPage: Sendable, Hashable {
    /// Rows on this page.
    public let count: Int
    /// Where the next page begins; nil on the last.
    public let nextCursor: String?
}
