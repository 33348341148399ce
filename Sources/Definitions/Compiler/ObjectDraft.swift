internal import FormulaLanguage

/// An object while it is being compiled: its fields are known, their
/// formulas not yet.
struct ObjectDraft {
    var definition: ObjectDefinition
    let path: String
    let table: String
    var fields: [FieldDraft]
    private let index: [String: Int]

    init(definition: ObjectDefinition, path: String) {
        self.definition = definition
        self.path = path
        table = PhysicalName.table(of: definition.key)
        var fields = SystemField.allCases.map { field in
            FieldDraft(field.definition, object: definition.key, column: field.column, isSystem: true, path: path)
        }
        for (number, field) in definition.fields.enumerated() {
            let isPlain = !field.type.isComputed && !field.type.isMultiple
            fields.append(
                FieldDraft(
                    field, object: definition.key, column: isPlain ? PhysicalName.column(of: field.key) : "",
                    isSystem: false, path: "\(path).fields[\(number)]"))
        }
        self.fields = fields
        index = Dictionary(fields.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func field(_ key: String) -> FieldDraft? { index[key].map { fields[$0] } }

    func position(_ key: String) -> Int? { index[key] }
}

/// A field while it is being compiled.
struct FieldDraft {
    let definition: FieldDefinition
    let column: String
    let isSystem: Bool
    let path: String
    let info: FieldInfo
    var formula: Formula?
    var defaultValue: Formula?
    var validation: Formula?

    var key: String { definition.key }
    var type: FieldType { definition.type }
    /// The type of what it holds or computes.
    var heldType: FieldType { type.isComputed ? definition.result ?? .number : type }

    init(_ definition: FieldDefinition, object: String, column: String, isSystem: Bool, path: String) {
        self.definition = definition
        self.column = column
        self.isSystem = isSystem
        self.path = path
        if definition.key == SystemField.id.rawValue {
            info = .id(of: object)
        } else {
            let table = PhysicalName.table(of: object)
            info = FieldInfo(
                key: definition.key, label: definition.label.zh, column: column, type: definition.valueType,
                storage: definition.storage(table: table, object: object),
                optionLabels: Dictionary(
                    definition.options.map { ($0.key, $0.label.zh) }, uniquingKeysWith: { first, _ in first }))
        }
    }

    var model: FieldModel {
        FieldModel(
            definition: definition, column: column, storage: info.storage, info: info, isSystem: isSystem,
            formula: formula, defaultValue: defaultValue, validation: validation)
    }
}
