internal import FormulaLanguage

/// The names formulas may use, as seen from one object.
struct SchemaScope: FormulaScope {
    let selfObject: String
    let names: SchemaNames

    func field(named name: String, of object: String) -> FieldInfo? {
        names.tables[object]?.field(name)
    }

    func object(named name: String) -> ObjectInfo? {
        names.tables[name]?.info ?? names.labels[name].flatMap { names.tables[$0]?.info }
    }

    func fields(of object: String) -> [FieldInfo] { names.tables[object]?.fields ?? [] }

    var objects: [ObjectInfo] { names.order.compactMap { names.tables[$0]?.info } }
    var userObject: String { BuiltInObject.user }
}

/// All objects and fields by key and label; shared by all scopes.
final class SchemaNames: Sendable {
    struct Table: Sendable {
        let info: ObjectInfo
        let fields: [FieldInfo]
        let byKey: [String: Int]
        let byLabel: [String: Int]

        init(info: ObjectInfo, fields: [FieldInfo]) {
            self.info = info
            self.fields = fields
            byKey = Dictionary(fields.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
            byLabel = Dictionary(fields.enumerated().map { ($1.label, $0) }, uniquingKeysWith: { first, _ in first })
        }

        /// Keys come first, so that a canonical formula never changes its
        /// meaning when some label becomes equal to a key.
        func field(_ name: String) -> FieldInfo? {
            (byKey[name] ?? byLabel[name]).map { fields[$0] }
        }
    }

    let tables: [String: Table]
    /// Object keys by label.
    let labels: [String: String]
    let order: [String]

    init(_ objects: [(info: ObjectInfo, fields: [FieldInfo])]) {
        let all = objects + SchemaNames.builtIn
        tables = Dictionary(
            all.map { ($0.info.key, Table(info: $0.info, fields: $0.fields)) }, uniquingKeysWith: { first, _ in first })
        labels = Dictionary(all.map { ($0.info.label, $0.info.key) }, uniquingKeysWith: { first, _ in first })
        order = all.map(\.info.key)
    }

    private static var builtIn: [(info: ObjectInfo, fields: [FieldInfo])] {
        let user = BuiltInObject.user
        let department = BuiltInObject.department
        let unit = FieldInfo(
            key: "org_unit", label: "部门", column: "org_unit_id", type: .reference(object: department),
            storage: .reference(object: department))
        return [
            (
                ObjectInfo(key: user, label: "用户", table: BuiltInObject.userTable),
                [.id(of: user), FieldInfo(key: "name", label: "姓名", column: "name", type: .text, storage: .text), unit]
            ),
            (
                ObjectInfo(key: department, label: "部门", table: BuiltInObject.departmentTable),
                [
                    .id(of: department),
                    FieldInfo(key: "name", label: "名称", column: "name", type: .text, storage: .text),
                ]
            ),
        ]
    }
}
