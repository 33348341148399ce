/// The names a formula may use: the schema as seen from one object.
public protocol FormulaScope: Sendable {
    /// The key of the object whose records the formula is about.
    var selfObject: String { get }
    /// A field by label or key. `ID` need not be answered.
    func field(named name: String, of object: String) -> FieldInfo?
    /// An object by label or key.
    func object(named name: String) -> ObjectInfo?
    /// All fields of an object by its key, for completion and suggestions.
    func fields(of object: String) -> [FieldInfo]
    /// All objects, for completion and suggestions.
    var objects: [ObjectInfo] { get }
    /// A variable by label or key.
    func variable(named name: String) -> VariableInfo?
    /// All variables, for completion and suggestions.
    var variables: [VariableInfo] { get }
    /// The key of the object whose records are users.
    var userObject: String { get }
}

extension FormulaScope {
    public var objects: [ObjectInfo] { [] }
    public var variables: [VariableInfo] { [] }
    public var userObject: String { "user" }

    public func variable(named name: String) -> VariableInfo? {
        variables.first { $0.key == name || $0.label == name }
    }
}
