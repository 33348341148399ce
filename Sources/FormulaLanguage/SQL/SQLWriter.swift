import SQLText

/// Writes a node as SQL for one database.
///
/// Every piece comes with the condition under which it fails, so that a
/// failed value is told from a blank one although both are NULL. Functions
/// of the prelude answer NULL instead of raising, so a value may be computed
/// before its failure is looked at.
final class SQLWriter {
    let context: SQLContext
    let folding: ConstantFolding
    private var aliases = 0
    /// The alias of the aggregated row.
    var relatedAlias: String?

    private init(_ context: SQLContext) {
        self.context = context
        folding = ConstantFolding(context)
    }

    static func scalar(
        _ node: Node, _ context: SQLContext, storedAs storage: ColumnStorage? = nil
    ) throws(FormulaError) -> SQL {
        let writer = SQLWriter(context)
        let piece = try writer.piece(writer.prepared(node))
        let value = writer.result(piece, storage)
        // Where the value itself is NULL exactly when it fails, that is all.
        guard let failure = piece.failure, failure != "\(piece.sql) IS NULL" else { return value }
        return "CASE WHEN \(failure) THEN NULL ELSE \(value) END"
    }

    static func predicate(_ node: Node, _ context: SQLContext) throws(FormulaError) -> SQL {
        guard node.type == .boolean || node.type == .blank else { throw .type(node, wanted: .boolean) }
        let writer = SQLWriter(context)
        return try writer.predicate(writer.prepared(node))
    }

    static func query(_ query: RelatedQuery, _ context: SQLContext) throws(FormulaError) -> SQL {
        let node = Node(.aggregate(query.aggregate), query.type, query.range)
        return "SELECT \(try scalar(node, context))"
    }

    /// Folds constants and refuses what would become too much SQL.
    private func prepared(_ node: Node) throws(FormulaError) -> Node {
        let folded = try folding.fold(node)
        guard folded.writtenSize.total <= 20_000 else {
            throw .tooLarge(
                node.range, zh: "公式太复杂，数据库无法计算，请拆成几个公式字段",
                en: "The formula is too complex for the database; split it into several formula fields")
        }
        return folded
    }

    func nextAlias() -> String {
        aliases += 1
        return "yy\(aliases)"
    }

    var isSQLite: Bool { context.dialect == .sqlite }

    /// What the outside sees of a piece.
    private func result(_ piece: Piece, _ storage: ColumnStorage?) -> SQL {
        switch piece.form {
        case .integer, .decimal:
            guard case .scaled(let scale) = storage else { return decimal(piece) }
            if let integer = integer(piece, scale: scale), case .integer(scale) = piece.form {
                return isSQLite ? integer : "(\(integer))::bigint"
            }
            return "yy_scale(\(decimal(piece)), \(unsafe: String(scale)))"
        case .truth: return isSQLite ? piece.sql : "(\(piece.sql))::int"
        case .text, .flag, .date, .instant, .reference: return piece.sql
        }
    }

    func piece(_ node: Node) throws(FormulaError) -> Piece {
        switch node.kind {
        case .constant(let value): return constant(value, node.type)
        case .failed:
            var piece = constant(.blank, node.type)
            piece.failure = "TRUE"
            return piece
        case .field(let access): return try field(access)
        case .negate, .arithmetic: return try arithmetic(node)
        case .concat(let nodes): return try concat(nodes)
        case .convert(let conversion, let operand): return try convert(conversion, operand)
        case .call(let function, let arguments): return try call(function.spec, arguments)
        case .aggregate(let aggregate): return try self.aggregate(aggregate)
        case .choose(let branches, let otherwise, let mustMatch):
            return try choose(branches, otherwise, mustMatch, node.type)
        case .ifError(let value, let replacement): return try ifError(value, replacement)
        case .coalesce(let nodes): return try coalesce(nodes)
        case .countItems(let list): return try countItems(list)
        default:
            let condition = try condition(node, exact: true)
            return Piece(condition.sql, .truth, failure: condition.failure)
        }
    }
}

extension Node {
    /// How many pieces its value and its failure are written with; a
    /// failure repeats the values it depends on.
    var writtenSize: (value: Int, failure: Int, total: Int) {
        let below = children.map(\.writtenSize)
        let values = below.reduce(1) { Self.capped($0 + $1.value) }
        let failures = below.reduce(0) { Self.capped($0 + $1.failure) }
        let value: Int
        let failure: Int
        switch kind {
        case .ifError, .isError, .aggregate:
            value = Self.capped(values + failures)
            failure = value
        case .choose, .coalesce, .and, .or, .call, .arithmetic, .isBlank:
            value = Self.capped(values * (values == 1 ? 1 : 2) - values)
            failure = Self.capped(failures + values)
        default:
            value = values
            failure = failures
        }
        return (value, failure, Self.capped(value + failure))
    }

    private static func capped(_ size: Int) -> Int { min(size, 1_000_000_000) }
}
