/// How large a formula may be; beyond it compiling fails quickly.
public struct FormulaLimits: Sendable, Hashable {
    /// Unicode scalars in the source.
    public var sourceLength: Int
    /// Literals, names, operators and calls together.
    public var nodes: Int
    /// How deep they nest; each recursion of the compiler is bounded by it.
    public var depth: Int
    /// The weight of the whole: 1 per node, 5 per look-up in another record,
    /// 50 per aggregate over related records.
    public var cost: Int

    public init(sourceLength: Int, nodes: Int, depth: Int, cost: Int) {
        self.sourceLength = sourceLength
        self.nodes = nodes
        self.depth = depth
        self.cost = cost
    }

    /// 8,000 scalars, 1,000 nodes, 64 levels, cost 2,000.
    public static let standard = FormulaLimits(sourceLength: 8000, nodes: 1000, depth: 64, cost: 2000)
}
