import Definitions
import FormulaLanguage
import Records

/// Starts, meets and moves clocks as events happen, in their change (L8).
struct DeadlineReaction: Reaction {
    func didEmit(_ event: Event, in change: Change) throws {
        switch event.kind {
        case "owner.changed": try each(event, change) { $0.ownerChanged(to: event.payload["to"]?.int) }
        case "record.deleted": try each(event, change) { $0.ended() }
        // What was closed waits for nobody's first touch.
        case "\(event.object).closed": try each(event, change) { $0.ended() }
        default: break
        }
        for sla in change.schema.slas where sla.definition.object == event.object {
            if event.kind == sla.definition.metBy { try meet(sla, event, change) }
            if event.kind == sla.definition.starts {
                try DeadlineDesk(change: change).open(sla, event.object, event.recordID)
            }
        }
    }

    private func each(
        _ event: Event, _ change: Change, _ happen: (inout DeadlineMachine) -> [DeadlineMachine.Action]
    ) throws {
        guard change.schema.slas.contains(where: { $0.definition.object == event.object }) else { return }
        let desk = DeadlineDesk(change: change)
        // Of each SLA only the newest clock can still move.
        let rows = try DeadlineStore.all(event.object, event.recordID, in: change.connection)
        let newest = Dictionary(rows.map { ($0.sla, $0) }, uniquingKeysWith: { $1 })
        for row in newest.values.sorted(by: { $0.id < $1.id }) { try desk.apply(row, happen) }
    }

    /// Judged by when it happened (rule 5): never later than it was heard.
    private func meet(_ sla: SLAModel, _ event: Event, _ change: Change) throws {
        if event.kind == "touch.recorded", event.payload["effective"]?.bool != true { return }
        let moment = min(event.occurredAt, event.receivedAt)
        let desk = DeadlineDesk(change: change)
        for row in try DeadlineStore.all(event.object, event.recordID, in: change.connection)
        where row.sla == sla.definition.key {
            let isOwner = event.actor.userID != nil && event.actor.userID == row.machine.ownerID
            try desk.apply(row) { $0.touched(at: moment, byOwner: isOwner) }
        }
    }
}

/// Wakes a deadline at its target or hard time.
struct DeadlineTimer: TimerHandler {
    enum Moment: String { case target, hard }
    let moment: Moment
    var kind: String { "deadline.\(moment.rawValue)" }

    func fire(_ timer: TimerRow, in change: Change) throws {
        guard let id = timer.payload["deadline"]?.int,
            let row = try DeadlineStore.one(id, in: change.connection)
        else { return }
        let now = change.now
        try DeadlineDesk(change: change).apply(row) { machine in
            switch moment {
            case .target: machine.targetPassed(at: now)
            case .hard: machine.hardPassed(at: now)
            }
        }
    }
}

/// Computes open deadlines anew after a calendar or rule was published
/// (rule 4), a few at a time.
struct DeadlineSweep: Sweep {
    let name = "deadlines"
    static let slice = 100

    func sweep(_ workspace: Workspace) async throws -> Int {
        let number = workspace.schema.number
        let isDue = try await workspace.read { reading in
            try !DeadlineStore.outdated(before: number, limit: 1, in: reading.connection).isEmpty
        }
        guard isDue else { return 0 }
        return try await workspace.change(by: .system) { change in
            let rows = try DeadlineStore.outdated(
                before: change.schema.number, limit: Self.slice, in: change.connection)
            for row in rows { try DeadlineDesk(change: change).recalculate(row) }
            return rows.count
        }
    }
}
