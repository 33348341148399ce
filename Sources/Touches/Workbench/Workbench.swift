internal import Definitions
internal import FormulaLanguage
public import Records
internal import SQLText
internal import Storage

/// 工作台: what needs this person now, why, and the one tap that does it.
public enum Workbench {
    /// What the API answers at `GET /workbench`.
    ///
    /// `{headline, items, week, suggestion}`; for people who manage also
    /// `{exceptions, team}`.
    public static func make(for viewer: Viewer, in reading: Reading) throws -> JSONValue {
        let queries = WorkQueries(reading, viewer.userID)
        let endOfToday = reading.zone.instant(reading.zone.date(of: reading.now).adding(days: 1))
        var items = try queries.firstTouches()
        items += try queries.approvals()
        items += try queries.tasks(until: endOfToday)
        items += try queries.nextActions()
        items += try queries.warnings()
        let settled = items.settled(endOfToday: endOfToday)
        var members: [String: JSONValue] = [
            "headline": headline(settled, reading.now), "items": .array(settled.map { $0.json(now: reading.now) }),
            "week": try week(viewer, reading),
            "suggestion": settled.isEmpty ? try suggestion(queries) : .null,
        ]
        if viewer.role.manages {
            let team = try TeamWeek.under(viewer, in: reading)
            members["exceptions"] = .array(try Exceptions.list(viewer, team, reading))
            members["team"] = .array(rows(team, reading))
        }
        return .object(members)
    }

    private static func headline(_ items: [WorkItem], _ now: Instant) -> JSONValue {
        func count(_ kinds: Set<WorkItem.Kind>) -> Int { items.filter { kinds.contains($0.kind) }.count }
        let touches = items.filter { $0.kind == .firstTouch }
        let (follow, approvals, tasks) = (count([.nextAction, .warning]), count([.approval]), count([.task]))
        var zh: [String] = []
        var en: [String] = []
        if !touches.isEmpty {
            let left = touches.compactMap(\.due).min().map { ($0.milliseconds - now.milliseconds) / 60_000 } ?? 0
            zh.append("\(touches.count) 条线索待首触" + (left >= 0 ? "，最紧 \(left) 分钟" : "，有线索已超时"))
            en.append(
                "\(touches.count) leads wait for a first touch" + (left >= 0 ? ", \(left) min left" : ", some overdue"))
        }
        if follow > 0 {
            zh.append("\(follow) 个客户该跟进")
            en.append("\(follow) customers to follow up")
        }
        if approvals > 0 {
            zh.append("\(approvals) 个审批")
            en.append("\(approvals) approvals")
        }
        if tasks > 0 {
            zh.append("\(tasks) 个任务")
            en.append("\(tasks) tasks")
        }
        if zh.isEmpty { return ["zh": "今天的事都处理完了", "en": "Nothing is waiting for you"] }
        return ["zh": .string(zh.joined(separator: ";")), "en": .string(en.joined(separator: "; "))]
    }

    private static func week(_ viewer: Viewer, _ reading: Reading) throws -> JSONValue {
        let team = try TeamWeek.around(viewer.member, in: reading)
        return [
            "effective": .int(Int64(team.counts[viewer.userID] ?? 0)), "goal": .int(Int64(QuickEntry.weekGoal)),
            "rank": .optional(team.rank(of: viewer.userID).map(Int64.init)), "of": .int(Int64(team.counts.count)),
            "team_average": team.average.map { .number(($0 * 10).rounded() / 10) } ?? .null,
        ]
    }

    /// Nothing to do: the open record with the best score that has waited
    /// longest.
    private static func suggestion(_ queries: WorkQueries) throws -> JSONValue {
        guard let touch = queries.touch else { return .null }
        for target in queries.targets.reversed() {
            guard let last = target.field(touch.lastTouchField), last.isStored else { continue }
            let ids = try queries.reading.connection.rows(
                """
                SELECT id FROM \(id: target.table) WHERE owner_id = \(queries.userID) AND deleted_at IS NULL
                ORDER BY \(id: last.column), id LIMIT 20
                """
            ) { $0.integer(0) ?? 0 }
            guard
                let record = ids.lazy.compactMap({ try? queries.reading.record(target.key, $0) }).first(where: {
                    !queries.isClosed($0)
                })
            else { continue }
            let days = record.instant(touch.lastTouchField).map { at in
                max(0, (queries.reading.now.milliseconds - at.milliseconds) / 86_400_000)
            }
            return [
                "object": .string(target.key), "record_id": .int(record.id), "title": .string(queries.name(record)),
                "why": .string(days.map { "已有 \($0) 天没有联系" } ?? "还没有有效触达"),
                "why_en": .string(days.map { "No contact for \($0) days" } ?? "No effective touch yet"),
                "phone": .optional(queries.phone(record)),
            ]
        }
        return .null
    }

    private static func rows(_ team: TeamWeek, _ reading: Reading) -> [JSONValue] {
        team.counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map { id, count in
            [
                "user": ["id": .int(id), "label": .string(reading.directory.member(id)?.name ?? "#\(id)")],
                "effective": .int(Int64(count)),
                "average_share": team.share(of: id).map { .number(($0 * 100).rounded() / 100) } ?? .null,
            ]
        }
    }
}
