import Foundation
import Records

/// The parameters behind the question mark, decoded strictly and checked
/// against what the route declares.
struct Query: Sendable {
    private let values: [String: String]

    /// The most bytes of a query; a formula and its filters fit.
    private static let limit = 16_384

    /// - Throws: ``Problem`` for an undeclared, repeated, badly encoded or
    ///   unfit parameter.
    init(_ text: String?, declared: [QueryParameter]) throws {
        var values: [String: String] = [:]
        guard let text, !text.isEmpty else {
            self.values = [:]
            return
        }
        guard text.utf8.count <= Self.limit else { throw Problem.parameter("?", "网址太长", "the address is too long") }
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decode(parts[0])
            let value = try Self.decode(parts.count > 1 ? parts[1] : "")
            guard let parameter = declared.first(where: { $0.covers(name) }) else {
                throw Problem.parameter(name, "没有这个参数", "there is no such parameter")
            }
            try parameter.check(value)
            guard values.updateValue(value, forKey: name) == nil else {
                throw Problem.parameter(name, "参数重复", "it is given twice")
            }
        }
        self.values = values
    }

    /// A parameter's text; nil where missing or empty.
    subscript(name: String) -> String? {
        values[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A whole number; the route's shape has checked it.
    func int(_ name: String) -> Int64? {
        self[name].flatMap { Int64($0) }
    }

    /// A flag such as `unread=1`.
    func flag(_ name: String) -> Bool {
        self[name] == "1" || self[name] == "true"
    }

    /// Parameters of a family, such as `f.status`, without the prefix.
    func family(_ prefix: String) -> [(name: String, value: String)] {
        values.filter { $0.key.hasPrefix(prefix) }
            .map { (String($0.key.dropFirst(prefix.count)), $0.value) }
            .sorted { $0.0 < $1.0 }
    }

    private static func decode(_ text: Substring) throws -> String {
        // Most names and values are plain; Foundation's decoder is slow.
        if text.utf8.allSatisfy({ $0 != UInt8(ascii: "%") && $0 != UInt8(ascii: "+") && $0 != 0 }) { return String(text) }
        guard let decoded = text.replacing("+", with: " ").removingPercentEncoding,
            !decoded.unicodeScalars.contains(where: { $0.value == 0 })
        else { throw Problem.parameter(String(text.prefix(40)), "编码有误", "it is badly encoded") }
        return decoded
    }
}

extension QueryParameter {
    /// Whether a name in an address is this parameter; `f.*` is a family.
    func covers(_ candidate: String) -> Bool {
        name.hasSuffix("*") ? candidate.hasPrefix(name.dropLast()) && candidate.count >= name.count : candidate == name
    }

    /// Checks a parameter's text against its shape.
    func check(_ text: String) throws {
        guard !text.isEmpty else { return }
        switch shape {
        case .integer(let range):
            guard let number = Int64(text), range.contains(number) else {
                throw Problem.parameter(name, "应为整数", "it must be a whole number")
            }
        case .boolean:
            guard ["0", "1", "true", "false"].contains(text) else {
                throw Problem.parameter(name, "应为 0 或 1", "it must be 0 or 1")
            }
        default:
            do { try shape.check(.string(text)) } catch {
                throw Problem.parameter(name, "取值有误", "its value is not valid")
            }
        }
    }
}

extension Problem {
    /// A parameter of the address that is wrong.
    static func parameter(_ name: String, _ zh: String, _ en: String) -> Problem {
        let name = String(name.prefix(40))
        return Problem(.invalidParameter, "参数“\(name)”：\(zh)", "Parameter \"\(name)\": \(en)", field: name)
    }
}
