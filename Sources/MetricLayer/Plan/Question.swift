import SQLText

/// Which rows a number is about, and how they are split.
struct Question: Sendable, Hashable {
    /// Nil leaves time out of it.
    var period: Period?
    var filters = FactFilters()
    var rights = Rights.viewer
    var grouping = Grouping.none
    /// Only one group of ``grouping``, for a drill-down.
    var only: GroupKey?

    /// Whose eyes the rows are counted with.
    enum Rights: Sendable, Hashable {
        /// Only rows the viewer may see.
        case viewer
        /// Every row; the answer leaves as an aggregate over people only.
        case organisation
    }
}

/// What a board is narrowed to, resolved to ids.
struct FactFilters: Sendable, Hashable {
    /// Units credited, those below included; nil for all.
    var units: [Int64]?
    /// People credited; nil for all.
    var owners: [Int64]?
    /// Values by field key; an object without the field is not narrowed.
    var fields: [Condition] = []

    struct Condition: Sendable, Hashable {
        var field: String
        var values: [SQLValue]
    }
}
