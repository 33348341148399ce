internal import FormulaLanguage

extension Schema {
    /// Compiles a set of definitions into what everything else runs on.
    ///
    /// - Parameters:
    ///   - number: the schema number that decisions will carry.
    ///   - calendarVersions: how often each calendar has been published, by
    ///     key; 1 where it is not named.
    ///   - sources: where the definitions stood in their texts, so that
    ///     issues name lines.
    /// - Throws: ``DefinitionError`` with every issue found. Advice that is
    ///   no error is in ``Schema/remarks``.
    public static func compile(
        _ definitions: [Definition], number: Int, calendarVersions: [String: Int] = [:],
        sources: SourceMap = SourceMap()
    ) throws(DefinitionError) -> Schema {
        var compiler = SchemaCompiler(
            definitions: definitions, calendarVersions: calendarVersions, issues: IssueList(sources: sources))
        let parts = compiler.run()
        guard compiler.issues.issues.isEmpty else { throw DefinitionError(issues: compiler.issues.issues) }
        return Schema(number: number, parts: parts)
    }
}

/// Walks over definitions kind by kind; each kind's checks stand in a file
/// of their own.
struct SchemaCompiler {
    let definitions: [Definition]
    let calendarVersions: [String: Int]
    var issues: IssueList
    var drafts: [String: ObjectDraft] = [:]
    var objectOrder: [String] = []
    var names = SchemaNames([])
    /// Every formula by path, as it was written, with its object.
    var sites: [String: FormulaSite] = [:]
    var parts = Schema.Parts()
    let roleKeys: [String]
    let metricKeys: [String]
    let calendarKeys: [String]

    init(definitions: [Definition], calendarVersions: [String: Int], issues: IssueList) {
        self.definitions = definitions
        self.calendarVersions = calendarVersions
        self.issues = issues
        roleKeys = definitions.filter { $0.kind == .role }.map(\.key)
        metricKeys = definitions.filter { $0.kind == .metric }.map(\.key)
        calendarKeys = definitions.filter { $0.kind == .calendar }.map(\.key)
    }

    mutating func run() -> Schema.Parts {
        checkNames()
        draftObjects()
        compileObjects()
        compileCompany()
        for definition in definitions { compile(definition) }
        parts.names = names
        parts.sites = sites
        parts.remarks = issues.remarks
        return parts
    }

    private mutating func compile(_ definition: Definition) {
        let path = definition.path
        switch definition {
        case .object, .calendar, .role: break
        case .process(let value): compile(value, path)
        case .score(let value): compile(value, path)
        case .route(let value): compile(value, path)
        case .sla(let value): compile(value, path)
        case .warning(let value): compile(value, path)
        case .touch(let value): compile(value, path)
        case .conversion(let value): compile(value, path)
        case .rule(let value): compile(value, path)
        case .metric(let value): compile(value, path)
        case .board(let value): compile(value, path)
        case .form(let value): compile(value, path)
        }
    }

    /// Keys and labels of the documents themselves.
    private mutating func checkNames() {
        var seen: Set<String> = []
        for definition in definitions {
            if !Key.isValid(definition.key) { issues.add(.badKey(definition.key), "\(definition.path).key") }
            if !seen.insert(definition.id).inserted {
                issues.add(.duplicateDefinition(definition.id), "\(definition.path).key")
            }
            check(definition.label, "\(definition.path).label")
        }
    }
}

/// A formula as written, kept for editing and for the canonical form.
struct FormulaSite: Sendable {
    let object: String
    let formula: Formula
}

/// The rule for keys.
enum Key {
    /// `[a-z][a-z0-9_]{0,39}`.
    static func isValid(_ key: String) -> Bool {
        guard let first = key.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
        return key.utf8.count <= 40
            && key.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "_")
            }
    }

    /// Keys of options may begin with a digit and hold capitals, such as the
    /// grades `A`, `B`, `C`.
    static func isOption(_ key: String) -> Bool {
        (1...40).contains(key.utf8.count)
            && key.unicodeScalars.allSatisfy {
                ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
                    || $0 == "-"
            }
    }

    /// `lead.assigned`: two keys with a point between.
    static func isEvent(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { isValid(String($0)) }
    }
}
