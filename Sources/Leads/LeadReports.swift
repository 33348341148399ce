internal import Definitions
internal import FormulaLanguage
public import Records
internal import SQLText
internal import Storage

/// What a record's page tells about its score and its distribution, as the
/// API answers it.
public enum LeadReports {
    /// `{total, grade, schema_number, computed_at, lines:[{key, label,
    /// label_en, points, count, capped, reason, reason_en}]}`, or `null`.
    ///
    /// The caller has checked that the viewer may see the record.
    public static func score(_ object: String, _ id: Int64, in reading: Reading) throws -> JSONValue {
        let found = try reading.connection.first(
            """
            SELECT score, total, grade, schema_number, lines, computed_at FROM score_result
            WHERE object = \(object) AND record_id = \(id)
            """
        ) { row in
            let lines = (try JSONValue(parsing: row.text(4) ?? "[]")).array ?? []
            let definition = reading.schema.scores.first { $0.definition.key == row.text(0) }?.definition
            return [
                "total": .optional(row.integer(1)), "grade": .optional(row.text(2)),
                "label": .string(definition?.label.zh ?? ""), "schema_number": .optional(row.integer(3)),
                "computed_at": .optional(row.integer(5)), "lines": .array(lines.map { line($0, definition) }),
            ] as JSONValue
        }
        return found ?? .null
    }

    private static func line(_ stored: JSONValue, _ definition: ScoreDefinition?) -> JSONValue {
        let key = stored["k"]?.string ?? ""
        let indicator = definition?.indicators.first { $0.key == key }
        let count = stored["n"]?.int
        let isCapped = stored["c"]?.bool ?? false
        var reason = count.map { "\($0) 次" } ?? "符合条件"
        var reasonEn = count.map { "\($0) times" } ?? "condition met"
        if isCapped, let cap = indicator?.cap {
            reason += "，最多计 \(cap) 分"
            reasonEn += ", capped at \(cap)"
        }
        if let halfLife = indicator?.halfLifeDays {
            reason += "，每 \(halfLife) 天减半"
            reasonEn += ", halves every \(halfLife) days"
        }
        return [
            "key": .string(key), "label": .string(indicator?.label.zh ?? key),
            "label_en": .string(indicator?.label.en ?? key), "points": stored["p"] ?? 0, "count": .optional(count),
            "capped": .bool(isCapped), "reason": .string(reason), "reason_en": .string(reasonEn),
        ]
    }

    /// `{items:[{id, at, route, rule, rule_label, owner, inputs, candidates:
    /// [{user, chosen, reasons:[{code, text, text_en}], numbers}],
    /// schema_number}]}`, the newest first.
    public static func routing(_ object: String, _ id: Int64, in reading: Reading) throws -> JSONValue {
        let items = try reading.connection.rows(
            """
            SELECT id, at, route, rule, schema_number, owner_id, inputs, candidates FROM routing_decision
            WHERE object = \(object) AND record_id = \(id) ORDER BY id DESC LIMIT 20
            """
        ) { try decision($0, reading) }
        return ["items": .array(items)]
    }

    private static func decision(_ row: any Row, _ reading: Reading) throws -> JSONValue {
        let route = reading.schema.routes.first { $0.definition.key == row.text(2) }?.definition
        let rule = route?.rules.first { $0.key == row.text(3) }
        let owner = row.integer(5)
        let people = try RoutingCodec.read(row.text(7) ?? "[]")
        return [
            "id": .optional(row.integer(0)), "at": .optional(row.integer(1)), "route": .optional(row.text(2)),
            "rule": .optional(row.text(3)), "rule_label": .optional(rule?.label.zh),
            "rule_label_en": .optional(rule?.label.en ?? rule?.label.zh), "schema_number": .optional(row.integer(4)),
            "owner": owner.map { person($0, reading) } ?? .null, "pooled": .bool(owner == nil),
            "inputs": try JSONValue(parsing: row.text(6) ?? "{}"),
            "candidates": .array(people.map { candidate($0.candidate, $0.reason, reading) }),
        ]
    }

    private static func person(_ id: Int64, _ reading: Reading) -> JSONValue {
        ["id": .int(id), "label": .string(reading.directory.member(id)?.name ?? "#\(id)")]
    }

    private static func candidate(_ candidate: Candidate, _ reason: SkipReason?, _ reading: Reading) -> JSONValue {
        let reasons: [JSONValue] =
            reason.map { reason in
                [
                    [
                        "code": .string(reason.code.rawValue), "text": .string(reason.textZh),
                        "text_en": .string(reason.textEn),
                    ]
                ]
            } ?? []
        return [
            "user": person(candidate.userID, reading), "chosen": .bool(reason == nil), "reasons": .array(reasons),
            "numbers": [
                "pending": .int(Int64(candidate.pending)), "assigned_today": .int(Int64(candidate.assignedToday)),
                "load_rate": .int(Int64(candidate.loadRatePercent)),
                "conversion_permille": .int(Int64(candidate.conversionPermille)),
            ],
        ]
    }

    /// Decides a stored decision again from what it stored, under the rule
    /// as it is published now: `{id, same, owner, now}`; `same` says whether
    /// the same person comes out.
    ///
    /// - Throws: ``RecordError`` where there is no such decision.
    public static func replay(_ id: Int64, in reading: Reading) throws -> (
        object: String, recordID: Int64, answer: JSONValue
    ) {
        let stored = try reading.connection.first(
            "SELECT object, record_id, route, rule, owner_id, at, inputs, candidates FROM routing_decision WHERE id = \(id)"
        ) { row in
            let route = reading.schema.routes.first { $0.definition.key == row.text(2) }?.definition
            let rule = route?.rules.first { $0.key == row.text(3) }
            let wanted = (try JSONValue(parsing: row.text(6) ?? "{}"))["wanted"]?.array?.compactMap(\.string) ?? []
            let people = try RoutingCodec.read(row.text(7) ?? "[]").map(\.candidate)
            let choice = route.flatMap { route in
                rule.map { rule in
                    RouteChoice.make(
                        rule, guards: route.guards, candidates: people, wanted: Set(wanted),
                        now: Instant(milliseconds: row.integer(5) ?? 0))
                }
            }
            let answer: JSONValue = [
                "id": .int(id), "same": .bool(choice?.ownerID == row.integer(4) && (choice != nil || rule == nil)),
                "owner": row.integer(4).map { person($0, reading) } ?? .null,
                "now": choice?.ownerID.map { person($0, reading) } ?? .null,
            ]
            return (object: row.text(0) ?? "", recordID: row.integer(1) ?? 0, answer: answer)
        }
        guard let stored else { throw RecordError.notFound("routing_decision") }
        return stored
    }
}
