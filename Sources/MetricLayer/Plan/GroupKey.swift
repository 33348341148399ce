import SQLText

/// Which group a row falls into, as the database tells it.
enum GroupKey: Sendable, Hashable {
    /// The field is empty, or nothing was grouped.
    case blank
    case integer(Int64)
    case text(String)

    init(_ value: SQLValue) {
        switch value {
        case .integer(let number): self = .integer(number)
        case .text(let text), .decimal(let text): self = text.isEmpty ? .blank : .text(text)
        default: self = .blank
        }
    }

    /// The way it is written in a URL and in JSON; nil for blank.
    var text: String? {
        switch self {
        case .blank: nil
        case .integer(let number): String(number)
        case .text(let text): text
        }
    }

    /// The id of a person, unit or record.
    var id: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }
}

/// What a question splits its rows by.
enum Grouping: Sendable, Hashable {
    case none
    /// The person credited.
    case owner
    /// The unit credited.
    case unit
    /// A stored field, by key.
    case field(String)
    /// The metric's own time field; the group is the bucket's number.
    case buckets(Buckets)
}
