import Definitions
import FormulaLanguage
import SQLText
import Storage

/// One field that changed, until the change ends.
struct HistoryEntry {
    let object: String
    let recordID: Int64
    let field: String
    let old: String?
    let new: String?
    let eventID: Int64
}

extension Change {
    func noteHistory(_ before: Record, _ after: Record, _ fields: [String], _ event: Event) {
        for field in fields {
            pendingHistory.append(
                HistoryEntry(
                    object: after.object.key, recordID: after.id, field: field,
                    old: ValueCodec.text(before[field]), new: ValueCodec.text(after[field]), eventID: event.id))
        }
    }

    /// One statement for all fields of all records of the change.
    func flushHistory() throws {
        let by = actor.text
        let at = now.milliseconds
        for chunk in pendingHistory.chunked(by: 200) {
            let rows = chunk.map { entry in
                """
                (\(entry.object), \(entry.recordID), \(entry.field), \(entry.old.sqlValue), \(entry.new.sqlValue), \
                \(at), \(by), \(entry.eventID))
                """ as SQL
            }
            try connection.execute(
                """
                INSERT INTO field_history (object, record_id, field, old, new, changed_at, changed_by, event_id)
                VALUES \(rows.joined(separator: ", "))
                """)
        }
        pendingHistory = []
    }
}

extension Array {
    /// Consecutive pieces of at most `size` elements.
    func chunked(by size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
