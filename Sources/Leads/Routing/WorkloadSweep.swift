internal import Definitions
internal import Flow
internal import FormulaLanguage
internal import Records
internal import SQLText
internal import Storage

/// Brings the counters that routing reads up to date: follow-ups due,
/// capacity and conversion of every candidate (L6).
///
/// They change slowly and cost a scan, so they are read every five minutes
/// and not within an intake; the decision log keeps the numbers it saw.
struct WorkloadSweep: Sweep {
    static let interval: Int64 = 5 * 60_000
    private static let day: Int64 = 86_400_000

    let name = "workload"

    func sweep(_ workspace: Workspace) async throws -> Int {
        let now = workspace.time.now()
        guard let route = workspace.schema.routes.first else { return 0 }
        let loads = try await workspace.read { reading -> [Int64: Load]? in
            let last = try reading.connection.integer("SELECT MAX(computed_at) FROM assignment_counter")
            if let last, now.milliseconds - last < Self.interval { return nil }
            return try Self.loads(route.definition, reading)
        }
        guard let loads, !loads.isEmpty else { return 0 }
        try await workspace.change(by: .system) { change in
            for (userID, load) in loads.sorted(by: { $0.key < $1.key }) {
                try Self.save(load, of: userID, in: change)
            }
        }
        return loads.count
    }

    struct Load: Sendable, Hashable {
        var due = 0
        var capacity = 0
        var assigned = 0
        var converted = 0

        var conversionPermille: Int { assigned == 0 ? 0 : min(1000, converted * 1000 / assigned) }
    }

    private static func loads(_ route: RouteDefinition, _ reading: Reading) throws -> [Int64: Load] {
        var loads: [Int64: Load] = [:]
        for member in reading.directory.members where member.isActive && route.roles.contains(member.role) {
            loads[member.id] = Load()
        }
        try addDue(&loads, reading)
        try addCapacity(&loads, route.guards.capacityDays, reading)
        try addConversions(&loads, route.object, reading)
        return loads
    }

    /// Follow-ups whose day has come, on open records that are touched. A
    /// touch on a deal is noted on its customer too, so what other targets
    /// point to does not count twice.
    private static func addDue(_ loads: inout [Int64: Load], _ reading: Reading) throws {
        guard let touch = reading.schema.touches.first?.definition, let object = reading.schema.object(touch.object)
        else {
            return
        }
        let today = reading.zone.date(of: reading.now).description
        let targets = touch.targets.compactMap { object.field($0)?.definition.to.flatMap { reading.schema.object($0) } }
        for target in targets {
            guard let next = target.field(touch.nextDateField), next.isStored,
                !targets.contains(where: { $0.key != target.key && $0.points(to: target.key, among: touch.targets) })
            else { continue }
            try reading.connection.forEachRow(
                """
                SELECT owner_id, COUNT(*) FROM \(id: target.table)
                WHERE deleted_at IS NULL AND owner_id IS NOT NULL AND \(id: next.column) <= \(today)
                    AND \(openCondition(target, reading.schema))
                GROUP BY owner_id
                """
            ) { row in
                loads[row.integer(0) ?? 0]?.due += Int(row.integer(1) ?? 0)
                return true
            }
        }
    }

    /// True for rows whose stage is open, or whose status is not an end.
    private static func openCondition(_ object: ObjectModel, _ schema: Schema) -> SQL {
        if let process = schema.process(of: object.key)?.definition, let field = object.field(process.field) {
            let open = process.stages.filter { $0.category == .open }.map(\.key)
            return "\(id: field.column) IN (\(values: open))"
        }
        guard let status = object.field("status"), status.isStored else { return "1 = 1" }
        return "COALESCE(\(id: status.column), '') NOT IN ('converted', 'void', 'lost', 'pool')"
    }

    private static func addCapacity(_ loads: inout [Int64: Load], _ days: Int, _ reading: Reading) throws {
        guard let touch = reading.schema.touches.first?.definition, let object = reading.schema.object(touch.object),
            let effective = object.field(touch.effectiveField)
        else { return }
        // Working days: on a Monday the days before the weekend count.
        let calendar = reading.schema.calendar("standard")
        let start = calendar.map {
            WorkingTime(calendar: $0, zone: reading.zone).subtracting(workingDays: days, from: reading.now)
        }
        let since = start?.milliseconds ?? reading.now.milliseconds - Int64(days) * day
        try reading.connection.forEachRow(
            """
            SELECT owner_id, COUNT(*) FROM \(id: object.table)
            WHERE deleted_at IS NULL AND created_at >= \(since) AND \(id: effective.column) = 1 AND owner_id IS NOT NULL
            GROUP BY owner_id
            """
        ) { row in
            loads[row.integer(0) ?? 0]?.capacity += Int(row.integer(1) ?? 0)
            return true
        }
    }

    private static func addConversions(_ loads: inout [Int64: Load], _ object: String, _ reading: Reading) throws {
        let since = reading.now.milliseconds - 90 * day
        let (assigned, converted) = ("\(object).assigned", "\(object).converted")
        try reading.connection.forEachRow(
            """
            SELECT owner_id, kind, COUNT(*) FROM event
            WHERE kind IN (\(assigned), \(converted)) AND occurred_at >= \(since) AND owner_id IS NOT NULL
            GROUP BY owner_id, kind
            """
        ) { row in
            let count = Int(row.integer(2) ?? 0)
            if row.text(1) == assigned {
                loads[row.integer(0) ?? 0]?.assigned += count
            } else {
                loads[row.integer(0) ?? 0]?.converted += count
            }
            return true
        }
    }

    private static func save(_ load: Load, of userID: Int64, in change: Change) throws {
        try change.connection.execute(
            """
            INSERT INTO assignment_counter
                (user_id, day, assigned, last_assigned_at, due, capacity, conversion_permille, computed_at)
            VALUES (\(userID), '', 0, NULL, \(load.due), \(load.capacity), \(load.conversionPermille),
                \(change.now.milliseconds))
            ON CONFLICT (user_id) DO UPDATE SET
                due = excluded.due, capacity = excluded.capacity,
                conversion_permille = excluded.conversion_permille, computed_at = excluded.computed_at
            """)
    }
}

extension ObjectModel {
    /// Whether a reference field named like a target points to an object.
    fileprivate func points(to object: String, among targets: [String]) -> Bool {
        targets.contains { field($0)?.definition.to == object }
    }
}
