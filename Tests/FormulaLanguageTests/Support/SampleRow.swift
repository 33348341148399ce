import FormulaLanguage

/// Records in memory, answering what a database would.
struct SampleRow: EvaluationContext, Sendable {
    typealias Fields = [String: Value]

    var fields: Fields = [:]
    /// Records of other objects, by object and id.
    var others: [String: [Int64: Fields]] = [:]
    var now = SampleRow.moment
    var zone = WorkspaceZone.shanghai
    var calendar: any WorkingCalendar = SampleRow.holidays
    var currentUser: Int64? = 7
    var variables: Fields = ["old": 5]

    /// 2026-03-31 17:30:00 in Shanghai, a Tuesday.
    static let moment = WorkspaceZone.shanghai.instant(LocalDate(year: 2026, month: 3, day: 31)!, minuteOfDay: 1050)

    static let holidays = WeekendCalendar(
        off: Set(["2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18", "2026-04-06"].compactMap { LocalDate($0) }),
        worked: Set(["2026-01-04", "2026-02-14", "2026-02-28"].compactMap { LocalDate($0) }))

    func value(of field: String, object: String) throws -> Value { fields[field] ?? .blank }

    func value(of field: String, object: String, id: Int64) throws -> Value {
        if field == "id" { return others[object]?[id] == nil ? .blank : .reference(object: object, id: id) }
        return others[object]?[id]?[field] ?? .blank
    }

    func aggregate(_ query: RelatedQuery) throws -> Value {
        let rows = (others[query.object.key] ?? [:]).sorted { $0.key < $1.key }.map { id, fields in
            var row = self
            row.fields = fields
            row.fields["id"] = .reference(object: query.object.key, id: id)
            return row
        }
        return try query.evaluate(over: rows)
    }

    func variable(_ name: String) throws -> Value { variables[name] ?? .blank }

    /// One opportunity with everything filled in.
    static let full: SampleRow = {
        var row = SampleRow()
        row.fields = [
            "id": .reference(object: "opportunity", id: 1), "amount": .number(ExactNumber("600000.5")!), "quantity": 3,
            "discount": .number(ExactNumber("0.85")!), "note": "竞品报价 low", "name": "一期ABC",
            "active": true, "won": false, "signed": .date(LocalDate("2026-01-31")!),
            "created": .instant(WorkspaceZone.shanghai.instant(LocalDate("2026-03-30")!, minuteOfDay: 545)),
            "stage": "talk", "customer": .reference(object: "customer", id: 11),
            "owner": .reference(object: "user", id: 7), "tags": .list(["vip", "renew"]),
        ]
        row.others = [
            "customer": [
                11: ["name": "华兴", "industry": "make", "size": 120, "owner": .reference(object: "user", id: 8)]
            ],
            "user": [7: ["name": "张三"], 8: ["name": "李四"]],
            "touch": [
                21: ["opportunity": row.fields["id"]!, "valid": true, "minutes": 5, "cost": 100],
                22: ["opportunity": row.fields["id"]!, "valid": false, "minutes": .number(ExactNumber("2.5")!)],
                23: ["opportunity": .reference(object: "opportunity", id: 2), "valid": true, "minutes": 60],
            ],
        ]
        return row
    }()
}

/// Compiles and evaluates against ``SampleRow/full``; a failed value is its
/// code in brackets.
func result(
    _ source: String, _ row: SampleRow = .full, _ scope: any FormulaScope = SampleScope()
) throws -> String {
    let formula = try Formula.compile(source, in: scope)
    do {
        return shown(try formula.evaluate(row))
    } catch {
        guard error.isValueFailure else { throw error }
        return "[\(error.code.rawValue)]"
    }
}

/// A value in a form that tells its type.
func shown(_ value: Value) -> String {
    switch value {
    case .blank: "blank"
    case .number(let number): number.description
    case .text(let text): "'\(text)'"
    case .boolean(let truth): truth ? "TRUE" : "FALSE"
    case .date(let date): date.description
    case .instant(let instant): "@\(instant.milliseconds)"
    case .list(let items): "{\(items.map(shown).joined(separator: ","))}"
    case .reference(let object, let id): "\(object)#\(id)"
    }
}
