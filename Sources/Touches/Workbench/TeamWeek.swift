internal import Definitions
internal import FormulaLanguage
internal import Records
internal import SQLText
internal import Storage

/// Effective touches of this week, person by person.
struct TeamWeek {
    /// Below this share of the team's average a manager is shown a person.
    static let lowShare = 0.7

    /// Count by member, everybody who sells, also those with none.
    let counts: [Int64: Int]

    /// The team of one person: active members with the same role in the same
    /// unit.
    static func around(_ member: Member, in reading: Reading) throws -> TeamWeek {
        try make(
            reading.directory.members.filter {
                $0.isActive && $0.role == member.role && $0.orgUnitID == member.orgUnitID
            }, reading)
    }

    /// The people a manager looks after: active members of their units whose
    /// role does not manage.
    static func under(_ viewer: Viewer, in reading: Reading) throws -> TeamWeek {
        let units = Set(viewer.teamUnits)
        let routed = Set(reading.schema.routes.flatMap(\.definition.roles))
        return try make(
            reading.directory.members.filter { member in
                guard member.isActive, member.id != viewer.userID, routed.contains(member.role) else { return false }
                if viewer.scope(for: "touch", .read) == .all, units.isEmpty { return true }
                return member.orgUnitID.map { units.contains($0) } ?? false
            }, reading)
    }

    private static func make(_ members: [Member], _ reading: Reading) throws -> TeamWeek {
        var counts = Dictionary(members.map { ($0.id, 0) }, uniquingKeysWith: { first, _ in first })
        guard let touch = reading.schema.touches.first?.definition, let object = reading.schema.object(touch.object),
            let effective = object.field(touch.effectiveField), !members.isEmpty
        else { return TeamWeek(counts: counts) }
        let today = reading.zone.date(of: reading.now)
        let monday = reading.zone.instant(today.adding(days: 1 - today.weekday))
        try reading.connection.forEachRow(
            """
            SELECT owner_id, COUNT(*) FROM \(id: object.table)
            WHERE deleted_at IS NULL AND created_at >= \(monday.milliseconds) AND \(id: effective.column) = 1
                AND owner_id IN (\(values: members.map(\.id)))
            GROUP BY owner_id
            """
        ) { row in
            counts[row.integer(0) ?? 0] = Int(row.integer(1) ?? 0)
            return true
        }
        return TeamWeek(counts: counts)
    }

    /// The mean over everybody; nil for fewer than three people, who could
    /// be told apart.
    var average: Double? {
        guard counts.count >= 3 else { return nil }
        return Double(counts.values.reduce(0, +)) / Double(counts.count)
    }

    /// One more than the number of people with more.
    func rank(of userID: Int64) -> Int? {
        guard let own = counts[userID] else { return nil }
        return 1 + counts.values.filter { $0 > own }.count
    }

    /// A person's count as a share of the average; nil while the week is too
    /// young to tell people apart.
    func share(of userID: Int64) -> Double? {
        guard let average, average >= 1, let own = counts[userID] else { return nil }
        return Double(own) / average
    }
}
