import CPostgres
import SQLText

/// Which statements a connection has prepared.
///
/// A statement is prepared for the types of its values. NULL has none, so a
/// row of many optional columns could need a statement for every pattern of
/// NULLs; instead a position that was once seen with a type keeps it.
struct PostgresStatements {
    struct Prepared {
        let name: String
        let text: String
        let types: [Oid]
    }

    /// Past this many everything is let go of, between two transactions.
    private static let limit = 500

    private var kept: [StatementShape: [Prepared]] = [:]
    private var made = 0
    private(set) var count = 0

    /// Whether it is time for ``removeAll()``.
    var isFull: Bool { count > Self.limit }

    /// A statement that takes values of these types.
    func find(_ shape: StatementShape, _ types: [Oid]) -> Prepared? {
        kept[shape]?.first { prepared in
            zip(types, prepared.types).allSatisfy { $0 == $1 || $0 == PostgresType.unknown }
        }
    }

    /// What to prepare for a shape that ``find(_:_:)`` does not know.
    mutating func plan(_ sql: SQL, _ shape: StatementShape, _ types: [Oid]) -> Prepared {
        made += 1
        let seen = kept[shape] ?? []
        let filled = types.indices.map { index in
            guard types[index] == PostgresType.unknown else { return types[index] }
            return seen.lazy.map { $0.types[index] }.first { $0 != PostgresType.unknown } ?? PostgresType.unknown
        }
        return Prepared(name: "s\(made)", text: sql.statement(for: .postgres).text, types: filled)
    }

    mutating func keep(_ prepared: Prepared, _ shape: StatementShape) {
        kept[shape.withoutValues, default: []].append(prepared)
        count += 1
    }

    mutating func removeAll() {
        kept = [:]
        count = 0
    }
}
