import Definitions
import FormulaLanguage
import Records
import SQLText

/// What a whole board is narrowed to (P8).
public struct MetricFilters: Sendable, Hashable {
    /// A unit by key or id; those below it count.
    public var team: String?
    /// A person's id.
    public var user: Int64?
    /// Values by field key, such as a product line; metrics whose object
    /// lacks the field stay as they are and say so.
    public var fields: [String: [String]]

    public init(team: String? = nil, user: Int64? = nil, fields: [String: [String]] = [:]) {
        self.team = team
        self.user = user
        self.fields = fields
    }

    /// - Throws: ``RecordError`` `metric.filter` for a team nobody knows or
    ///   a field that the viewer may not see.
    func resolved(_ session: MetricSession) throws -> FactFilters {
        var result = FactFilters()
        if let unit = try unit(session.reading.directory) {
            result.units = session.reading.directory.units(below: unit)
        }
        if let user { result.owners = [user] }
        result.fields = try fields.sorted { $0.key < $1.key }.map { key, texts in
            let owners = session.reading.schema.objects.filter { $0.field(key)?.isStored == true }
            guard let object = owners.first, let field = object.field(key),
                owners.allSatisfy({ session.visibility.sees(key, of: $0.key) })
            else { throw RecordError(.invalid, .unknownFilter) }
            return FactFilters.Condition(field: key, values: try texts.map { try MetricFilters.value($0, field) })
        }
        return result
    }

    /// The unit's id; nil without a team.
    func unit(_ directory: Directory) throws -> Int64? {
        guard let team, !team.isEmpty else { return nil }
        if let unit = directory.unit(key: team) ?? Int64(team).flatMap({ directory.unit($0) }) { return unit.id }
        throw RecordError(.invalid, .unknownFilter)
    }

    /// A value as the column keeps it.
    private static func value(_ text: String, _ field: FieldModel) throws -> SQLValue {
        switch field.storage {
        case .text, .dateText: return .text(text)
        case .boolean01 where text == "true" || text == "1": return .integer(1)
        case .boolean01 where text == "false" || text == "0": return .integer(0)
        case .reference:
            guard let id = Int64(text) else { throw RecordError(.invalid, .unknownFilter) }
            return .integer(id)
        default: throw RecordError(.invalid, .unknownFilter)
        }
    }
}
