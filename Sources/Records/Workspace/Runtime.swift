import Definitions
import FormulaLanguage
import Synchronization

/// A schema with everything that is worked out once per schema.
final class Runtime: Sendable {
    let schema: Schema
    /// Field by the name of the unique index that guards it.
    let uniqueIndexes: [String: FieldModel]
    private let plans: [String: ObjectPlan]
    private let restrictions = Mutex<[RestrictionKey: Restriction]>([:])
    private let shapes = Mutex<[ListShape.Key: ListShape]>([:])

    init(schema: Schema) {
        self.schema = schema
        plans = Dictionary(schema.objects.map { ($0.key, ObjectPlan($0)) }, uniquingKeysWith: { first, _ in first })
        uniqueIndexes = Runtime.uniqueIndexes(schema)
    }

    /// - Throws: ``RecordError`` for an unknown object.
    func plan(_ object: String) throws -> ObjectPlan {
        guard let plan = plans[object] else { throw RecordError.unknownObject(object) }
        return plan
    }

    /// What a role may not see of an object.
    func restriction(_ object: ObjectModel, for viewer: Viewer) -> Restriction {
        if viewer.isSystem { return .none }
        let key = RestrictionKey(object: object.key, role: viewer.role.key)
        if let known = restrictions.withLock({ $0[key] }) { return known }
        let made = Restriction.make(object, role: viewer.role, schema: schema)
        restrictions.withLock { $0[key] = made }
        return made
    }

    /// How a list looks for a viewer's role.
    ///
    /// - Throws: ``RecordError`` for fields that are not there or not seen.
    func shape(_ request: ListRequest, as viewer: Viewer) throws -> ListShape {
        let key = ListShape.Key(
            object: request.object, columns: request.columns, sort: request.sort,
            role: viewer.isSystem ? nil : viewer.role.key)
        if let known = shapes.withLock({ $0[key] }) { return known }
        let made = try ListShape(plan(request.object), request, viewer: viewer, runtime: self)
        shapes.withLock { shapes in
            // Whoever asks for ever new columns must not fill the memory.
            if shapes.count > 2000 { shapes.removeAll() }
            shapes[key] = made
        }
        return made
    }

    private static func uniqueIndexes(_ schema: Schema) -> [String: FieldModel] {
        var result: [String: FieldModel] = [:]
        for case .createIndex(let index) in SchemaPlan(from: nil, to: schema).actions where index.isUnique {
            let object = schema.objects.first { $0.table == index.table }
            result[index.name] = object?.fields.first { $0.column == index.columns.first }
        }
        return result
    }

    private struct RestrictionKey: Hashable {
        let object: String
        let role: String
    }
}
