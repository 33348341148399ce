/// A code with its words, before it is known where.
struct Fault {
    let code: DefinitionIssue.Code
    let message: Label
    let mend: Label
    var column: Int?

    init(_ code: DefinitionIssue.Code, _ message: Label, mend: Label, column: Int? = nil) {
        self.code = code
        self.message = message
        self.mend = mend
        self.column = column
    }
}

/// Where the parts of definitions stand in their texts.
public struct SourceMap: Sendable, Hashable {
    /// Document and line by issue path.
    var places: [String: Place] = [:]

    struct Place: Sendable, Hashable {
        var document: String
        var line: Int
    }

    public init() {}

    /// The nearest known place at or above a path.
    func place(of path: String) -> Place? {
        var path = Substring(path)
        while true {
            if let place = places[String(path)] { return place }
            guard let cut = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
            path = path[..<cut]
        }
    }

    mutating func merge(_ other: SourceMap) {
        places.merge(other.places) { first, _ in first }
    }
}

/// Gathers issues while definitions are checked.
struct IssueList {
    var issues: [DefinitionIssue] = []
    var remarks: [DefinitionIssue] = []
    let sources: SourceMap

    init(sources: SourceMap = SourceMap()) {
        self.sources = sources
    }

    mutating func add(_ fault: Fault, _ path: String) {
        issues.append(issue(fault, path))
    }

    mutating func remark(_ fault: Fault, _ path: String) {
        remarks.append(issue(fault, path))
    }

    private func issue(_ fault: Fault, _ path: String) -> DefinitionIssue {
        let place = sources.place(of: path)
        return DefinitionIssue(
            code: fault.code, document: place?.document ?? IssueList.document(of: path), path: path,
            line: place?.line, column: fault.column, message: fault.message, mend: fault.mend)
    }

    /// `objects.lead.fields[3]` stands in `objects.lead`.
    private static func document(of path: String) -> String {
        path.split(separator: ".").prefix(2).joined(separator: ".")
    }
}
