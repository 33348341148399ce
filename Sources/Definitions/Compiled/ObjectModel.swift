public import FormulaLanguage

/// An object ready to read and write.
public final class ObjectModel: Sendable {
    public let definition: ObjectDefinition
    /// Physical table, `r_<key>`.
    public let table: String
    /// System fields first, then the definition's, in order.
    public let fields: [FieldModel]
    /// The field shown as a record's name.
    public let title: FieldModel
    /// Compiled filters of views, by the view's key.
    public let viewFilters: [String: Formula]
    let index: [String: Int]

    /// The definition's key.
    public var key: String { definition.key }
    public var label: Label { definition.label }

    init(
        definition: ObjectDefinition, table: String, fields: [FieldModel], title: FieldModel,
        viewFilters: [String: Formula] = [:]
    ) {
        self.viewFilters = viewFilters
        self.definition = definition
        self.table = table
        self.fields = fields
        self.title = title
        index = Dictionary(fields.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// A field by key.
    public func field(_ key: String) -> FieldModel? {
        index[key].map { fields[$0] }
    }

    /// A field's place in ``fields``.
    public func position(of key: String) -> Int? {
        index[key]
    }
}

/// A field ready to read and write.
public final class FieldModel: Sendable {
    public let definition: FieldDefinition
    /// Physical column: `f_<key>`, a system column's own name, or empty for
    /// a formula, roll-up or multi-value field without a column.
    public let column: String
    public let storage: ColumnStorage
    /// What formulas see.
    public let info: FieldInfo
    /// Whether the platform keeps it (id, owner_id, created_at …).
    public let isSystem: Bool
    /// Compiled formula or roll-up; nil for stored fields.
    public let formula: Formula?
    public let defaultValue: Formula?
    public let validation: Formula?
    /// Option key → option, for select fields.
    public let options: [String: OptionDefinition]

    public var key: String { definition.key }
    public var label: Label { definition.label }
    public var type: FieldType { definition.type }
    /// Whether it has a column of its own.
    public var isStored: Bool { !column.isEmpty }

    init(
        definition: FieldDefinition, column: String, storage: ColumnStorage, info: FieldInfo, isSystem: Bool,
        formula: Formula? = nil, defaultValue: Formula? = nil, validation: Formula? = nil
    ) {
        self.definition = definition
        self.column = column
        self.storage = storage
        self.info = info
        self.isSystem = isSystem
        self.formula = formula
        self.defaultValue = defaultValue
        self.validation = validation
        options = Dictionary(definition.options.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
