/// Computes a node for one record.
struct Evaluator {
    private let context: any EvaluationContext
    /// The aggregated row, while an aggregate is computed in memory.
    private let row: (any EvaluationContext)?

    init(_ context: any EvaluationContext, row: (any EvaluationContext)? = nil) {
        self.context = context
        self.row = row
    }

    func evaluate(_ node: Node) throws(FormulaError) -> Value {
        switch node.kind {
        case .constant(let value): return value
        case .failed(let error): throw error
        case .field(let access): return try field(access, node.range)
        case .variable(let variable):
            return try asking(node.range) { () throws in try context.variable(variable.key) }
        case .now: return .instant(context.now)
        case .today: return .date(context.zone.date(of: context.now))
        case .currentUser(let object): return context.currentUser.map { .reference(object: object, id: $0) } ?? .blank
        case .negate(let operand): return .number(try evaluate(operand).asNumber.negated)
        case .arithmetic(let operation, let left, let right): return try arithmetic(operation, left, right, node.range)
        case .concat(let pieces): return try concat(pieces)
        case .convert(let conversion, let operand): return Evaluator.convert(try evaluate(operand), conversion)
        case .call(let function, let arguments): return try call(function.spec, arguments, node.range)
        case .aggregate(let aggregate): return try ask(aggregate, node.range)
        case .choose(let branches, let otherwise, let mustMatch):
            return try choose(branches, otherwise, mustMatch, node.range)
        case .ifError(let value, let replacement): return try ifError(value, replacement)
        case .coalesce(let nodes): return try firstFilled(nodes)
        case .countItems(let list): return .count(try items(list).count)
        default: return .boolean(try holds(node))
        }
    }

    /// Whether a condition holds; blank does not.
    func truth(_ node: Node) throws(FormulaError) -> Bool {
        try evaluate(node).asTruth
    }

    private func holds(_ node: Node) throws(FormulaError) -> Bool {
        switch node.kind {
        case .compare(let comparison, let left, let right):
            let type = left.type == .blank ? right.type : left.type
            return Comparing.holds(comparison, try evaluate(left), try evaluate(right), as: type)
        case .and(let nodes):
            for node in nodes where try !truth(node) { return false }
            return true
        case .or(let nodes):
            for node in nodes where try truth(node) { return true }
            return false
        case .xor(let nodes):
            var result = false
            for node in nodes where try truth(node) { result.toggle() }
            return result
        case .not(let operand): return try !truth(operand)
        case .isBlank(let operand): return try evaluate(operand).isBlank
        case .isError(let operand): return try fails(operand)
        case .isIn(let value, let items):
            let wanted = try evaluate(value)
            for item in items where try Comparing.holds(.equal, wanted, evaluate(item), as: value.type) { return true }
            return false
        case .hasAny(let list, let wanted):
            let known = Set(try items(list))
            for item in wanted where try known.contains(evaluate(item)) { return true }
            return false
        case .hasAll(let list, let wanted):
            let known = Set(try items(list))
            for item in wanted where try !known.contains(evaluate(item)) { return false }
            return true
        default: return false
        }
    }

    private func items(_ list: Node) throws(FormulaError) -> [Value] {
        if case .list(let items) = try evaluate(list) { return items }
        return []
    }

    private func fails(_ node: Node) throws(FormulaError) -> Bool {
        do throws(FormulaError) {
            _ = try evaluate(node)
            return false
        } catch {
            if error.isValueFailure { return true }
            throw error
        }
    }

    private func ifError(_ value: Node, _ replacement: Node) throws(FormulaError) -> Value {
        do throws(FormulaError) {
            return try evaluate(value)
        } catch {
            guard error.isValueFailure else { throw error }
            return try evaluate(replacement)
        }
    }

    private func choose(
        _ branches: [Node.Branch], _ otherwise: Node?, _ mustMatch: Bool, _ range: Range<Int>
    ) throws(FormulaError) -> Value {
        for branch in branches where try truth(branch.condition) { return try evaluate(branch.result) }
        if let otherwise { return try evaluate(otherwise) }
        if mustMatch { throw .notAvailable(range) }
        return .blank
    }

    private func firstFilled(_ nodes: [Node]) throws(FormulaError) -> Value {
        for node in nodes {
            let value = try evaluate(node)
            if !value.isBlank { return value }
        }
        return .blank
    }

