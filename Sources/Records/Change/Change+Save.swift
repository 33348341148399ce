import Definitions
import FormulaLanguage
import SQLText
import Storage

/// Gathers issues, so that a form shows all of them at once.
struct IssueList {
    private(set) var issues: [RecordError.Issue] = []

    mutating func collect(_ body: () throws(RecordError.Issue) -> Void) {
        do throws(RecordError.Issue) { try body() } catch { issues.append(error) }
    }

    mutating func add(_ issue: RecordError.Issue) {
        issues.append(issue)
    }

    func throwIfAny() throws {
        guard !issues.isEmpty else { return }
        throw RecordError(.invalid, issues.sorted { ($0.field ?? "", $0.code) < ($1.field ?? "", $1.code) })
    }
}

/// Steps that inserting, updating and deleting share.
extension Change {
    func runWillSave(_ draft: inout Draft) throws {
        guard !reactions.isEmpty else { return }
        let given = draft.values
        try deeper(cause: nil) {
            for reaction in reactions { try reaction.willSave(&draft, in: self) }
        }
        guard draft.values != given else { return }
        let (ownerKey, unitKey) = (SystemField.owner.rawValue, SystemField.orgUnit.rawValue)
        if draft.values[ownerKey] != given[ownerKey], draft.values[unitKey] == given[unitKey] {
            draft.values[unitKey] = nil
        }
        settleUnit(&draft)
        var issues = IssueList()
        for (key, value) in draft.values where given[key] != value {
            guard let field = draft.object.field(key) else {
                issues.add(.unknownField(key))
                continue
            }
            issues.collect { () throws(RecordError.Issue) in draft.values[key] = try FieldRules.conform(value, to: field) }
        }
        try issues.throwIfAny()
    }

    /// Runs reactions to a saved record and returns it as it stands after.
    func afterSave(_ mutation: Mutation, _ event: Event) throws -> Record {
        guard !reactions.isEmpty else { return mutation.after }
        try deeper(cause: event.id) {
            for reaction in reactions { try reaction.didSave(mutation, in: self) }
        }
        let key = Reading.RecordKey(object: mutation.after.object.key, id: mutation.after.id)
        return reading.cache[key] ?? mutation.after
    }

    /// Required fields, references and validation formulas. A record that
    /// was made before a rule existed is only held to the rules about what
    /// is changed now.
    func check(_ record: Record, before: Record?, changed: Set<String>, _ plan: ObjectPlan, _ rights: Rights) throws {
        var issues = IssueList()
        for field in plan.requiredFields where before == nil || changed.contains(field.key) {
            if record[field.key].isBlank { issues.add(.required(field)) }
        }
        for key in changed.sorted() {
            guard let field = plan.object.field(key) else { continue }
            if let issue = try rights.referenceIssue(field, record[key], before: before?[key] ?? .blank) {
                issues.add(issue)
            }
        }
        for field in plan.validated where before == nil || changed.contains(field.key) || !changed.isDisjoint(with: inputs(field)) {
            guard let formula = field.validation, try !holdsOrBlank(formula, record) else { continue }
            let message = field.definition.validation?.message
            issues.add(
                RecordError.Issue(
                    code: "value.validation", field: field.key, zh: message?.zh ?? "未通过校验",
                    en: message?.en ?? message?.zh ?? "The value is not valid"))
        }
        try issues.throwIfAny()
    }

    private func inputs(_ field: FieldModel) -> Set<String> {
        Set((field.validation?.dependencies ?? []).map(\.field))
    }

    private func holdsOrBlank(_ formula: Formula, _ record: Record) throws -> Bool {
        do {
            return try evaluate(formula, on: record) != .boolean(false)
        } catch let error as FormulaError where error.isValueFailure {
            return true
        }
    }

    /// Says which field a unique index is about.
    func mappingUnique<Result>(_ plan: ObjectPlan, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as StorageError where error.code == .uniqueViolation {
            guard let field = runtime.uniqueIndexes[error.detail] else { throw error }
            throw RecordError(.duplicate(object: plan.object.key, id: nil), .duplicate(field))
        }
    }

    /// What the platform keeps, as it now stands in the row.
    func stampSystem(_ record: inout Record, _ plan: ObjectPlan, created: Bool) {
        let user: Value = actor.userID.map { .reference(object: BuiltInObject.user, id: $0) } ?? .blank
        func put(_ field: SystemField, _ value: Value) {
            if let position = plan.object.position(of: field.rawValue) { record.values[position] = value }
        }
        if created {
            put(.createdAt, .instant(now))
            put(.createdBy, user)
        }
        put(.id, .reference(object: plan.object.key, id: record.id))
        put(.updatedAt, .instant(now))
        put(.updatedBy, user)
        put(.version, .number(ExactNumber(record.version)))
        put(.deletedAt, record.deletedAt.map { .instant($0) } ?? .blank)
    }

    func writeItems(_ record: Record, _ multi: ObjectPlan.Multi, replacing: Bool) throws {
        if replacing {
            try connection.execute("DELETE FROM \(id: multi.table) WHERE \(id: multi.owner) = \(record.id)")
        }
        guard case .list(let items) = record.values[multi.position], !items.isEmpty else { return }
        let rows = items.enumerated().map { position, item in
            "(\(record.id), \(position), \(ValueCodec.text(item) ?? ""))" as SQL
        }
        try connection.execute(
            """
            INSERT INTO \(id: multi.table) (\(id: multi.owner), position, \(id: multi.value))
            VALUES \(rows.joined(separator: ", "))
            """)
    }

    /// The pages of the owner, and of the owner before, show the change at
    /// once; whoever made it knows already.
    func tellOwners(_ record: Record, before: Record?) throws {
        let owners = Set([record.ownerID, before?.ownerID].compactMap { $0 }).filter { $0 != actor.userID }
        guard !owners.isEmpty else { return }
        try tell(
            owners.sorted(),
            LiveMessage(kind: "record", payload: ["object": .string(record.object.key), "id": .int(record.id)]))
    }
}
