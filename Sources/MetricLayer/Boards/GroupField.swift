import Definitions
import FormulaLanguage
import Records

/// What a widget's or a drill-down's groups are made of.
struct GroupField: Sendable {
    /// As it is named in definitions and URLs.
    let name: String
    let grouping: Grouping
    /// The field itself; nil for time.
    let field: FieldModel?

    /// - Throws: ``RecordError`` `metric.group` or `metric.hidden`.
    init(_ name: String, for plan: MetricPlan, _ session: MetricSession, period: Period) throws {
        self.name = name
        guard let first = plan.leaves.first else { throw RecordError(.invalid, .unknownGroup(name)) }
        if let unit = CalendarUnit(rawValue: name) {
            field = nil
            grouping = .buckets(Buckets(dividing: period, by: unit))
            return
        }
        if name == first.time?.key {
            field = nil
            grouping = .buckets(Buckets(dividing: period, by: period.length > 62 ? .month : .day))
            return
        }
        guard let field = first.object.field(name), field.isStored, GroupField.fits(field) else {
            throw RecordError(.invalid, .unknownGroup(name))
        }
        guard plan.leaves.allSatisfy({ session.visibility.sees(name, of: $0.object.key) }) else {
            throw RecordError(.forbidden, .hiddenMetric)
        }
        self.field = field
        switch name {
        case SystemField.owner.rawValue: grouping = .owner
        case SystemField.orgUnit.rawValue: grouping = .unit
        default: grouping = .field(name)
        }
    }

    private static func fits(_ field: FieldModel) -> Bool {
        switch field.storage {
        case .text, .boolean01, .reference: true
        case .scaled, .dateText, .instantMillis, .multi: false
        }
    }

    /// Reads a group from a URL; an empty text is the blank group.
    func key(_ text: String) throws -> GroupKey {
        if text.isEmpty { return .blank }
        switch field?.storage {
        case .text: return .text(text)
        case .boolean01, .reference:
            if let id = Int64(text) { return .integer(id) }
            throw RecordError(.invalid, .unknownGroup(text))
        default: throw RecordError(.invalid, .unknownGroup(text))
        }
    }

    /// Time in order, options in theirs, anything else largest first.
    func sorted(_ keys: Set<GroupKey>, by values: [GroupKey: Answer]) -> [GroupKey] {
        if case .buckets = grouping { return keys.sorted { ($0.id ?? -1) < ($1.id ?? -1) } }
        let options = field?.definition.options.map(\.key) ?? []
        if !options.isEmpty {
            let places = Dictionary(options.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            return keys.sorted { GroupField.place($0, places) < GroupField.place($1, places) }
        }
        return keys.sorted { left, right in
            let (first, second) = (values[left]?.value, values[right]?.value)
            if first == second { return GroupField.place(left, [:]) < GroupField.place(right, [:]) }
            guard let first, let second else { return first != nil }
            return first > second
        }
    }

    private static func place(_ key: GroupKey, _ places: [String: Int]) -> (Int, Int64, String) {
        (places[key.text ?? ""] ?? .max, key.id ?? .max, key.text ?? "~")
    }
}