    private func concat(_ pieces: [Node]) throws(FormulaError) -> Value {
        var result = ""
        for piece in pieces { result += try evaluate(piece).asText }
        return .text(result)
    }

    private func arithmetic(
        _ operation: Arithmetic, _ left: Node, _ right: Node, _ range: Range<Int>
    ) throws(FormulaError) -> Value {
        let (first, second) = (try evaluate(left).asNumber, try evaluate(right).asNumber)
        do throws(ExactNumber.Failure) {
            switch operation {
            case .add: return .number(try first.adding(second))
            case .subtract: return .number(try first.subtracting(second))
            case .multiply: return .number(try first.multiplied(by: second))
            case .divide: return .number(try first.divided(by: second))
            }
        } catch {
            throw .arithmetic(error, error == .divisionByZero ? right.range : range)
        }
    }

    private func call(
        _ spec: FunctionSpec, _ arguments: [Node], _ range: Range<Int>
    ) throws(FormulaError) -> Value {
        var values: [Value] = []
        values.reserveCapacity(arguments.count + spec.hidden.count)
        for argument in arguments { values.append(try evaluate(argument)) }
        for hidden in spec.hidden { values.append(Evaluator.hidden(hidden, context.zone, context.calendar)) }
        do throws(FormulaError) {
            return try spec.apply(values, written: arguments.count)
        } catch {
            throw error.at(range)
        }
    }

    static func hidden(
        _ hidden: FunctionSpec.Hidden, _ zone: WorkspaceZone, _ calendar: any WorkingCalendar
    ) -> Value {
        switch hidden {
        case .zone: .count(zone.offsetMinutes)
        case .calendar: .text(CalendarSpecs.text(calendar))
        }
    }

    static func convert(_ value: Value, _ conversion: Conversion) -> Value {
        if value == .blank { return .blank }
        switch conversion {
        case .numberToText: return .text(value.asNumber.description)
        case .booleanToText: return .text(value.asTruth ? "TRUE" : "FALSE")
        case .dateToText: return .text(value.asDate.description)
        case .optionToLabel(let labels): return .text(labels[value.asText] ?? value.asText)
        }
    }

    // MARK: What the context knows

    private func asking(
        _ range: Range<Int>, _ body: () throws -> Value
    ) throws(FormulaError) -> Value {
        do {
            return try body()
        } catch let error as FormulaError {
            throw error.isValueFailure ? error.at(range) : error
        } catch {
            throw FormulaError(
                .lookup, range, zh: "取不到所需的数据", en: "The data needed could not be fetched: \(error)")
        }
    }

    private func field(_ access: FieldAccess, _ range: Range<Int>) throws(FormulaError) -> Value {
        let start = access.ofRelated ? row ?? context : context
        var owner = access.root
        var id: Int64?
        for hop in access.hops {
            guard case .reference(_, let next) = try value(of: hop.field, owner, id, start, range) else {
                return .blank
            }
            id = next
            owner = hop.target
        }
        return try value(of: access.field, owner, id, start, range)
    }

    private func value(
        of field: FieldInfo, _ owner: ObjectInfo, _ id: Int64?, _ start: any EvaluationContext, _ range: Range<Int>
    ) throws(FormulaError) -> Value {
        try asking(range) {
            guard let id else { return try start.value(of: field.key, object: owner.key) }
            return try start.value(of: field.key, object: owner.key, id: id)
        }
    }

    private func ask(_ aggregate: Aggregate, _ range: Range<Int>) throws(FormulaError) -> Value {
        var bound = aggregate
        bound.value = try aggregate.value.map { (node) throws(FormulaError) in try bind(node) }
        bound.conditions = try aggregate.conditions.map { (node) throws(FormulaError) in try bind(node) }
        let query = RelatedQuery(aggregate: bound, range: range)
        return try asking(range) { try context.aggregate(query) }
    }

    /// Puts the record's own values in place of what reads them.
    private func bind(_ node: Node) throws(FormulaError) -> Node {
        switch node.kind {
        case .field(let access) where access.ofRelated: return node
        case .field, .variable, .now, .today, .currentUser:
            return Node(.constant(try evaluate(node)), node.type, node.range, options: node.options)
        default: return try node.mapChildren { (child) throws(FormulaError) in try bind(child) }
        }
    }
}
