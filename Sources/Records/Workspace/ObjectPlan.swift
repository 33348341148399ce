import Definitions
import FormulaLanguage
import SQLText

/// What reading and writing an object's rows needs, worked out once.
final class ObjectPlan: Sendable {
    /// A field whose values stand in a table of their own.
    struct Multi: Sendable {
        let field: FieldModel
        let position: Int
        let table: String
        let owner: String
        let value: String
    }

    /// A stored column with its field.
    struct Column: Sendable {
        let field: FieldModel
        let position: Int
    }

    let object: ObjectModel
    let columns: [Column]
    let multis: [Multi]
    /// `SELECT id, version, owner_id, org_unit_id, deleted_at, <columns> FROM <table>`
    let select: SQL
    /// The columns in front of the fields' in ``select``.
    static let head = 5
    /// Fields that a person or a rule may write.
    let requiredFields: [FieldModel]
    let validated: [FieldModel]
    let defaults: [FieldModel]
    let autonumbers: [FieldModel]
    let duplicateKeys: [(field: FieldModel, normaliser: DuplicateKey.Normaliser)]
    let searched: [FieldModel]

    init(_ object: ObjectModel) {
        self.object = object
        let numbered = Array(object.fields.enumerated())
        columns = numbered.filter { $0.element.isStored && !$0.element.isMulti }
            .map { Column(field: $0.element, position: $0.offset) }
        multis = numbered.compactMap { position, field in
            guard case .multi(let table, let owner, let value) = field.storage, field.formula == nil else { return nil }
            return Multi(field: field, position: position, table: table, owner: owner, value: value)
        }
        let names = ["id", "version", "owner_id", "org_unit_id", "deleted_at"] + columns.map(\.field.column)
        select = SQL(
            unsafe: "SELECT " + names.map(ObjectPlan.quoted).joined(separator: ", ") + " FROM "
                + ObjectPlan.quoted(object.table))
        let own = object.fields.filter { !$0.isSystem }
        requiredFields = own.filter { $0.definition.required && $0.formula == nil && $0.type != .autonumber }
        validated = own.filter { $0.validation != nil }
        defaults = own.filter { $0.defaultValue != nil }
        autonumbers = own.filter { $0.type == .autonumber }
        duplicateKeys = object.definition.duplicateKeys.compactMap { key in
            object.field(key.field).map { ($0, key.normaliser) }
        }
        searched = own.filter { $0.definition.search || $0 === object.title }
    }

    /// Columns that the platform alone writes, never from a draft.
    static let keptColumns: Set<String> = [
        "id", "created_at", "created_by", "updated_at", "updated_by", "version", "deleted_at", "client_key",
    ]

    /// An identifier of ours, which holds no quote.
    static func quoted(_ name: String) -> String { "\"\(name)\"" }
}
