internal import FormulaLanguage

extension FieldType {
    /// Whether a record may hold several values of it, in a join table.
    public var isMultiple: Bool { self == .multiselect || self == .attachment }

    /// Whether it is computed from others and has no column.
    public var isComputed: Bool { self == .formula || self == .rollup }

    /// Whether it holds a number that can be summed.
    public var isNumeric: Bool { self == .number || self == .money || self == .percent }

    /// Whether it holds text that people type.
    public var isText: Bool {
        switch self {
        case .text, .longtext, .phone, .email, .url, .region, .autonumber: true
        default: false
        }
    }

    /// The object of the record it points to; nil for other types.
    ///
    /// - Parameter to: the target of a reference field.
    public func target(to: String?) -> String? {
        switch self {
        case .reference: to
        case .user: BuiltInObject.user
        case .department: BuiltInObject.department
        default: nil
        }
    }
}

/// Objects that the platform keeps outside the definitions.
public enum BuiltInObject {
    /// Key of people, and their table with `id`, `name`, `org_unit_id`.
    public static let user = "user"
    public static let userTable = "member"
    /// Key of org units, and their table with `id`, `name`.
    public static let department = "department"
    public static let departmentTable = "org_unit"

    static let keys: Set<String> = [user, department]
}

extension FieldDefinition {
    /// What formulas see; a computed field has its result's type.
    var valueType: ValueType {
        FieldDefinition.valueType(type.isComputed ? result ?? .number : type, to: to)
    }

    static func valueType(_ type: FieldType, to: String?) -> ValueType {
        switch type {
        case .number, .money, .percent, .formula, .rollup: .number
        case .text, .longtext, .select, .phone, .email, .url, .region, .autonumber: .text
        case .date: .date
        case .datetime: .instant
        case .boolean: .boolean
        case .multiselect, .attachment: .list(.text)
        case .reference, .user, .department: .reference(object: type.target(to: to) ?? "")
        }
    }

    /// How its column keeps it; for a computed field, how its result would
    /// be kept.
    func storage(table: String, object: String) -> ColumnStorage {
        let kept = type.isComputed ? result ?? .number : type
        switch kept {
        case .number, .formula, .rollup: return .scaled(decimals ?? 0)
        case .money: return .scaled(2)
        case .percent: return .scaled(4)
        case .text, .longtext, .select, .phone, .email, .url, .region, .autonumber: return .text
        case .date: return .dateText
        case .datetime: return .instantMillis
        case .boolean: return .boolean01
        case .multiselect, .attachment:
            return .multi(table: PhysicalName.joinTable(of: object, field: key))
        case .reference, .user, .department:
            return .reference(object: kept.target(to: to) ?? "")
        }
    }
}
