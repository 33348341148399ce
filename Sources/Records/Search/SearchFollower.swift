import Definitions
import FormulaLanguage
import SQLText
import Storage

/// Keeps the search text in step with the records.
struct SearchFollower: Follower {
    let name = "search"
    var kinds: Set<String>? { ["record.created", "record.updated", "record.deleted", "record.restored"] }

    func handle(_ event: Event, in change: Change) throws {
        guard let plan = try? change.runtime.plan(event.object), !plan.searched.isEmpty else { return }
        if event.kind == "record.updated", !touchesText(event, plan) { return }
        // What holds now, not what held then: later events find it done.
        let record = try change.reading.load(plan, event.recordID)
        guard let record, record.deletedAt == nil else {
            return try SearchIndex.remove(event.object, event.recordID, change.connection)
        }
        let terms = terms(record, plan, SearchFollower.secrets(of: event.object, change.schema))
        try SearchIndex.write(terms, event.object, event.recordID, change.connection)
    }

    private func touchesText(_ event: Event, _ plan: ObjectPlan) -> Bool {
        let keys = Set(plan.searched.map(\.key))
        return event.payload["fields"]?.array?.contains { $0.string.map(keys.contains) ?? false } ?? true
    }

    /// Fields that some role may not see: whoever may not read a value must
    /// not find it by searching either.
    private static func secrets(of object: String, _ schema: Schema) -> Set<String> {
        schema.roles.reduce(into: []) { keys, role in
            keys.formUnion((role.grants[object] ?? role.grants["*"])?.hiddenFields ?? [])
        }
    }

    private func terms(_ record: Record, _ plan: ObjectPlan, _ secrets: Set<String>) -> SearchTerms {
        var terms = SearchTerms()
        for field in plan.searched where !secrets.contains(field.key) {
            guard let text = record.text(field.key) else { continue }
            switch field.definition.mask?.style {
            case nil:
                terms.add(text)
                if field === plan.object.title { terms.add(TextForms.pinyinInitials(text)) }
            // The last digits are shown to everybody.
            case .last4: terms.add(String(text.suffix(4)))
            case .hidden: break
            }
        }
        return terms
    }
}

/// The search tables.
enum SearchIndex {
    static func write(_ terms: SearchTerms, _ object: String, _ id: Int64, _ connection: any Connection) throws {
        if connection.dialect == .postgres {
            try connection.execute(
                """
                INSERT INTO search_entry (object, record_id, bigrams)
                VALUES (\(object), \(id), CAST(\(terms.vector) AS tsvector))
                ON CONFLICT (object, record_id) DO UPDATE SET bigrams = excluded.bigrams
                """)
            return
        }
        let known = try connection.integer(
            "SELECT id FROM search_entry WHERE object = \(object) AND record_id = \(id)")
        if let known {
            try connection.execute("UPDATE search_text SET bigrams = \(terms.fullText) WHERE rowid = \(known)")
        } else {
            let entry = try connection.insert("INSERT INTO search_entry (object, record_id) VALUES (\(object), \(id))")
            try connection.execute("INSERT INTO search_text (rowid, bigrams) VALUES (\(entry), \(terms.fullText))")
        }
    }

    static func remove(_ object: String, _ id: Int64, _ connection: any Connection) throws {
        if connection.dialect == .sqlite {
            try connection.execute(
                """
                DELETE FROM search_text WHERE rowid IN (
                    SELECT id FROM search_entry WHERE object = \(object) AND record_id = \(id))
                """)
        }
        try connection.execute("DELETE FROM search_entry WHERE object = \(object) AND record_id = \(id)")
    }
}
