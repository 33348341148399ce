public import Definitions
public import FormulaLanguage

/// One row of an object as it stood when it was read.
///
/// Holds what is stored; formulas and roll-ups are computed by
/// ``Change/evaluate(_:on:variables:)`` and by queries.
public struct Record: Sendable {
    public let object: ObjectModel
    /// Zero while it is being made.
    public internal(set) var id: Int64
    /// Counts the updates, from 1.
    public internal(set) var version: Int
    public internal(set) var ownerID: Int64?
    public internal(set) var orgUnitID: Int64?
    /// When it went to the recycle bin; nil while it lives.
    public internal(set) var deletedAt: Instant?
    /// By the position of the field in its object.
    var values: [Value]

    init(object: ObjectModel) {
        self.object = object
        id = 0
        version = 0
        values = Array(repeating: .blank, count: object.fields.count)
    }

    /// A record with nothing in it yet, for formulas that need none.
    public static func blank(_ object: ObjectModel) -> Record {
        Record(object: object)
    }

    /// A field's value; blank for an unknown field.
    public subscript(key: String) -> Value {
        object.position(of: key).map { values[$0] } ?? .blank
    }

    /// What the record is called; its number where it has no name.
    public var title: String {
        if case .text(let text) = self[object.title.key], !text.isEmpty { return text }
        return ValueCodec.text(self[object.title.key]) ?? "#\(id)"
    }

    /// The text of a text or select field; nil where blank.
    public func text(_ key: String) -> String? {
        if case .text(let text) = self[key] { text } else { nil }
    }

    /// The id a reference points to; nil where blank.
    public func reference(_ key: String) -> Int64? {
        if case .reference(_, let id) = self[key] { id } else { nil }
    }

    /// The moment of a datetime field; nil where blank.
    public func instant(_ key: String) -> Instant? {
        if case .instant(let instant) = self[key] { instant } else { nil }
    }

    /// The number of a number, money (元) or percent field; nil where blank.
    public func number(_ key: String) -> ExactNumber? {
        if case .number(let number) = self[key] { number } else { nil }
    }

    /// Whether a boolean field is true.
    public func isTrue(_ key: String) -> Bool {
        self[key] == .boolean(true)
    }
}

/// A record on its way into the database.
public struct Draft: Sendable {
    public let object: ObjectModel
    /// What is stored now; nil for a new record.
    public let before: Record?
    /// What is to be written, by field key.
    public var values: [String: Value]

    /// A field as it will be.
    public subscript(key: String) -> Value {
        get { values[key] ?? before?[key] ?? .blank }
        set { values[key] = newValue }
    }

    /// The record as it will be; its id is zero while it is new.
    public var after: Record {
        var record = before ?? Record(object: object)
        for (key, value) in values {
            guard let position = object.position(of: key) else { continue }
            record.values[position] = value
            let id: Int64? = if case .reference(_, let id) = value { id } else { nil }
            switch object.fields[position].column {
            case "owner_id": record.ownerID = id
            case "org_unit_id": record.orgUnitID = id
            default: break
            }
        }
        return record
    }
}

/// What a change did to a record.
public struct Mutation: Sendable {
    /// The sort of change.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case created, updated, deleted, restored
    }

    public let kind: Kind
    /// Nil where it was created.
    public let before: Record?
    public let after: Record
    /// Keys of the fields whose values differ.
    public let changedFields: Set<String>
}
