public import Definitions
internal import Flow
public import FormulaLanguage
internal import Foundation
public import Records
internal import SQLText
internal import Storage

/// The four-field entry of a touch (A1): customer, what was done, what comes
/// next, evidence.
public enum QuickEntry {
    /// Whom a touch is about.
    public enum Customer: Sendable, Hashable {
        /// A record of one of the touch policy's targets.
        case record(object: String, id: Int64)
        /// A customer's name as the rep typed it.
        case named(String)
    }

    /// What recording a touch led to.
    public struct Outcome: Sendable, Hashable {
        public let touchID: Int64
        public let object: String
        public let recordID: Int64
        public let effective: Bool
        /// What would make it effective; empty if it is.
        public let reasons: [Label]
        /// Effective touches of this local week, and the week's goal.
        public let weekDone: Int
        public let weekGoal: Int
    }

    /// Effective touches a week that are expected of a rep (A7).
    public static let weekGoal = 8

    /// Records a touch on a customer.
    ///
    /// - Parameters:
    ///   - values: fields of the touch object by key.
    ///   - clientKey: UUID of the sender; the second time nothing is
    ///     written and the first touch answers.
    /// - Throws: ``RecordError``: no such customer or several with the name,
    ///   an empty phrase, values that do not fit.
    public static func record(
        _ customer: Customer, values: [String: Value], clientKey: String?, in change: Change
    ) throws -> Outcome {
        guard let model = change.schema.touches.first, let object = change.schema.object(model.definition.object) else {
            throw RecordError.invalid("touch.none", "还没有配置触达", "Touches are not set up")
        }
        let definition = model.definition
        let target = try resolve(customer, definition, object, in: change)
        var values = values
        values[target.field] = .reference(object: target.record.object.key, id: target.record.id)
        let touch = try change.insert(definition.object, values, clientKey: clientKey)
        let isEffective = touch.isTrue(definition.effectiveField)
        return Outcome(
            touchID: touch.id, object: target.record.object.key, recordID: target.record.id, effective: isEffective,
            reasons: isEffective ? [] : EffectiveHint.reasons(touch, definition),
            weekDone: try effectiveThisWeek(of: change.actor.userID, definition, object, in: change.reading),
            weekGoal: weekGoal)
    }

    private struct Target {
        let field: String
        let record: Record
    }

    private static func resolve(
        _ customer: Customer, _ definition: TouchDefinition, _ object: ObjectModel, in change: Change
    ) throws -> Target {
        switch customer {
        case .record(let key, let id):
            guard let field = definition.targets.first(where: { object.field($0)?.definition.to == key }) else {
                throw RecordError.invalid(
                    "touch.target", "不能对这类记录登记触达", "Touches cannot be recorded here", field: "object")
            }
            return Target(field: field, record: try change.record(key, id))
        case .named(let name):
            return try find(name, definition, object, in: change)
        }
    }

    /// By exact name among what the actor may see: customers first.
    private static func find(
        _ name: String, _ definition: TouchDefinition, _ object: ObjectModel, in change: Change
    ) throws -> Target {
        let wanted = name.trimmingCharacters(in: .whitespacesAndNewlines)
        for key in definition.targets {
            guard let target = object.field(key)?.definition.to.flatMap({ change.schema.object($0) }),
                target.title.isStored
            else {
                continue
            }
            let ids = try change.connection.rows(
                """
                SELECT id FROM \(id: target.table)
                WHERE deleted_at IS NULL AND \(id: target.title.column) = \(wanted) ORDER BY id LIMIT 20
                """
            ) { $0.integer(0) ?? 0 }
            let visible = ids.compactMap { try? change.record(target.key, $0) }
            guard visible.count <= 1 else {
                throw RecordError.invalid(
                    "touch.customer_ambiguous", "有 \(visible.count) 个“\(wanted)”，请从列表中选择",
                    "There are \(visible.count) named \"\(wanted)\"; choose from the list", field: "customer_name")
            }
            if let record = visible.first { return Target(field: key, record: record) }
        }
        throw RecordError.invalid(
            "touch.customer_unknown", "没有找到“\(wanted)”，请从列表中选择或先登记客户",
            "\"\(wanted)\" was not found; choose from the list or register the customer first", field: "customer_name")
    }

    /// Effective touches of a person since Monday 00:00 local time.
    public static func effectiveThisWeek(
        of userID: Int64?, _ definition: TouchDefinition, _ object: ObjectModel, in reading: Reading
    ) throws -> Int {
        guard let userID, let effective = object.field(definition.effectiveField) else { return 0 }
        let today = reading.zone.date(of: reading.now)
        let monday = reading.zone.instant(today.adding(days: 1 - today.weekday))
        return Int(
            try reading.connection.integer(
                """
                SELECT COUNT(*) FROM \(id: object.table)
                WHERE deleted_at IS NULL AND owner_id = \(userID) AND created_at >= \(monday.milliseconds)
                    AND \(id: effective.column) = 1
                """) ?? 0)
    }
}
