import SQLText

/// What SQLite lacks: exact decimals, and every pure function.
///
/// A blank argument counts as it does in a formula; a failure is NULL.
enum SQLiteFunctions {
    static let all: [ScalarFunction] = decimals + lists + FunctionTable.specs.map(function)

    // MARK: Exact decimals

    private static let decimals: [ScalarFunction] = [
        binary("yy_add") { (left, right) throws(ExactNumber.Failure) in try left.adding(right) },
        binary("yy_sub") { (left, right) throws(ExactNumber.Failure) in try left.subtracting(right) },
        binary("yy_mul") { (left, right) throws(ExactNumber.Failure) in try left.multiplied(by: right) },
        binary("yy_div") { (left, right) throws(ExactNumber.Failure) in try left.divided(by: right) },
        ScalarFunction(name: "yy_cmp", argumentCount: 2) { arguments in
            let (left, right) = (number(arguments[0]), number(arguments[1]))
            return .integer(left < right ? -1 : left == right ? 0 : 1)
        },
        // A stored integer counting 10^-n as a decimal.
        ScalarFunction(name: "yy_dec", argumentCount: 2) { arguments in
            guard case .integer(let units) = arguments[0], case .integer(let scale) = arguments[1] else { return .null }
            return encode(.number(ExactNumber(scaled: units, scale: Int(scale))))
        },
        // A decimal as the integer a column with n decimals keeps.
        ScalarFunction(name: "yy_scale", argumentCount: 2) { arguments in
            guard let value = SQLDecoder.number(arguments[0]), case .integer(let scale) = arguments[1] else {
                return .null
            }
            return value.scaled(to: Int(scale)).map(SQLValue.integer) ?? .null
        },
        ScalarFunction(name: "yy_text", argumentCount: 1) { arguments in
            SQLDecoder.number(arguments[0]).map { .text($0.description) } ?? .null
        },
    ]

    private static func number(_ value: SQLValue) -> ExactNumber {
        SQLDecoder.number(value) ?? .zero
    }

    private static func binary(
        _ name: String,
        _ operation: @escaping @Sendable (ExactNumber, ExactNumber) throws(ExactNumber.Failure) -> ExactNumber
    ) -> ScalarFunction {
        ScalarFunction(name: name, argumentCount: 2) { arguments in
            guard let result = try? operation(number(arguments[0]), number(arguments[1])) else { return .null }
            return encode(.number(result))
        }
    }

    // MARK: Aggregates, over a list made by group_concat

    private static let lists: [ScalarFunction] = [
        list("yy_list_sum") { try .number(AggregateSpecs.total($0)) },
        list("yy_list_average") { try .number(AggregateSpecs.mean($0)) },
        list("yy_list_min") { try AggregateSpecs.minimum.body($0) },
        list("yy_list_max") { try AggregateSpecs.maximum.body($0) },
    ]

    private static func list(
        _ name: String, _ reduce: @escaping @Sendable ([Value]) throws -> Value
    ) -> ScalarFunction {
        ScalarFunction(name: name, argumentCount: 1) { arguments in
            let items = (SQLDecoder.text(arguments[0]) ?? "").split(separator: " ")
            let values = items.compactMap { ExactNumber(String($0)).map(Value.number) }
            return (try? reduce(values)).map(encode) ?? .null
        }
    }

    // MARK: Pure functions

    private static func function(_ spec: FunctionSpec) -> ScalarFunction {
        ScalarFunction(name: spec.sqlName, argumentCount: nil) { arguments in
            let written = arguments.count - spec.hidden.count
            guard written >= spec.required else { return .null }
            var values: [Value] = []
            values.reserveCapacity(arguments.count)
            for (place, argument) in arguments.enumerated() {
                values.append(
                    place < written
                        ? decode(argument, spec.parameter(place)) : hidden(argument, spec.hidden[place - written]))
            }
            return (try? spec.apply(values, written: written)).map(encode) ?? .null
        }
    }

    private static func decode(_ value: SQLValue, _ parameter: FunctionSpec.Parameter) -> Value {
        switch parameter {
        case .number, .numberOrBlank: SQLDecoder.value(value, as: .number)
        case .text: SQLDecoder.value(value, as: .text)
        case .boolean: SQLDecoder.value(value, as: .boolean)
        case .date, .dateOrBlank: SQLDecoder.value(value, as: .date)
        case .instant, .instantOrBlank: SQLDecoder.value(value, as: .instant)
        }
    }

    private static func hidden(_ value: SQLValue, _ hidden: FunctionSpec.Hidden) -> Value {
        SQLDecoder.value(value, as: hidden == .zone ? .number : .text)
    }

    static func encode(_ value: Value) -> SQLValue {
        switch value {
        case .blank, .list: return .null
        case .number(let number):
            if let whole = number.wholeNumber { return .integer(Int64(whole)) }
            return .text(number.description)
        case .text(let text): return .text(text)
        case .boolean(let truth): return .integer(truth ? 1 : 0)
        case .date(let date): return .text(date.description)
        case .instant(let instant): return .integer(instant.milliseconds)
        case .reference(_, let id): return .integer(id)
        }
    }
}
