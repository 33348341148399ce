import Definitions
import FormulaLanguage
import Records
import SQLText
import Storage

/// Gathers the facts about a record that its gate asks for.
struct GateLoader {
    let reading: Reading
    let process: ProcessModel
    let record: Record
    let input: MoveInput
    /// Who asks for the move; never the one who approves it.
    let requester: Int64?

    private var fields: StageFields { StageFields(process: process.definition, object: record.object) }
    private var path: StagePath { StagePath(process: process.definition) }

    /// The tick list for entering a stage.
    ///
    /// - Parameter byFact: whether an external fact moves the record.
    func report(to stage: String, byFact: Bool = false) throws -> GateReport {
        let from = fields.stage(of: record)
        let lostFrom = try from.flatMap { path.stage($0)?.category == .lost ? try stageBeforeLoss($0) : nil }
        let refusal = path.refusal(from: from, to: stage, reason: input.reason, lostFrom: lostFrom)
        guard let target = path.stage(stage) else {
            return GateReport(
                process: process.definition.key, stage: stage, label: Label(stage), items: refusal.map { [$0] } ?? [])
        }
        let goesBack = from.map { path.direction(from: $0, to: stage) == .back } ?? false
        var items = refusal.map { [$0] } ?? []
        items +=
            goesBack
            ? externalOnly(target, byFact: byFact)
            : GateCheck.items(target, try facts(target), obstacle: input.obstacle, byFact: byFact)
        var report = GateReport(
            process: process.definition.key, stage: stage, label: target.label, items: items)
        if target.gate.obstacle, !goesBack, !byFact { report.obstacles = Obstacles.options(of: record.object) }
        if !goesBack, !byFact { try addApproval(target, &report) }
        return report
    }

    private func externalOnly(_ stage: StageDefinition, byFact: Bool) -> [GateItem] {
        guard let requirement = stage.gate.externalEvent, !byFact else { return [] }
        return [.externalOnly(stage, requirement)]
    }

    private func addApproval(_ stage: StageDefinition, _ report: inout GateReport) throws {
        guard let requirement = stage.gate.approval else { return }
        guard try reading.holds(process.approvalWhen[stage.key], on: record) else { return }
        report.needsApproval = true
        report.approver = ApproverPolicy(directory: reading.directory, roles: reading.schema.roles)
            .choose(requirement, owner: record.ownerID, requester: requester)
            .flatMap { choice in reading.directory.member(choice.approver).map { .init(id: $0.id, name: $0.name) } }
    }

    private func facts(_ stage: StageDefinition) throws -> GateFacts {
        var facts = GateFacts()
        let gate = stage.gate
        for key in gate.requiredFields {
            facts.labels[key] = record.object.field(key)?.label
            if (input.values[key] ?? record[key]).isBlank { facts.blankFields.insert(key) }
        }
        facts.evidence = try Evidence.counts(record.object.key, record.id, in: reading.connection)
        facts.conditions = try (process.conditions[stage.key] ?? []).map { try reading.holds($0.formula, on: record) }
        facts.events = try happened(gate.earlierEvents.map(\.event))
        facts.obstacles = Obstacles.options(of: record.object)
        facts.probability = input.values[StageFields.probability].flatMap(fields.percent)
        return facts
    }

    /// Which of these kinds of event the record has seen; a touch counts
    /// only if it was effective.
    func happened(_ kinds: [String]) throws -> Set<String> {
        var found: Set<String> = []
        for kind in Set(kinds) {
            try reading.connection.forEachRow(
                """
                SELECT payload FROM event
                WHERE object = \(record.object.key) AND record_id = \(record.id) AND kind = \(kind)
                ORDER BY id DESC
                """
            ) { row in
                let payload = try JSONValue(parsing: row.text(0) ?? "{}")
                guard payload["effective"]?.bool != false else { return true }
                found.insert(kind)
                return false
            }
        }
        return found
    }

    /// The stage a lost record came from.
    private func stageBeforeLoss(_ lost: String) throws -> String? {
        var from: String?
        try reading.connection.forEachRow(
            """
            SELECT payload FROM event
            WHERE object = \(record.object.key) AND record_id = \(record.id) AND kind = 'stage.entered'
            ORDER BY id DESC
            """
        ) { row in
            let payload = try JSONValue(parsing: row.text(0) ?? "{}")
            guard payload["to"]?.string == lost else { return true }
            from = payload["from"]?.string
            return false
        }
        return from
    }
}
