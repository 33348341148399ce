import Definitions
public import FormulaLanguage
import SQLText
import Storage

extension Reading {
    /// Computes a formula for a record, seeing everything.
    ///
    /// - Throws: ``FormulaError``.
    public func evaluate(_ formula: Formula, on record: Record, variables: [String: Value] = [:]) throws -> Value {
        try formula.evaluate(
            RecordContext(reading: self, record: record, variables: variables, currentUser: nil))
    }

    /// Whether a condition holds for a record: no condition holds, a blank
    /// or failed one does not.
    ///
    /// - Throws: ``FormulaError`` that is no failed value.
    public func holds(_ formula: Formula?, on record: Record, variables: [String: Value] = [:]) throws -> Bool {
        guard let formula else { return true }
        return try formula.holds(RecordContext(reading: self, record: record, variables: variables, currentUser: nil))
    }

    /// A field of a record, computed where it is a formula.
    ///
    /// - Throws: ``FormulaError``.
    public func value(_ field: String, of record: Record) throws -> Value {
        try RecordContext(reading: self, record: record, variables: [:], currentUser: nil)
            .value(of: field, object: record.object.key)
    }

    /// What formulas compiled to SQL need to know here.
    ///
    /// - Parameters:
    ///   - alias: of the record's own row.
    ///   - viewer: whose rows related look-ups may see.
    public func sqlContext(alias: String = "r", as viewer: Viewer, variables: [String: Value] = [:]) -> SQLContext {
        let runtime = runtime
        let scope = RowScope(viewer: viewer, schema: runtime.schema)
        return SQLContext(
            dialect: connection.dialect, alias: alias, now: now, zone: zone,
            calendar: workingCalendar, currentUser: viewer.isSystem ? nil : viewer.userID, variables: variables,
            rowScope: { object, alias in scope.live(object, alias: alias) })
    }

    var workingCalendar: any WorkingCalendar {
        schema.calendar("standard") ?? WeekendCalendar()
    }
}

/// Gives a formula the fields of one record and of those it points to.
struct RecordContext: EvaluationContext {
    let reading: Reading
    let record: Record
    let variables: [String: Value]
    let currentUser: Int64?
    /// Formula fields on the way down, against cycles in the schema.
    var depth = 0

    var now: Instant { reading.now }
    var zone: WorkspaceZone { reading.zone }
    var calendar: any WorkingCalendar { reading.workingCalendar }

    func value(of field: String, object: String) throws -> Value {
        if field == SystemField.id.rawValue { return .reference(object: object, id: record.id) }
        guard let model = record.object.field(field) else { return .blank }
        guard let formula = model.formula else { return record[field] }
        guard depth < 16 else { return .blank }
        var inner = RecordContext(reading: reading, record: record, variables: [:], currentUser: currentUser)
        inner.depth = depth + 1
        return try formula.evaluate(inner)
    }

    func value(of field: String, object: String, id: Int64) throws -> Value {
        if field == SystemField.id.rawValue { return .reference(object: object, id: id) }
        switch object {
        case BuiltInObject.user: return member(id, field)
        case BuiltInObject.department:
            return field == "name" ? reading.directory.unit(id).map { .text($0.name) } ?? .blank : .blank
        default:
            guard depth < 16, let target = try? reading.record(object, id) else { return .blank }
            var inner = RecordContext(reading: reading, record: target, variables: [:], currentUser: currentUser)
            inner.depth = depth + 1
            return try inner.value(of: field, object: object)
        }
    }

    private func member(_ id: Int64, _ field: String) -> Value {
        guard let member = reading.directory.member(id) else { return .blank }
        switch field {
        case "name": return .text(member.name)
        case SystemField.orgUnit.rawValue:
            return member.orgUnitID.map { .reference(object: BuiltInObject.department, id: $0) } ?? .blank
        default: return .blank
        }
    }

    func aggregate(_ query: RelatedQuery) throws -> Value {
        let sql = try query.sql(reading.sqlContext(as: .system))
        return try reading.connection.first(sql) { try query.decode($0.value(0)) } ?? .blank
    }

    func variable(_ name: String) throws -> Value {
        guard let value = variables[name] else {
            throw FormulaError(
                code: .noVariable, position: 0..<0, messageZh: "此处没有变量“\(name)”",
                messageEn: "There is no variable \"\(name)\" here")
        }
        return value
    }
}
