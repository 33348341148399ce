import FormulaLanguage
import SQLText

/// The databases by name, for test arguments.
enum Dialects {
    static let all = Dialect.allCases
}

/// What golden SQL is written for.
enum SQLContexts {
    static func make(_ dialect: Dialect) -> SQLContext {
        SQLContext(
            dialect: dialect, now: SampleRow.moment, calendar: SampleRow.holidays, currentUser: 7,
            variables: ["old": 5],
            rowScope: { object, alias in object == "touch" ? "\(id: alias).\"owner_id\" = \(7)" : nil })
    }

    /// Text with its values put in, readable in a diff.
    static func text(_ sql: SQL, _ dialect: Dialect) -> String {
        let statement = sql.statement(for: dialect)
        var result = ""
        var place = 0
        var rest = Substring(statement.text)
        while let mark = rest.firstIndex(where: { $0 == "?" || $0 == "$" }) {
            result += rest[..<mark]
            rest = rest[rest.index(after: mark)...].drop { $0.isNumber }
            result += "«\(shown(statement.values[place]))»"
            place += 1
        }
        return result + rest
    }

    private static func shown(_ value: SQLValue) -> String {
        switch value {
        case .null: "NULL"
        case .integer(let integer): String(integer)
        case .real(let real): String(real)
        case .text(let text), .decimal(let text): text
        case .blob: "blob"
        }
    }
}
