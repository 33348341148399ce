public import Definitions
public import FormulaLanguage
import SQLText
import Storage

/// A record that has the same telephone number, e-mail or company.
public struct DuplicateMatch: Sendable, Hashable {
    public let recordID: Int64
    public let normaliser: DuplicateKey.Normaliser
    /// The normalised value they share.
    public let value: String
}

extension Reading {
    /// Records of an object that the values would duplicate, the strongest
    /// and oldest first; records in the recycle bin do not count.
    ///
    /// Sees everything, whoever asks.
    ///
    /// - Parameters:
    ///   - kinds: which keys count; nil for all that the object defines.
    ///   - excluding: the record that is being changed itself.
    /// - Throws: ``RecordError`` for an unknown object.
    public func duplicates(
        of object: String, _ values: [String: Value], kinds: Set<DuplicateKey.Normaliser>? = nil,
        excluding: Int64? = nil
    ) throws -> [DuplicateMatch] {
        let plan = try runtime.plan(object)
        var matches: [DuplicateMatch] = []
        for key in plan.duplicateKeys where kinds?.contains(key.normaliser) ?? true {
            guard case .text(let text)? = values[key.field.key], let value = Normalise.value(text, as: key.normaliser)
            else { continue }
            let kind = plan.duplicateKind(key)
            let ids = try connection.rows(
                """
                SELECT record_id FROM dup_key
                WHERE object = \(object) AND kind = \(kind) AND value = \(value) ORDER BY record_id LIMIT 20
                """
            ) { $0.integer(0) ?? 0 }
            for id in ids where id != excluding && !matches.contains(where: { $0.recordID == id }) {
                matches.append(DuplicateMatch(recordID: id, normaliser: key.normaliser, value: value))
            }
        }
        return matches
    }
}

extension ObjectPlan {
    /// Telephone numbers of two fields are one kind; other exact values are
    /// only compared within their field.
    func duplicateKind(_ key: (field: FieldModel, normaliser: DuplicateKey.Normaliser)) -> String {
        key.normaliser == .exact ? "exact:\(key.field.key)" : key.normaliser.rawValue
    }

    func duplicateValues(_ record: Record) -> Set<DuplicateValue> {
        Set(
            duplicateKeys.compactMap { key in
                guard case .text(let text) = record[key.field.key],
                    let value = Normalise.value(text, as: key.normaliser)
                else { return nil }
                return DuplicateValue(kind: duplicateKind(key), value: value)
            })
    }

    struct DuplicateValue: Hashable {
        let kind: String
        let value: String
    }
}

extension Change {
    /// Keeps the duplicate index in step with a record.
    func writeDuplicateKeys(_ record: Record, _ plan: ObjectPlan, replacing: Bool) throws {
        guard !plan.duplicateKeys.isEmpty else { return }
        let object = plan.object.key
        if replacing {
            try connection.execute("DELETE FROM dup_key WHERE object = \(object) AND record_id = \(record.id)")
        }
        let rows = plan.duplicateValues(record).sorted { ($0.kind, $0.value) < ($1.kind, $1.value) }
            .map { "(\(object), \($0.kind), \($0.value), \(record.id))" as SQL }
        guard !rows.isEmpty else { return }
        try connection.execute(
            "INSERT INTO dup_key (object, kind, value, record_id) VALUES \(rows.joined(separator: ", "))")
    }
}
