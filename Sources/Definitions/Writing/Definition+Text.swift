extension Definition {
    /// The definition as canonical text: the same definition always gives
    /// the same bytes, so texts can be compared and hashed.
    public func text(as syntax: Syntax = .yaml) -> String {
        switch syntax {
        case .yaml: YAMLWriter.text(document)
        case .json: JSONWriter.text(document)
        }
    }

    /// Several definitions in one text, readable by ``read(_:as:document:)``.
    public static func text(_ definitions: [Definition], as syntax: Syntax = .yaml) -> String {
        switch syntax {
        case .yaml: definitions.map { $0.text(as: .yaml) }.joined(separator: "---\n")
        case .json: JSONWriter.text(.list(definitions.map(\.document)))
        }
    }
}
