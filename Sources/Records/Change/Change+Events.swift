import Definitions
public import FormulaLanguage
import SQLText
import Storage

extension Change {
    /// Appends a fact about a record and lets the reactions see it.
    ///
    /// Owner and org unit of the record at this moment go with it: credit
    /// has a time.
    ///
    /// - Parameter occurredAt: when it happened; nil for the change's own.
    /// - Throws: ``RecordError`` where there is no such record.
    @discardableResult
    public func emit(
        _ kind: String, on object: String, _ id: Int64, payload: JSONValue = .object([:]),
        occurredAt: Instant? = nil
    ) throws -> Event {
        guard schema.object(object) != nil else {
            return try append(
                kind, object, id, owner: nil, unit: nil, payload: payload, occurredAt: occurredAt ?? self.occurredAt)
        }
        let record = try reading.cache[.init(object: object, id: id)] ?? reading.record(object, id)
        return try append(
            kind, object, id, owner: record.ownerID, unit: record.orgUnitID, payload: payload,
            occurredAt: occurredAt ?? self.occurredAt)
    }

    /// The same for a record at hand, also one in the recycle bin.
    func emit(_ kind: String, of record: Record) throws -> Event {
        try append(
            kind, record.object.key, record.id, owner: record.ownerID, unit: record.orgUnitID,
            payload: .object([:]), occurredAt: occurredAt)
    }

    private func append(
        _ kind: String, _ object: String, _ id: Int64, owner: Int64?, unit: Int64?, payload: JSONValue,
        occurredAt: Instant
    ) throws -> Event {
        guard depth <= Change.depthLimit else { throw RecordError.loop(Change.depthLimit) }
        let eventID = try connection.insert(
            """
            INSERT INTO event (xid, kind, object, record_id, actor, occurred_at, received_at, owner_id, org_unit_id,
                depth, cause_id, schema_number, payload)
            VALUES (\(CommitOrder.current), \(kind), \(object), \(id), \(actor.text), \(occurredAt.milliseconds),
                \(now.milliseconds), \(owner.sqlValue), \(unit.sqlValue), \(depth), \(causeID.sqlValue), \(schema.number),
                \(payload.text))
            """)
        let event = Event(
            id: eventID, kind: kind, object: object, recordID: id, actor: actor, occurredAt: occurredAt,
            receivedAt: now, ownerID: owner, orgUnitID: unit, depth: depth, causeID: causeID,
            schemaNumber: schema.number, payload: payload)
        guard !reactions.isEmpty else { return event }
        try deeper(cause: eventID) {
            for reaction in reactions { try reaction.didEmit(event, in: self) }
        }
        return event
    }
}
