import Definitions
import FormulaLanguage

extension Runtime {
    /// A formula with the formula fields it reads put in, so that it only
    /// reads columns: SQL has no column for 毛利.
    ///
    /// - Throws: ``RecordError`` where it reads a formula field of another
    ///   object.
    func settled(_ formula: Formula, on object: ObjectModel) throws -> Formula {
        var replacements: [String: String] = [:]
        for dependency in formula.dependencies {
            guard let field = schema.object(dependency.object)?.field(dependency.field), let own = field.formula else {
                continue
            }
            guard dependency.object == object.key else {
                throw RecordError(
                    .invalid, .field(field, "formula.computed", "是其他对象的公式字段，不能在此使用", "is a formula field of another object"))
            }
            replacements[dependency.field] = own.canonical
        }
        guard !replacements.isEmpty else { return formula }
        return try Formula.compile(
            CanonicalFormula.replacing(replacements, in: formula.canonical), in: schema.scope(for: object.key))
    }
}

/// Text in which names stand as keys in braces.
enum CanonicalFormula {
    /// Puts sources in parentheses in place of own fields. `{margin}` is one;
    /// `{touch}.{margin}` names another object's, and text in quotes none.
    static func replacing(_ sources: [String: String], in canonical: String) -> String {
        let text = Array(canonical.unicodeScalars)
        var result = String.UnicodeScalarView()
        var index = 0
        var isQuoted = false
        while index < text.count {
            if text[index] == "\"" { isQuoted.toggle() }
            if !isQuoted, text[index] == "{", let end = text[index...].firstIndex(of: "}") {
                let key = String(String.UnicodeScalarView(text[(index + 1)..<end]))
                let isPath = (index > 0 && text[index - 1] == ".") || (end + 1 < text.count && text[end + 1] == ".")
                if !isPath, let source = sources[key] {
                    result.append(contentsOf: "(\(source))".unicodeScalars)
                } else {
                    result.append(contentsOf: text[index...end])
                }
                index = end + 1
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return String(result)
    }
}
