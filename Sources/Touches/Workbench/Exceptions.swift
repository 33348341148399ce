internal import Definitions
internal import FormulaLanguage
internal import Records
internal import SQLText
internal import Storage

/// What a manager must look at: escalations, red records, people far below
/// the team's average.
enum Exceptions {
    private static let limit = 30

    static func list(_ viewer: Viewer, _ team: TeamWeek, _ reading: Reading) throws -> [JSONValue] {
        try escalations(viewer, reading) + redRecords(viewer, reading) + quietPeople(team, reading)
    }

    private static func escalations(_ viewer: Viewer, _ reading: Reading) throws -> [JSONValue] {
        let queries = WorkQueries(reading, viewer.userID)
        let rows = try reading.connection.rows(
            """
            SELECT object, record_id, owner_id, escalated_at FROM deadline
            WHERE state = 'escalated' AND escalated_to = \(viewer.userID) ORDER BY escalated_at DESC LIMIT \(limit)
            """
        ) { ($0.text(0) ?? "", $0.integer(1) ?? 0, $0.integer(2), $0.integer(3)) }
        return rows.compactMap { object, id, owner, at in
            guard let record = try? reading.visibleRecord(object, id, as: viewer), !queries.isClosed(record) else { return nil }
            let name = owner.flatMap { reading.directory.member($0)?.name } ?? "未分配"
            return item(
                "escalation", record, why: Label("首触超过时限，负责人 \(name)", en: "First touch overdue, owner \(name)"),
                at: at, owner: owner, reading)
        }
    }

    private static func redRecords(_ viewer: Viewer, _ reading: Reading) throws -> [JSONValue] {
        var items: [JSONValue] = []
        let queries = WorkQueries(reading, viewer.userID)
        for target in queries.targets {
            let scope: SQL =
                viewer.scope(for: target.key, .read) == .all
                ? "owner_id IS NOT NULL" : "org_unit_id IN (\(values: viewer.teamUnits))"
            let ids = try reading.connection.rows(
                """
                SELECT id FROM \(id: target.table)
                WHERE deleted_at IS NULL AND warning = 'red' AND \(scope) ORDER BY id DESC LIMIT \(limit)
                """
            ) { $0.integer(0) ?? 0 }
            items += ids.compactMap { id in
                guard let record = try? reading.record(target.key, id) else { return nil }
                let reason = Label(record.text("warning_reason") ?? "需要关注", en: queries.english(record))
                return item("red", record, why: reason, at: nil, owner: record.ownerID, reading)
            }
        }
        return items
    }

    private static func quietPeople(_ team: TeamWeek, _ reading: Reading) -> [JSONValue] {
        team.counts.keys.sorted().compactMap { id in
            guard let share = team.share(of: id), share < TeamWeek.lowShare, let member = reading.directory.member(id)
            else {
                return nil
            }
            let percent = Int((share * 100).rounded())
            return [
                "kind": "below_average", "object": "user", "record_id": .int(id), "title": .string(member.name),
                "why": .string("本周有效触达为团队平均的 \(percent)%，建议一起看看客户清单"),
                "why_en": .string("\(percent)% of the team's average effective touches this week"), "at": .null,
                "owner": ["id": .int(id), "label": .string(member.name)],
            ]
        }
    }

    private static func item(
        _ kind: String, _ record: Record, why: Label, at: Int64?, owner: Int64?, _ reading: Reading
    ) -> JSONValue {
        [
            "kind": .string(kind), "object": .string(record.object.key), "record_id": .int(record.id),
            "title": .string(record.title), "why": .string(why.zh), "why_en": .string(why.en ?? why.zh),
            "at": .optional(at),
            "owner": owner.map { id in
                ["id": .int(id), "label": .string(reading.directory.member(id)?.name ?? "#\(id)")]
            } ?? .null,
        ]
    }
}
