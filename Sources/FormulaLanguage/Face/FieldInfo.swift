/// How a field is kept in its column.
public enum ColumnStorage: Sendable, Hashable {
    /// An integer counting 10^-n: money 2, percent 4, numbers 0…6. Whoever
    /// writes the column keeps it below 10^15 units either way, which JSON
    /// carries exactly and which lets SQL add columns as plain integers.
    case scaled(Int)
    /// UTF-8 text, NFC.
    case text
    /// An integer, 0 or 1.
    case boolean01
    /// `YYYY-MM-DD` as text.
    case dateText
    /// UTC milliseconds as an integer.
    case instantMillis
    /// The id of a record of the object, as an integer.
    case reference(object: String)
    /// Many values in a join table: one row per value, `owner` holding this
    /// record's id. The field's own `column` is not used.
    case multi(table: String, owner: String = "record_id", value: String = "value")
}

/// A field as formulas see it.
public struct FieldInfo: Sendable, Hashable {
    /// The stable ASCII key.
    public var key: String
    /// What users call it.
    public var label: String
    /// The physical column.
    public var column: String
    /// Its type. Options are `text` (or a list of `text`).
    public var type: ValueType
    /// How the column keeps it.
    public var storage: ColumnStorage
    /// Option key → label. Users write `阶段="商务谈判"`; columns keep keys.
    public var optionLabels: [String: String]

    public init(
        key: String, label: String, column: String, type: ValueType, storage: ColumnStorage,
        optionLabels: [String: String] = [:]
    ) {
        self.key = key
        self.label = label
        self.column = column
        self.type = type
        self.storage = storage
        self.optionLabels = optionLabels
    }

    /// The record's own id, which every object has: `ID`.
    public static func id(of object: String) -> FieldInfo {
        FieldInfo(
            key: "id", label: "ID", column: "id", type: .reference(object: object), storage: .reference(object: object))
    }
}

/// An object (a table) as formulas see it.
public struct ObjectInfo: Sendable, Hashable {
    /// The stable ASCII key.
    public var key: String
    /// What users call it.
    public var label: String
    /// The physical table; its key column is `id`.
    public var table: String

    public init(key: String, label: String, table: String) {
        self.key = key
        self.label = label
        self.table = table
    }
}

/// A value that is neither a field nor computed, such as 旧值 and 新值.
public struct VariableInfo: Sendable, Hashable {
    /// The stable ASCII key.
    public var key: String
    /// What users call it.
    public var label: String
    /// Its type.
    public var type: ValueType

    public init(key: String, label: String, type: ValueType) {
        self.key = key
        self.label = label
        self.type = type
    }
}

/// One field of one object that a formula reads.
public struct FieldDependency: Sendable, Hashable {
    /// The object's key.
    public var object: String
    /// The field's key.
    public var field: String

    public init(object: String, field: String) {
        self.object = object
        self.field = field
    }
}
