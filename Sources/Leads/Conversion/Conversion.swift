internal import Definitions
internal import FormulaLanguage
public import Records

/// Turns one record into others as a conversion definition says: a lead into
/// account, contact and opportunity.
public enum Conversion {
    /// What one step of a conversion made or found.
    public struct Step: Sendable, Hashable {
        public let name: String
        public let object: String
        public let id: Int64
        public let title: String
        /// Whether the record existed before.
        public let found: Bool
    }

    /// Converts a record.
    ///
    /// A step whose duplicate keys match an existing record uses that record
    /// and leaves its fields alone. What is made belongs to the source's
    /// owner.
    ///
    /// - Throws: ``RecordError`` where the actor may not change the source,
    ///   where the definition's condition does not hold, or where a step's
    ///   values are refused; nothing is written then.
    public static func convert(_ object: String, _ id: Int64, in change: Change) throws -> [Step] {
        guard let model = change.schema.conversions.first(where: { $0.definition.object == object }) else {
            throw RecordError.invalid("conversion.none", "这个对象不能转化", "This object cannot be converted")
        }
        let source = try change.record(object, id)
        if let viewer = change.viewer, try !change.reading.canAccess(source, as: viewer, .write) {
            throw RecordError.forbidden("您只能查看这条记录，不能转化", "You may see this record but not convert it")
        }
        if let condition = model.definition.when, try !change.holds(model.condition, on: source) {
            let message = condition.message
            throw RecordError.invalid("conversion.condition", message.zh, message.en ?? message.zh)
        }
        var made: [Step] = []
        for step in model.definition.steps {
            made.append(try run(step, model, source, made, in: change))
        }
        try finish(model, source, made, in: change)
        return made
    }

    private static func run(
        _ step: ConversionStep, _ model: ConversionModel, _ source: Record, _ made: [Step], in change: Change
    ) throws -> Step {
        var values: [String: Value] = [:]
        let target = change.schema.object(step.object)
        for (field, formula) in model.values[step.name] ?? [:] {
            let value = try change.evaluate(formula, on: source)
            values[field] = target?.field(field)?.keyed(value) ?? value
        }
        for (field, name) in step.links {
            values[field] = link(to: name, source, made)
        }
        if let known = try change.reading.duplicates(of: step.object, values).first?.recordID {
            let title = try change.reading.record(step.object, known).title
            return Step(name: step.name, object: step.object, id: known, title: title, found: true)
        }
        values["owner"] = source["owner"]
        let record = try change.insert(step.object, values, system: true)
        return Step(name: step.name, object: step.object, id: record.id, title: record.title, found: false)
    }

    private static func link(to name: String, _ source: Record, _ made: [Step]) -> Value {
        if name == "source" { return .reference(object: source.object.key, id: source.id) }
        return made.first { $0.name == name }.map { .reference(object: $0.object, id: $0.id) } ?? .blank
    }

    private static func finish(
        _ model: ConversionModel, _ source: Record, _ made: [Step], in change: Change
    ) throws {
        var values: [String: Value] = [:]
        for (field, formula) in model.marks {
            let value = try change.evaluate(formula, on: source)
            values[field] = source.object.field(field)?.keyed(value) ?? value
        }
        for step in model.definition.steps {
            guard let field = step.sourceField, let done = made.first(where: { $0.name == step.name }) else { continue }
            values[field] = .reference(object: done.object, id: done.id)
        }
        let object = source.object.key
        try change.update(object, source.id, values, system: true)
        var payload: [String: JSONValue] = [:]
        for step in made { payload[step.name] = .int(step.id) }
        try change.emit("\(object).converted", on: object, source.id, payload: .object(payload))
    }
}
