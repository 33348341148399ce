import ArgumentParser
import Definitions
import Foundation

/// Finds the templates that come with the program.
enum TemplateFolder {
    /// - Parameter explicit: what `--templates` says.
    /// - Throws: a message that names the places that were tried.
    static func load(_ key: String, explicit: String?) throws -> Template {
        let places = candidates(explicit)
        for place in places where FileManager.default.fileExists(atPath: "\(place)/\(key)/\(Template.manifestName)") {
            return try Template(directory: "\(place)/\(key)")
        }
        throw ValidationError("没有模板 \(key) · no such template; looked in \(places.joined(separator: ", "))")
    }

    private static func candidates(_ explicit: String?) -> [String] {
        if let explicit { return [explicit] }
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent()
        let beside = ["../share/yuyan/Templates", "../../Templates", "../../../Templates"].map {
            program.appendingPathComponent($0).standardized.path
        }
        let environment = ProcessInfo.processInfo.environment["YUYAN_TEMPLATES"].map { [$0] } ?? []
        return environment + ["Templates"] + beside
    }
}
