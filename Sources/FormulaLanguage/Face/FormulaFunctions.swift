public import SQLText

/// One function as the editor shows it.
public struct FunctionInfo: Sendable, Hashable {
    /// The name, upper case.
    public var name: String
    /// Other names, Chinese ones among them.
    public var aliases: [String]
    /// What it belongs to.
    public var category: Category
    /// `ROUND(数, 位数)`.
    public var signature: String
    /// What it does, in Chinese and in English.
    public var helpZh: String
    public var helpEn: String
    /// A formula that uses it.
    public var example: String

    /// Groups of functions in the editor.
    public enum Category: String, Sendable, Hashable, CaseIterable {
        case logic, math, text, date, list, related, user
    }
}

/// What the databases and the editor must know about functions.
public enum FormulaFunctions {
    /// The functions that the SQLite driver registers on each connection.
    public static var sqliteFunctions: [ScalarFunction] { SQLiteFunctions.all }

    /// Statements that create the same functions on PostgreSQL, in the
    /// current schema. Run them in order when a workspace is created or
    /// upgraded; running them again changes nothing.
    public static var postgresPrelude: [SQL] { PostgresPrelude.statements }

    /// Every function, in the order of the editor.
    public static var catalogue: [FunctionInfo] { FunctionTable.infos }
}
