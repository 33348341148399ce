#if canImport(FoundationEssentials)
    private import FoundationEssentials
#else
    private import Foundation
#endif

/// A bundle of definitions ready to install (P11).
public struct Template: Sendable {
    /// The manifest's file name.
    public static let manifestName = "template.yaml"

    public let manifest: TemplateManifest
    public let source: DefinitionSource

    /// The definitions in the order of the manifest's files.
    public var definitions: [Definition] { source.definitions }

    /// Reads a template from texts by path.
    ///
    /// - Throws: ``DefinitionError`` with everything wrong in any file.
    public init(files: [String: String]) throws(DefinitionError) {
        guard let text = files[Template.manifestName] else {
            throw Template.failure(Label("没有 template.yaml。", en: "there is no template.yaml."), "template")
        }
        manifest = try TemplateManifest.read(text)
        var reader = DefinitionReader(reading: Reading(document: ""))
        for (index, path) in manifest.files.enumerated() {
            guard let text = files[path] else {
                let reason = Label("找不到文件“\(path)”。", en: "the file “\(path)” is missing.")
                reader.reading.document = Template.manifestName
                reader.reading.add(.badManifest(reason), "template.files[\(index)]", line: nil)
                continue
            }
            reader.reading.document = path
            reader.take(text, path.hasSuffix(".json") ? .json : .yaml)
        }
        guard reader.reading.issues.isEmpty else { throw DefinitionError(issues: reader.reading.issues) }
        source = DefinitionSource(definitions: reader.definitions, sources: reader.reading.sources)
    }

    /// Reads a template from a folder.
    ///
    /// - Throws: ``DefinitionError``; a file that cannot be opened is a
    ///   wrong manifest.
    public init(directory: String) throws(DefinitionError) {
        let manifestText = try Template.text(directory, Template.manifestName)
        var files = [Template.manifestName: manifestText]
        for path in try TemplateManifest.read(manifestText).files {
            files[path] = try Template.text(directory, path)
        }
        try self.init(files: files)
    }

    private static func text(_ directory: String, _ path: String) throws(DefinitionError) -> String {
        let place = "\(directory)/\(path)"
        guard let size = try? FileManager.default.attributesOfItem(atPath: place)[.size] as? Int,
            size <= DocumentLimits.bytes, let data = FileManager.default.contents(atPath: place),
            let text = String(validating: data, as: UTF8.self)
        else {
            throw failure(Label("文件“\(path)”打不开。", en: "the file “\(path)” cannot be opened."), path)
        }
        return text
    }

    private static func failure(_ reason: Label, _ path: String) -> DefinitionError {
        var reading = Reading(document: manifestName)
        reading.add(.badManifest(reason), path, line: nil)
        return DefinitionError(issues: reading.issues)
    }

    /// The bundle as texts by path, for sharing: one file per kind.
    public static func files(
        _ definitions: [Definition], manifest: TemplateManifest
    ) -> [String: String] {
        var manifest = manifest
        var files: [String: String] = [:]
        manifest.files = []
        for kind in DefinitionKind.allCases {
            let part = definitions.filter { $0.kind == kind }
            guard !part.isEmpty else { continue }
            let path = "\(kind.plural).yaml"
            manifest.files.append(path)
            files[path] = Definition.text(part)
        }
        files[manifestName] = YAMLWriter.text(.mapping(TemplateManifest.shape.entries(manifest)))
        return files
    }
}
