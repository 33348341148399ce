/// What a database lacks to serve a schema, in the order it must be done.
///
/// A plan adds tables, columns and indexes and never drops one: a field that
/// is taken out of its object keeps its column until a later purge.
public struct SchemaPlan: Sendable {
    public let actions: [SchemaAction]
    /// Changes that cannot be made by adding, such as a field whose column
    /// would have to hold another kind of value. A plan with conflicts must
    /// not be carried out.
    public let conflicts: [DefinitionIssue]

    /// Compares two schemas.
    ///
    /// - Parameters:
    ///   - from: what the database serves now; nil for an empty one.
    ///   - existing: the columns that the database really has, by table. A
    ///     field that was taken out and comes back finds its column there.
    public init(from: Schema?, to: Schema, existing: [String: Set<String>] = [:]) {
        var planner = Planner(from: from, to: to, existing: existing)
        planner.run()
        actions = planner.tables + planner.columns + planner.joinTables + planner.indexes
        conflicts = planner.issues.issues
    }

    /// Whether there is nothing to do.
    public var isEmpty: Bool { actions.isEmpty }
}

private struct Planner {
    let from: Schema?
    let to: Schema
    let existing: [String: Set<String>]
    var tables: [SchemaAction] = []
    var columns: [SchemaAction] = []
    var joinTables: [SchemaAction] = []
    var indexes: [SchemaAction] = []
    var issues = IssueList()

    mutating func run() {
        for object in to.objects {
            let old = from?.object(object.key)
            let known = existing[object.table]
            if old == nil, known == nil {
                let planned = object.fields.filter(\.isStored).map { PlannedColumn($0) }
                tables.append(.createTable(table: object.table, columns: planned))
            } else {
                addColumns(object, old, known ?? [])
            }
            addJoinTables(object, old)
            let oldIndexes = old.flatMap { old in from.map { Set(IndexPlan.indexes(of: old, in: $0)) } } ?? []
            for index in IndexPlan.indexes(of: object, in: to) where !oldIndexes.contains(index) {
                indexes.append(.createIndex(index))
            }
        }
    }

    private mutating func addColumns(_ object: ObjectModel, _ old: ObjectModel?, _ known: Set<String>) {
        for (position, field) in object.fields.enumerated() where field.isStored {
            let planned = PlannedColumn(field)
            if let before = old?.field(field.key), before.isStored {
                if PlannedColumn(before).kind != planned.kind || !before.storage.keeps(field.storage) {
                    report(object, field, position)
                }
            } else if !known.contains(field.column) {
                columns.append(.addColumn(table: object.table, column: planned))
            }
        }
    }

    private mutating func addJoinTables(_ object: ObjectModel, _ old: ObjectModel?) {
        for field in object.fields where field.type.isMultiple {
            let table = PhysicalName.joinTable(of: object.key, field: field.key)
            if old?.field(field.key)?.type.isMultiple == true || existing[table] != nil { continue }
            joinTables.append(.createJoinTable(table: table))
            indexes.append(.createIndex(PlannedIndex(table, ["value", "record_id"], rows: .all)))
        }
    }

    private mutating func report(_ object: ObjectModel, _ field: FieldModel, _ position: Int) {
        let label = field.label.zh
        let message = Label(
            "字段“\(label)”已有数据，不能改成这种类型。", en: "The field “\(field.label.en ?? label)” holds data of another type.")
        let mend = Label("新建一个字段，把数据转过去，再隐藏旧字段。", en: "Add a new field, move the data and hide the old one.")
        let place = position - SystemField.allCases.count
        issues.add(.conflict(message, mend: mend), "objects.\(object.key).fields[\(place)].type")
    }
}
