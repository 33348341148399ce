/// One node of a resolved and typed formula: what both back ends read.
struct Node: Sendable, Hashable {
    var kind: Kind
    var type: ValueType
    /// Where it stands in the source, in Unicode scalars.
    var range: Range<Int>
    /// Set for text that is an option key: key → label.
    var options: [String: String]?

    init(_ kind: Kind, _ type: ValueType, _ range: Range<Int>, options: [String: String]? = nil) {
        self.kind = kind
        self.type = type
        self.range = range
        self.options = options
    }

    indirect enum Kind: Sendable, Hashable {
        case constant(Value)
        case field(FieldAccess)
        case variable(VariableInfo)
        case now
        case today
        case currentUser(object: String)
        case negate(Node)
        case arithmetic(Arithmetic, Node, Node)
        case compare(Comparison, Node, Node)
        case concat([Node])
        case and([Node])
        case or([Node])
        case xor([Node])
        case not(Node)
        /// The first branch whose condition holds; without `otherwise` and
        /// without a match it is blank, or fails if `mustMatch`.
        case choose([Branch], otherwise: Node?, mustMatch: Bool)
        case ifError(Node, Node)
        case isError(Node)
        case isBlank(Node)
        case coalesce([Node])
        case isIn(Node, [Node])
        case hasAny(Node, [Node])
        case hasAll(Node, [Node])
        case countItems(Node)
        case convert(Conversion, Node)
        case call(FunctionReference, [Node])
        case aggregate(Aggregate)
        /// Known to fail; made while constants are folded.
        case failed(FormulaError)
    }

    struct Branch: Sendable, Hashable {
        var condition: Node
        var result: Node
    }
}

enum Arithmetic: Sendable, Hashable {
    case add, subtract, multiply, divide
}

enum Comparison: String, Sendable, Hashable, CaseIterable {
    case equal = "="
    case unequal = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// The comparison with its sides swapped.
    var mirrored: Comparison {
        switch self {
        case .equal, .unequal: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }

    /// Whether an order (-1, 0, 1) satisfies it.
    func holds(_ order: Int) -> Bool {
        switch self {
        case .equal: order == 0
        case .unequal: order != 0
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        }
    }
}

/// A change of type that loses nothing the user would miss.
enum Conversion: Sendable, Hashable {
    case numberToText, booleanToText, dateToText
    case optionToLabel([String: String])
}

/// A field, reached from a row through zero or more references.
struct FieldAccess: Sendable, Hashable {
    /// Whether the row is the aggregated one rather than the record itself.
    var ofRelated: Bool
    /// The object of the starting row.
    var root: ObjectInfo
    /// The references followed, each with the object it leads to.
    var hops: [Hop]
    var field: FieldInfo

    struct Hop: Sendable, Hashable {
        var field: FieldInfo
        var target: ObjectInfo
    }

    /// The object that has the field.
    var owner: ObjectInfo { hops.last?.target ?? root }
}

/// An aggregate over the rows of an object.
struct Aggregate: Sendable, Hashable {
    var function: RelatedQuery.Function
    var object: ObjectInfo
    /// What is summed; nil for a count of rows.
    var value: Node?
    var conditions: [Node]
}
