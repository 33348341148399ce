internal import Definitions
internal import Flow
public import FormulaLanguage
public import Records
internal import SQLText
internal import Storage

/// Where a captured record came from.
public struct SubmissionContext: Sendable, Hashable {
    /// Names the source in events: a form's key, `api`, `import`.
    public var source: String
    /// Campaign parameters of the page, by name (`utm_source` …).
    public var utm: [String: String]
    /// UUID of the sender, so that a repeated submission counts once.
    public var clientKey: String?
    /// Whether the visitor agreed to the form's consent text.
    public var consent: Bool

    public init(source: String, utm: [String: String] = [:], clientKey: String? = nil, consent: Bool = false) {
        self.source = source
        self.utm = utm
        self.clientKey = clientKey
        self.consent = consent
    }
}

/// What became of a captured record.
public struct IntakeResult: Sendable, Hashable {
    public let recordID: Int64
    /// Whether it was joined to a record that existed.
    public let merged: Bool
    /// Nil while it waits in the pool.
    public let ownerID: Int64?
}

/// The one path on which leads come in (L1): forms, API, imports.
public enum Intake {
    static let arrivalKey = "leads.intake"

    /// Takes a record in: known ones are joined (L3), new ones are scored and
    /// distributed in the same change.
    ///
    /// - Parameters:
    ///   - values: by field key, as the object's fields keep them.
    /// - Throws: ``RecordError`` with every issue found.
    public static func capture(
        _ object: String, values: [String: Value], context: SubmissionContext, in change: Change
    ) throws -> IntakeResult {
        if let key = context.clientKey, let known = try change.existing(clientKey: key, of: object) {
            return IntakeResult(recordID: known.id, merged: false, ownerID: known.ownerID)
        }
        if let match = try change.reading.duplicates(of: object, values).first {
            return try join(object, match.recordID, values, context, in: change)
        }
        change.scratch[arrivalKey] = context.payload
        let record = try change.insert(object, values, clientKey: context.clientKey, system: true)
        return IntakeResult(recordID: record.id, merged: false, ownerID: record.ownerID)
    }

    /// A known visitor: what was blank is filled in, nothing is overwritten,
    /// and the owner stays.
    private static func join(
        _ object: String, _ id: Int64, _ values: [String: Value], _ context: SubmissionContext, in change: Change
    ) throws -> IntakeResult {
        var record = try change.reading.record(object, id)
        let news = values.filter { key, value in !value.isBlank && record[key].isBlank && key != "owner" }
        if !news.isEmpty { record = try change.update(object, id, news, system: true) }
        try change.emit("\(object).touched", on: object, id, payload: context.payload)
        if let key = context.clientKey { try remember(key, object, id, in: change) }
        record = try Assignment.route(change.reading.record(object, id), in: change)
        if let owner = record.ownerID { try tell(owner, record, in: change) }
        return IntakeResult(recordID: id, merged: true, ownerID: record.ownerID)
    }

    private static func remember(_ key: String, _ object: String, _ id: Int64, in change: Change) throws {
        try change.connection.execute(
            """
            INSERT INTO client_key (object, client_key, record_id, created_at)
            VALUES (\(object), \(key), \(id), \(change.now.milliseconds))
            """)
    }

    private static func tell(_ owner: Int64, _ record: Record, in change: Change) throws {
        let label = record.object.label
        try Notifications.send(
            Notifications.Message(
                kind: "\(record.object.key).touched", urgency: .now,
                title: Label("\(record.title) 再次提交了信息", en: "\(record.title) came back"),
                body: Label("已并入您的\(label.zh)，请尽快联系", en: "Joined to your \(label.en ?? label.zh); please call soon"),
                object: record.object.key, recordID: record.id, dedupeKey: "\(record.object.key).touched:\(record.id)"),
            to: [owner], in: change)
    }
}

extension SubmissionContext {
    /// As events keep it.
    var payload: JSONValue {
        var members: [String: JSONValue] = ["source": .string(source)]
        if !utm.isEmpty { members["utm"] = .object(utm.mapValues { .string($0) }) }
        if consent { members["consent"] = true }
        return .object(members)
    }
}
