/// Aggregates over rows in memory.
extension Evaluator {
    static func aggregate(
        _ aggregate: Aggregate, over rows: [any EvaluationContext], range: Range<Int>
    ) throws(FormulaError) -> Value {
        var values: [Value] = []
        var count = 0
        for row in rows {
            let evaluator = Evaluator(row, row: row)
            guard try evaluator.meets(aggregate.conditions) else { continue }
            count += 1
            guard let value = aggregate.value else { continue }
            let found = try evaluator.evaluate(value)
            if found != .blank { values.append(found) }
        }
        return aggregate.function == .count ? .count(count) : try reduce(values, aggregate, range)
    }

    /// A condition that fails is not met.
    private func meets(_ conditions: [Node]) throws(FormulaError) -> Bool {
        for condition in conditions {
            do throws(FormulaError) {
                if try !truth(condition) { return false }
            } catch {
                if error.isValueFailure { return false }
                throw error
            }
        }
        return true
    }

    private static func reduce(
        _ values: [Value], _ aggregate: Aggregate, _ range: Range<Int>
    ) throws(FormulaError) -> Value {
        let type = aggregate.value?.type ?? .number
        do throws(ExactNumber.Failure) {
            switch aggregate.function {
            case .count: return .count(values.count)
            case .sum: return .number(try AggregateSpecs.total(values))
            case .average: return .number(try AggregateSpecs.mean(values))
            case .minimum, .maximum:
                let comparison: Comparison = aggregate.function == .minimum ? .less : .greater
                let none: Value = type == .number ? .number(.zero) : .blank
                return values.dropFirst().reduce(values.first ?? none) { best, value in
                    Comparing.holds(comparison, value, best, as: type) ? value : best
                }
            }
        } catch {
            throw .arithmetic(error, range)
        }
    }
}
