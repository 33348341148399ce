internal import FormulaLanguage

/// Which indexes an object's records need.
///
/// Row scopes compile to unions of "mine" and "my unit's", so each sortable
/// field has one index per scope; a list then reads only rows it shows.
/// Every index costs on intake, hence only fields marked `indexed` get them.
enum IndexPlan {
    /// In a fixed order, each once.
    static func indexes(of object: ObjectModel, in schema: Schema) -> [PlannedIndex] {
        var indexes: [PlannedIndex] = []
        func add(_ index: PlannedIndex) {
            if !indexes.contains(where: { $0.name == index.name }) { indexes.append(index) }
        }
        for index in system(object, schema) { add(index) }
        for field in object.fields where field.isStored && field.definition.indexed {
            for index in sortable(object, field) { add(index) }
        }
        for field in object.fields where field.isStored && !field.isSystem {
            if field.definition.unique { add(PlannedIndex(object.table, [field.column], isUnique: true, rows: .live)) }
            if case .reference = field.storage, !field.definition.indexed {
                add(PlannedIndex(object.table, [field.column, "id"], rows: .filled(field.column)))
            }
        }
        for field in swept(object, schema) where !field.definition.indexed {
            add(PlannedIndex(object.table, [field.column], rows: .liveFilled(field.column)))
        }
        for columns in funnels(object, schema) { add(PlannedIndex(object.table, columns, rows: .live)) }
        return indexes
    }

    /// One index for all rows, one for each owner's, one for each unit's.
    private static func sortable(_ object: ObjectModel, _ field: FieldModel) -> [PlannedIndex] {
        let owner = SystemField.owner.column
        let unit = SystemField.orgUnit.column
        return [
            PlannedIndex(object.table, [field.column, "id"], rows: .live),
            PlannedIndex(object.table, [owner, field.column, "id"], rows: .live),
            PlannedIndex(object.table, [unit, field.column, "id"], rows: .live),
        ]
    }

    /// Recycle bin and coloured rows. Keys of records made offline have a table
    /// of their own.
    private static func system(_ object: ObjectModel, _ schema: Schema) -> [PlannedIndex] {
        let deleted = SystemField.deletedAt.column
        let warning = SystemField.warning.column
        var indexes = [
            PlannedIndex(object.table, [deleted], rows: .filled(deleted))
        ]
        if schema.warnings.contains(where: { $0.definition.object == object.key }) {
            indexes.append(
                PlannedIndex(object.table, [warning, SystemField.owner.column], rows: .liveMarked(warning)))
        }
        return indexes
    }

    /// What a funnel splits by and what it adds up: with both in one index,
    /// counting a million rows reads no row at all.
    private static func funnels(_ object: ObjectModel, _ schema: Schema) -> [[String]] {
        schema.boards.flatMap(\.widgets).filter { $0.style == .funnel }.compactMap { widget in
            guard let group = widget.groupBy.flatMap({ object.field($0) }), group.isColumn else { return nil }
            let metrics = schema.metrics.map(\.definition).filter {
                widget.metrics.contains($0.key) && $0.object == object.key
            }
            let measured = metrics.compactMap(\.field).compactMap { object.field($0) }.filter(\.isColumn)
            let columns = measured.map(\.column).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            return columns.isEmpty ? nil : [group.column] + columns
        }
    }

    /// Fields that warnings sweep by time.
    private static func swept(_ object: ObjectModel, _ schema: Schema) -> [FieldModel] {
        let keys = Set(schema.warnings.filter { $0.definition.object == object.key }.map(\.definition.since))
        return object.fields.filter { keys.contains($0.key) && $0.isStored }
    }
}

extension FieldModel {
    /// Whether its value stands in the object's own table.
    fileprivate var isColumn: Bool {
        if case .multi = storage { false } else { isStored }
    }
}

extension ColumnStorage {
    /// Whether values kept this way mean the same when read the other way.
    func keeps(_ other: ColumnStorage) -> Bool {
        switch (self, other) {
        case (.scaled(let left), .scaled(let right)): left == right
        case (.reference(let left), .reference(let right)): left == right
        case (.text, .text), (.dateText, .dateText), (.boolean01, .boolean01), (.instantMillis, .instantMillis): true
        case (.multi, .multi): true
        default: false
        }
    }
}
