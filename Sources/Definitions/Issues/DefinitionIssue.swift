/// One thing wrong with a definition, said so that it can be mended.
public struct DefinitionIssue: Sendable, Hashable, Codable {
    /// Stable names of what can be wrong.
    public enum Code: String, Sendable, Hashable, CaseIterable, Codable {
        // Reading a document
        case unreadable
        case tooLarge = "too_large"
        case tooDeep = "too_deep"
        case aliasRefused = "alias_refused"
        case duplicateKey = "duplicate_key"
        case unknownKey = "unknown_key"
        case missingKey = "missing_key"
        case wrongType = "wrong_type"
        case unknownKind = "unknown_kind"
        case unknownChoice = "unknown_choice"
        case badManifest = "bad_manifest"
        // Names
        case badKey = "bad_key"
        case reservedKey = "reserved_key"
        case duplicateDefinition = "duplicate_definition"
        case duplicateName = "duplicate_name"
        case duplicateLabel = "duplicate_label"
        case emptyLabel = "empty_label"
        // References
        case unknownObject = "unknown_object"
        case unknownField = "unknown_field"
        case unknownStage = "unknown_stage"
        case unknownRole = "unknown_role"
        case unknownMetric = "unknown_metric"
        case unknownCalendar = "unknown_calendar"
        case unknownStep = "unknown_step"
        case wrongFieldType = "wrong_field_type"
        case unstoredField = "unstored_field"
        // Formulas
        case badFormula = "bad_formula"
        case formulaCycle = "formula_cycle"
        // Meaning
        case missingPart = "missing_part"
        case badNumber = "bad_number"
        case badRange = "bad_range"
        case badDate = "bad_date"
        case badPattern = "bad_pattern"
        case conflictingParts = "conflicting_parts"
        case unreachableStage = "unreachable_stage"
        case baseFieldUnbound = "base_field_unbound"
        case requiredFieldUnbound = "required_field_unbound"
        case badEventName = "bad_event_name"
        // Advice, never an error
        case manyStages = "many_stages"
        case fewStages = "few_stages"
        case unmaskedPhone = "unmasked_phone"
        case orphanRoute = "orphan_route"
    }

    public let code: Code
    /// The file it was read from, else the definition's id.
    public let document: String
    /// Where, such as `objects.lead.fields[3].formula`.
    public let path: String
    /// Line in the document, from 1; nil where it did not come from text.
    public let line: Int?
    /// Scalars from the start of a formula's text; nil elsewhere.
    public let column: Int?
    /// What is wrong.
    public let message: Label
    /// How to mend it.
    public let mend: Label
}

/// Everything wrong with a set of definitions, in the order of its parts.
public struct DefinitionError: Error, Sendable, Hashable {
    public let issues: [DefinitionIssue]
}

extension DefinitionError: CustomStringConvertible {
    /// One line per issue.
    public var description: String {
        issues.map(\.description).joined(separator: "\n")
    }
}

extension DefinitionIssue: CustomStringConvertible {
    /// `lead.yaml:12 objects.lead.fields[3] bad_key: …`.
    public var description: String {
        let place = line.map { "\(document):\($0)" } ?? document
        return "\(place) \(path) \(code.rawValue): \(message.zh)"
    }
}
