/// The kinds of field of clause P1.
public enum FieldType: String, Sendable, Hashable, CaseIterable, Codable {
    case text, longtext, number, money, percent, date, datetime, boolean
    case select, multiselect, reference, user, department
    case phone, email, url, region, attachment, autonumber, formula, rollup
}
