/// What a template says of itself, in `template.yaml` (P11).
public struct TemplateManifest: Sendable, Hashable, Codable {
    /// ASCII; names the template in the gallery.
    public var key: String
    public var label: Label
    /// Grows with each release.
    public var version: Int
    public var summary: Label
    /// Paths beside the manifest, in the order they are read.
    public var files: [String]

    public init(key: String, label: Label, version: Int, summary: Label, files: [String]) {
        self.key = key
        self.label = label
        self.version = version
        self.summary = summary
        self.files = files
    }

    static let shape = Shape<TemplateManifest>(
        blank: { TemplateManifest(key: "", label: Label(""), version: 1, summary: Label(""), files: []) },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .required("version", \.version, .integer),
            .label("description", \.summary),
            .required("files", \.files, .list(.text)),
        ])

    /// Reads a manifest's YAML.
    ///
    /// - Throws: ``DefinitionError``.
    public static func read(_ text: String) throws(DefinitionError) -> TemplateManifest {
        var reading = Reading(document: Template.manifestName)
        var manifest: TemplateManifest?
        do throws(DocumentFault) {
            let nodes = try YAMLReader.documents(text)
            if let node = nodes.first, nodes.count == 1 {
                manifest = shape.read(node, "template", &reading)
            } else {
                let reason = Label("应正好有一份清单。", en: "exactly one document is expected.")
                reading.add(.badManifest(reason), "template", line: nil)
            }
        } catch {
            reading.add(error.fault, "template", line: error.line)
        }
        if let manifest { manifest.check(&reading) }
        guard reading.issues.isEmpty, let manifest else { throw DefinitionError(issues: reading.issues) }
        return manifest
    }

    private func check(_ reading: inout Reading) {
        var seen: Set<String> = []
        for (index, file) in files.enumerated() {
            let isPlain = !file.isEmpty && !file.hasPrefix("/") && !file.split(separator: "/").contains("..")
            let isKnown = file.hasSuffix(".yaml") || file.hasSuffix(".yml") || file.hasSuffix(".json")
            guard isPlain, isKnown, seen.insert(file).inserted else {
                let reason = Label("文件名“\(file)”不可用或重复。", en: "the file name “\(file)” is not allowed or repeated.")
                reading.add(.badManifest(reason), "template.files[\(index)]", line: nil)
                continue
            }
        }
    }
}
