import FormulaLanguage
import Records

extension Change {
    /// A record, whoever acts, or nil where it was deleted.
    func standing(_ object: String, _ id: Int64) throws -> Record? {
        do {
            return try reading.record(object, id)
        } catch let error as RecordError where error.kind == .notFound {
            return nil
        }
    }
}

extension Value {
    /// The text of a select or text field; nil for blank.
    var plainText: String? {
        if case .text(let text) = self, !text.isEmpty { text } else { nil }
    }

    /// The moment of a datetime field; nil for anything else.
    var moment: Instant? {
        if case .instant(let instant) = self { instant } else { nil }
    }

    var decimal: ExactNumber? {
        if case .number(let number) = self { number } else { nil }
    }
}
