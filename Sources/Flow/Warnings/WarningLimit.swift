import Definitions
import FormulaLanguage

/// Turns "72 hours" or "5 working days" into instants, both ways (L9, F5).
struct WarningLimit {
    let definition: WarningDefinition
    let workingDays: Int?
    /// Nil where the workspace has no calendar; working days are days then.
    let working: WorkingTime?

    /// - Parameter stage: where the record stands. A warning that counts from
    ///   entering a stage gives each stage the working days of its own SLA
    ///   (P3); nil takes the shortest of them, for a search.
    init(_ definition: WarningDefinition, schema: Schema, zone: WorkspaceZone, stage: String? = nil) {
        self.definition = definition
        workingDays = Self.workingDays(definition, schema, stage)
        working = schema.calendar(definition.calendar).map { WorkingTime(calendar: $0, zone: zone) }
    }

    /// Records whose field is at or before this instant are due at `now`.
    func limit(at now: Instant) -> Instant {
        if let days = workingDays, let working { return working.subtracting(workingDays: days, from: now) }
        return now.adding(milliseconds: -span)
    }

    /// When a record whose field has this value becomes due.
    func due(since: Instant) -> Instant {
        if let days = workingDays, let working { return working.adding(workingDays: days, to: since) }
        return since.adding(milliseconds: span)
    }

    private var span: Int64 {
        Int64(definition.hours ?? (workingDays ?? 0) * 24) * 3_600_000
    }

    private static func workingDays(_ definition: WarningDefinition, _ schema: Schema, _ stage: String?) -> Int? {
        guard let days = definition.workingDays else { return nil }
        guard dependsOnStage(definition, schema), let process = schema.process(of: definition.object) else {
            return days
        }
        if let stage { return process.stage(stage)?.slaWorkingDays ?? days }
        return process.definition.stages.compactMap(\.slaWorkingDays).reduce(days, min)
    }

    /// Whether the stages' own SLAs say how long.
    static func dependsOnStage(_ definition: WarningDefinition, _ schema: Schema) -> Bool {
        definition.workingDays != nil && definition.since == StageFields.enteredAt
            && schema.process(of: definition.object) != nil
    }
}
