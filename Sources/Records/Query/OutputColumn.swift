import Definitions
import FormulaLanguage
import SQLText

/// How one field of a row becomes JSON.
struct OutputColumn: Sendable {
    /// The form of the value in the row.
    enum Form: Sendable {
        /// Milliseconds, fen, ten-thousandths.
        case integer
        case decimal(Int)
        case boolean
        /// Text, option keys, dates.
        case text
        case user
        case department
        /// A record; its label is fetched for the whole page.
        case record(object: String)
        /// Several option keys, from a table of their own.
        case keys(table: String)
        /// Several files, from a table of their own.
        case files(table: String)
    }

    let field: FieldModel
    let form: Form
    /// `"key":`
    let name: [UInt8]
    let mask: MaskDefinition.Style?

    init(_ field: FieldModel, mask: MaskDefinition.Style?) {
        self.field = field
        self.mask = mask
        form = OutputColumn.form(field)
        var bytes: [UInt8] = []
        bytes.append(quoted: field.key)
        bytes.append(UInt8(ascii: ":"))
        name = bytes
    }

    private static func form(_ field: FieldModel) -> Form {
        let held = field.type.isComputed ? field.definition.result ?? .number : field.type
        switch field.storage {
        case .multi(let table, _, _): return held == .attachment ? .files(table: table) : .keys(table: table)
        case .scaled(let scale): return held == .number ? .decimal(scale) : .integer
        case .boolean01: return .boolean
        case .instantMillis: return .integer
        case .text, .dateText: return .text
        case .reference(let object):
            switch object {
            case BuiltInObject.user: return .user
            case BuiltInObject.department: return .department
            default: return field.key == SystemField.id.rawValue && field.isSystem ? .integer : .record(object: object)
            }
        }
    }

    /// Whether the value is only known after the page's rows are.
    var isFetchedLater: Bool {
        switch form {
        case .record, .keys, .files: true
        default: false
        }
    }

    /// The expression that gives the value in a row `r`.
    func expression(_ context: @autoclosure () -> SQLContext) throws -> SQL {
        if let formula = field.formula { return try formula.sql(context(), storedAs: field.storage) }
        guard field.isStored else { return "NULL" }
        return SQL(unsafe: "r." + ObjectPlan.quoted(field.column))
    }
}

/// A column of a list reduced to numbers: copying one costs nothing, while an
/// ``OutputColumn`` would be retained and released for every value.
struct OutputStep: Sendable {
    /// The forms that are written straight from the row.
    enum Kind: Sendable {
        case integer, decimal, boolean, text, user, department
        /// Masked, or fetched for the whole page: see the column itself.
        case other
    }

    let kind: Kind
    let scale: Int
    /// Where the value stands in the row.
    let index: Int
    /// Where `"key":` stands in the names of all columns.
    let nameStart: Int
    let nameEnd: Int

    /// The steps of columns that follow a row's head, with their names.
    static func make(_ columns: [OutputColumn]) -> (steps: [OutputStep], names: [UInt8]) {
        var steps: [OutputStep] = []
        var names: [UInt8] = []
        var index = ListShape.headCount + 1
        for column in columns {
            let start = names.count
            names += column.name
            var (kind, scale) = (Kind.other, 0)
            if column.mask == nil {
                switch column.form {
                case .integer: kind = .integer
                case .decimal(let places): (kind, scale) = (.decimal, places)
                case .boolean: kind = .boolean
                case .text: kind = .text
                case .user: kind = .user
                case .department: kind = .department
                case .record, .keys, .files: break
                }
            }
            steps.append(OutputStep(kind: kind, scale: scale, index: index, nameStart: start, nameEnd: names.count))
            if !column.isFetchedLater || column.field.isStored { index += 1 }
        }
        return (steps, names)
    }
}

/// A value as somebody sees it who may not see it whole.
enum Masking {
    /// `138****8000`; short texts show nothing but stars.
    static func last4(_ text: String) -> String {
        let characters = Array(text)
        if characters.count >= 8 { return String(characters.prefix(3)) + "****" + String(characters.suffix(4)) }
        return "****" + String(characters.suffix(characters.count >= 6 ? 2 : 0))
    }
}
