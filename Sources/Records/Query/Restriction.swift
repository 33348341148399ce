import Definitions
import FormulaLanguage

/// What a role may not see of an object's fields.
///
/// A formula inherits the restrictions of everything it reads, so nobody
/// learns a hidden amount from `amount * 1`.
struct Restriction: Sendable {
    /// Fields that do not exist for the role.
    var hidden: Set<String>
    /// Fields that only a record's owner sees whole.
    var masked: [String: MaskDefinition.Style]

    /// Sees everything.
    static let none = Restriction(hidden: [], masked: [:])

    static func make(_ object: ObjectModel, role: RoleDefinition, schema: Schema) -> Restriction {
        var finder = Finder(role: role, schema: schema)
        var result = Restriction.none
        for field in object.fields {
            switch finder.sight(of: field.key, on: object.key) {
            case .whole: break
            case .masked(let style): result.masked[field.key] = style
            case .hidden: result.hidden.insert(field.key)
            }
        }
        return result
    }

    private enum Sight {
        case whole
        case masked(MaskDefinition.Style)
        case hidden
    }

    private struct Finder {
        let role: RoleDefinition
        let schema: Schema
        /// Fields on the way from a formula down, against cycles.
        var path: Set<FieldDependency> = []

        mutating func sight(of key: String, on objectKey: String) -> Sight {
            guard let object = schema.object(objectKey), let field = object.field(key) else { return .whole }
            let grant = role.grants[objectKey] ?? role.grants["*"]
            if grant?.hiddenFields.contains(key) ?? false { return .hidden }
            if let mask = field.definition.mask, !mask.unmaskedRoles.contains(role.key) { return .masked(mask.style) }
            guard let formula = field.formula else { return .whole }
            let step = FieldDependency(object: objectKey, field: key)
            guard path.insert(step).inserted else { return .whole }
            defer { path.remove(step) }
            var result = Sight.whole
            for dependency in formula.dependencies {
                switch sight(of: dependency.field, on: dependency.object) {
                case .whole: continue
                case .hidden: return .hidden
                case .masked:
                    // The owner of this record owns its own fields, but not
                    // those of the records it looks at.
                    guard dependency.object == objectKey else { return .hidden }
                    result = .masked(.hidden)
                }
            }
            return result
        }
    }
}

extension Runtime {
    /// Refuses a field that the viewer may not filter, sort or sum by.
    ///
    /// - Throws: ``RecordError`` with the field's name.
    func requireWhole(_ key: String, of object: ObjectModel, for viewer: Viewer) throws -> FieldModel {
        let restriction = restriction(object, for: viewer)
        guard let field = object.field(key), !restriction.hidden.contains(key) else {
            throw RecordError(.invalid, .unknownField(key))
        }
        guard restriction.masked[key] == nil else { throw RecordError(.invalid, .masked(field)) }
        return field
    }

    /// Refuses a formula that reads what the viewer may not see.
    ///
    /// - Throws: ``RecordError`` with the field's name.
    func requireWhole(_ formula: Formula, for viewer: Viewer) throws {
        if viewer.isSystem { return }
        for dependency in formula.dependencies.sorted(by: { ($0.object, $0.field) < ($1.object, $1.field) }) {
            guard let object = schema.object(dependency.object), object.field(dependency.field) != nil else { continue }
            _ = try requireWhole(dependency.field, of: object, for: viewer)
        }
    }
}
