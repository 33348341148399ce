internal import Definitions
internal import FormulaLanguage
internal import Records
internal import SQLText
internal import Storage

/// A decision about one record's owner, before it is stored.
struct Routing {
    let route: RouteModel
    /// The first rule whose condition held; nil if none did.
    let rule: RouteRule?
    let choice: RouteChoice
    let candidates: [Candidate]
    let wanted: Set<String>

    /// Decides for a record as it will be.
    static func decide(_ route: RouteModel, for record: Record, in change: Change) throws -> Routing {
        let rule = try route.definition.rules.first { rule in
            try change.holds(route.conditions[rule.key], on: record)
        }
        guard let rule else {
            let nobody = RouteChoice(ownerID: nil, verdicts: [])
            return Routing(route: route, rule: nil, choice: nobody, candidates: [], wanted: [])
        }
        let candidates = try RouteInputs.candidates(route.definition, rule, in: change)
        let wanted = tags(of: record)
        let choice = RouteChoice.make(
            rule, guards: route.definition.guards, candidates: candidates, wanted: wanted, now: change.now)
        return Routing(route: route, rule: rule, choice: choice, candidates: candidates, wanted: wanted)
    }

    /// What a best match compares with people's skills: the record's choices
    /// by key and by label, and its region.
    private static func tags(of record: Record) -> Set<String> {
        var tags: Set<String> = []
        for field in record.object.fields where !field.isSystem {
            switch (field.type, record[field.key]) {
            case (.select, .text(let key)):
                tags.insert(key)
                if let option = field.options[key] { tags.insert(option.label.zh) }
            case (.region, .text(let region)):
                tags.formUnion(region.split(separator: "/").map(String.init))
            default: continue
            }
        }
        return tags
    }

    /// Stores the decision with everything a replay needs.
    ///
    /// - Returns: its id.
    func save(recordID: Int64, in change: Change) throws -> Int64 {
        try change.connection.insert(
            """
            INSERT INTO routing_decision
                (object, record_id, route, rule, schema_number, owner_id, at, inputs, candidates)
            VALUES (\(route.definition.object), \(recordID), \(route.definition.key), \(rule?.key),
                \(change.schema.number), \(choice.ownerID), \(change.now.milliseconds),
                \(RoutingCodec.inputs(wanted: wanted).text), \(RoutingCodec.candidates(candidates, choice).text))
            """)
    }
}

/// How a decision is stored: short keys, since one row holds everybody.
enum RoutingCodec {
    static func inputs(wanted: Set<String>) -> JSONValue {
        ["wanted": .array(wanted.sorted().map { .string($0) })]
    }

    static func candidates(_ candidates: [Candidate], _ choice: RouteChoice) -> JSONValue {
        let people = Dictionary(candidates.map { ($0.userID, $0) }, uniquingKeysWith: { first, _ in first })
        return .array(
            choice.verdicts.map { verdict in
                var members: [String: JSONValue] = ["u": .int(verdict.userID)]
                if let person = people[verdict.userID] { members["n"] = numbers(of: person) }
                if let reason = verdict.reason {
                    members["r"] = [
                        .string(reason.code.rawValue), .int(Int64(reason.value)), .int(Int64(reason.limit)),
                    ]
                }
                if let skills = people[verdict.userID]?.skills, !skills.isEmpty {
                    members["s"] = .array(skills.sorted().map { .string($0) })
                }
                return .object(members)
            })
    }

    private static func numbers(of person: Candidate) -> JSONValue {
        [
            .int(person.onDuty ? 1 : 0), .int(Int64(person.pending)), .int(Int64(person.assignedToday)),
            .optional(person.lastAssignedAt?.milliseconds), .int(Int64(person.due)), .int(Int64(person.capacity)),
            .int(Int64(person.conversionPermille)),
        ]
    }

    /// The people as they were at the decision, with the verdict on each.
    static func read(_ text: String) throws -> [(candidate: Candidate, reason: SkipReason?)] {
        (try JSONValue(parsing: text).array ?? []).compactMap { item in
            guard let userID = item["u"]?.int else { return nil }
            let numbers = item["n"]?.array ?? []
            func number(_ index: Int) -> Int { index < numbers.count ? Int(numbers[index].int ?? 0) : 0 }
            var candidate = Candidate(userID: userID, onDuty: number(0) == 1)
            candidate.pending = number(1)
            candidate.assignedToday = number(2)
            candidate.lastAssignedAt = numbers.count > 3 ? numbers[3].int.map { Instant(milliseconds: $0) } : nil
            candidate.due = number(4)
            candidate.capacity = number(5)
            candidate.conversionPermille = number(6)
            candidate.skills = Set((item["s"]?.array ?? []).compactMap(\.string))
            return (candidate, reason(item["r"]?.array ?? []))
        }
    }

    private static func reason(_ items: [JSONValue]) -> SkipReason? {
        guard items.count == 3, let code = items[0].string.flatMap({ SkipReason.Code(rawValue: $0) }) else {
            return nil
        }
        return SkipReason(code, value: Int(items[1].int ?? 0), limit: Int(items[2].int ?? 0))
    }
}
