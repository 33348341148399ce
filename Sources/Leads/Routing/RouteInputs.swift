internal import Definitions
internal import FormulaLanguage
internal import Records
internal import SQLText
internal import Storage

/// Reads what a routing decision needs from the database.
enum RouteInputs {
    /// The members a rule may choose from, by id, with today's counters.
    static func candidates(_ route: RouteDefinition, _ rule: RouteRule, in change: Change) throws -> [Candidate] {
        let units = Set(
            rule.teams.compactMap { change.directory.unit(key: $0) }.flatMap { change.directory.units(below: $0.id) })
        let members = change.directory.members.filter { member in
            member.isActive && route.roles.contains(member.role)
                && (rule.teams.isEmpty || member.orgUnitID.map { units.contains($0) } ?? false)
        }
        let counters = try counters(in: change)
        let pending = try change.schema.object(route.object).map { try waiting($0, in: change) } ?? [:]
        let today = change.zone.date(of: change.now).description
        return members.sorted { $0.id < $1.id }.map { member in
            var candidate = Candidate(userID: member.id, onDuty: member.onDuty, skills: Set(member.skills))
            candidate.pending = pending[member.id] ?? 0
            candidate.capacity = route.guards.capacityFloor
            guard let counter = counters[member.id] else { return candidate }
            candidate.assignedToday = counter.day == today ? counter.assigned : 0
            candidate.lastAssignedAt = counter.lastAssignedAt
            candidate.due = counter.due
            candidate.capacity = max(counter.capacity, route.guards.capacityFloor)
            candidate.conversionPermille = counter.conversionPermille
            return candidate
        }
    }

    private struct Counter {
        var day: String
        var assigned: Int
        var lastAssignedAt: Instant?
        var due: Int
        var capacity: Int
        var conversionPermille: Int
    }

    private static func counters(in change: Change) throws -> [Int64: Counter] {
        var result: [Int64: Counter] = [:]
        try change.connection.forEachRow(
            "SELECT user_id, day, assigned, last_assigned_at, due, capacity, conversion_permille FROM assignment_counter"
        ) { row in
            result[row.integer(0) ?? 0] = Counter(
                day: row.text(1) ?? "", assigned: Int(row.integer(2) ?? 0),
                lastAssignedAt: row.integer(3).map { Instant(milliseconds: $0) }, due: Int(row.integer(4) ?? 0),
                capacity: Int(row.integer(5) ?? 0), conversionPermille: Int(row.integer(6) ?? 0))
            return true
        }
        return result
    }

    /// Records that still wait for a first touch, by owner. Counted from the
    /// deadlines themselves, so that no counter can drift. A record that was
    /// closed does not wait; one that was escalated waits for at most the
    /// week after which it is shelved.
    private static func waiting(_ object: ObjectModel, in change: Change) throws -> [Int64: Int] {
        let week = change.now.milliseconds - 7 * 86_400_000
        let open: SQL =
            object.field("status").map { status in
                "COALESCE(r.\(id: status.column), '') NOT IN (\(values: OwnerStatus.closed))"
            } ?? "1 = 1"
        var result: [Int64: Int] = [:]
        // Two queries, each on the index of its state; one OR would read
        // every deadline there ever was.
        for waits: SQL in ["d.state = 'open'", "d.state = 'escalated' AND d.target_at > \(week)"] {
            try change.connection.forEachRow(
                """
                SELECT d.owner_id, COUNT(*) FROM deadline AS d JOIN \(id: object.table) AS r ON r.id = d.record_id
                WHERE d.object = \(object.key) AND \(waits) AND d.owner_id IS NOT NULL AND r.deleted_at IS NULL
                    AND \(open)
                GROUP BY d.owner_id
                """
            ) { row in
                result[row.integer(0) ?? 0, default: 0] += Int(row.integer(1) ?? 0)
                return true
            }
        }
        return result
    }

    /// Notes an assignment on the person's counter.
    static func count(assignmentOf userID: Int64, in change: Change) throws {
        let today = change.zone.date(of: change.now).description
        try change.connection.execute(
            """
            INSERT INTO assignment_counter
                (user_id, day, assigned, last_assigned_at, due, capacity, conversion_permille, computed_at)
            VALUES (\(userID), \(today), 1, \(change.now.milliseconds), 0, 0, 0, 0)
            ON CONFLICT (user_id) DO UPDATE SET
                assigned = CASE WHEN assignment_counter.day = excluded.day THEN assignment_counter.assigned + 1 ELSE 1 END,
                day = excluded.day, last_assigned_at = excluded.last_assigned_at
            """)
    }
}
