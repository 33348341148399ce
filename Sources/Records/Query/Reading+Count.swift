import Definitions
public import FormulaLanguage
import SQLText
import Storage

extension Reading {
    /// How many records a list has.
    ///
    /// - Parameter limit: counting stops there, which keeps it quick; nil
    ///   for the exact number.
    /// - Throws: ``RecordError``, as ``list(_:as:into:)`` does.
    public func count(_ request: ListRequest, as viewer: Viewer, limit: Int? = 1001) throws -> Int {
        let shape = try runtime.shape(request, as: viewer)
        let statement = try statement(request, shape, as: viewer)
        guard !statement.branches.isEmpty else { return 0 }
        return Int(try connection.integer(statement.count(limit: limit)) ?? 0)
    }

    /// The sums of number, money (元) and percent fields over a whole list.
    ///
    /// - Throws: ``RecordError`` for a field that cannot be summed or that
    ///   the viewer may not see.
    public func total(_ request: ListRequest, sum fields: [String], as viewer: Viewer) throws -> [String: Value] {
        let shape = try runtime.shape(request, as: viewer)
        let statement = try statement(request, shape, as: viewer)
        let models = try fields.map { try runtime.requireWhole($0, of: shape.plan.object, for: viewer) }
        for field in models where field.scale == nil {
            throw RecordError(.invalid, .field(field, "list.sum", "不能汇总", "cannot be summed"))
        }
        guard !models.isEmpty, !statement.branches.isEmpty else { return [:] }
        let expressions = try models.map { try OutputColumn($0, mask: nil).expression(sqlContext(as: viewer)) }
        let sums = try connection.first(statement.sums(expressions)) { row in
            models.indices.map { Reading.sum(row, $0, scale: models[$0].scale ?? 0) }
        }
        return Dictionary(zip(fields, sums ?? []), uniquingKeysWith: { first, _ in first })
    }

    /// PostgreSQL sums integers into `numeric`, which arrives as text.
    private static func sum(_ row: any Row, _ column: Int, scale: Int) -> Value {
        guard !row.isNull(column) else { return .number(.zero) }
        if let text = row.text(column), let value = ExactNumber(text) {
            let unit = ExactNumber(scaled: 1, scale: scale)
            return (try? value.multiplied(by: unit)).map { .number($0) } ?? .blank
        }
        return .blank
    }
}
