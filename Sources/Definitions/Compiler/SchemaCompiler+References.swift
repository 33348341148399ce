internal import FormulaLanguage

/// Look-ups that report what they do not find.
extension SchemaCompiler {
    mutating func check(_ label: Label, _ path: String) {
        if label.zh.allSatisfy(\.isWhitespace) { issues.add(.emptyLabel(), path) }
    }

    mutating func object(_ key: String, _ path: String) -> ObjectDraft? {
        if let draft = drafts[key] { return draft }
        issues.add(.unknownObject(key), path)
        return nil
    }

    /// A field that must exist and, where types are given, be of one of them.
    @discardableResult
    mutating func field(
        _ key: String, of object: ObjectDraft?, _ path: String, _ types: Set<FieldType> = [], stored: Bool = false
    ) -> FieldDraft? {
        guard let object else { return nil }
        guard let field = object.field(key) else {
            issues.add(.unknownField(key, of: object), path)
            return nil
        }
        if !types.isEmpty, !types.contains(field.heldType) {
            issues.add(.wrongFieldType(field.definition.label.zh, wanted: SchemaCompiler.names(of: types)), path)
            return nil
        }
        if stored, field.type.isComputed {
            issues.add(.unstoredField(field.definition.label.zh), path)
            return nil
        }
        return field
    }

    static func names(of types: Set<FieldType>) -> Label {
        let names = types.map(\.rawValue).sorted()
        return Label(names.joined(separator: "、"), en: names.joined(separator: ", "))
    }

    mutating func role(_ key: String, _ path: String) {
        if !roleKeys.contains(key) { issues.add(.unknownRole(key, known: roleKeys), path) }
    }

    mutating func roles(_ keys: [String], _ path: String) {
        for (index, key) in keys.enumerated() { role(key, "\(path)[\(index)]") }
    }

    mutating func metric(_ key: String, _ path: String) {
        if !metricKeys.contains(key) { issues.add(.unknownMetric(key, known: metricKeys), path) }
    }

    mutating func calendar(_ key: String, _ path: String) {
        if !calendarKeys.contains(key) { issues.add(.unknownCalendar(key, known: calendarKeys), path) }
    }

    mutating func event(_ name: String, _ path: String) {
        if !Key.isEvent(name) { issues.add(.badEventName(name), path) }
    }

    mutating func number(_ value: Int?, _ allowed: ClosedRange<Int>, _ path: String) {
        if let value, !allowed.contains(value) { issues.add(.badNumber(value, allowed: allowed), path) }
    }

    mutating func number(_ value: Int?, from least: Int, _ path: String) {
        number(value, least...Int.max, path)
    }

    /// Reports keys that are bad or used twice.
    mutating func uniqueKeys(
        _ keys: [String], _ path: String, _ member: String = "key", isValid: (String) -> Bool = Key.isValid
    ) {
        var seen: Set<String> = []
        for (index, key) in keys.enumerated() {
            let place = "\(path)[\(index)].\(member)"
            if !isValid(key) { issues.add(.badKey(key), place) }
            if !seen.insert(key).inserted { issues.add(.duplicateName(key), place) }
        }
    }

    /// Reports labels that are used twice.
    mutating func uniqueLabels(_ labels: [Label], _ path: String) {
        var seen: Set<String> = []
        for (index, label) in labels.enumerated() {
            let place = "\(path)[\(index)].label"
            check(label, place)
            if !seen.insert(label.zh).inserted { issues.add(.duplicateLabel(label.zh), place) }
        }
    }

    /// Reports a list that must not be empty.
    mutating func filled(_ isEmpty: Bool, _ what: Label, _ path: String) {
        if isEmpty { issues.add(.missingPart(what), path) }
    }
}

/// Formulas.
extension SchemaCompiler {
    func scope(_ object: String) -> SchemaScope { SchemaScope(selfObject: object, names: names) }

    /// Compiles a formula on an object and puts computed fields' own
    /// formulas in their place; reports what is wrong with it.
    mutating func formula(
        _ source: String?, on object: ObjectDraft?, _ path: String, expecting: ValueType? = nil
    ) -> Formula? {
        guard let source, let object else { return nil }
        guard let written = compiled(source, on: object.definition.key, path, expecting) else { return nil }
        sites[path] = FormulaSite(object: object.definition.key, formula: written)
        return expanded(written, on: object.definition.key, path, expecting)
    }

    mutating func condition(_ source: String?, on object: ObjectDraft?, _ path: String) -> Formula? {
        formula(source, on: object, path, expecting: .boolean)
    }

    mutating func compiled(
        _ source: String, on object: String, _ path: String, _ expecting: ValueType?
    ) -> Formula? {
        do throws(FormulaError) {
            return try Formula.compile(source, in: scope(object), expecting: expecting)
        } catch {
            issues.add(.badFormula(error), path)
            return nil
        }
    }

    /// The same formula reading stored columns only.
    mutating func expanded(
        _ formula: Formula, on object: String, _ path: String, _ expecting: ValueType?
    ) -> Formula? {
        guard let draft = drafts[object] else { return formula }
        var replacements: [String: String] = [:]
        for dependency in formula.dependencies {
            guard let field = drafts[dependency.object]?.field(dependency.field), field.type.isComputed else {
                continue
            }
            if dependency.object == object, let own = draft.field(dependency.field)?.formula {
                replacements[dependency.field] = own.canonical
            } else if dependency.object != object {
                issues.add(.unstoredField(field.definition.label.zh), path)
                return nil
            } else {
                // The field's own formula is wrong; that is reported there.
                return nil
            }
        }
        guard !replacements.isEmpty else { return formula }
        let source = CanonicalText.replacing(replacements, in: formula.canonical)
        return compiled(source, on: object, path, expecting)
    }
}

/// Works on the canonical text of formulas, `IF({amount}>5,@"new","")`.
enum CanonicalText {
    /// Puts formulas in the place of this record's own fields, leaving
    /// `{account}.{name}` and texts alone.
    static func replacing(_ replacements: [String: String], in source: String) -> String {
        let text = Array(source.unicodeScalars)
        var result = String.UnicodeScalarView()
        var index = 0
        while index < text.count {
            if text[index] == "\"" {
                let end = endOfText(text, index)
                result.append(contentsOf: text[index..<end])
                index = end
            } else if text[index] == "{", let end = text[index...].firstIndex(of: "}") {
                let key = String(String.UnicodeScalarView(text[(index + 1)..<end]))
                let isPath = (index > 0 && text[index - 1] == ".") || (end + 1 < text.count && text[end + 1] == ".")
                if !isPath, let own = replacements[key] {
                    result.append(contentsOf: "(\(own))".unicodeScalars)
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

    /// Behind the closing quote; a doubled quote does not close.
    private static func endOfText(_ text: [Unicode.Scalar], _ start: Int) -> Int {
        var index = start + 1
        while index < text.count {
            if text[index] == "\"" {
                guard index + 1 < text.count, text[index + 1] == "\"" else { return index + 1 }
                index += 1
            }
            index += 1
        }
        return text.count
    }
}
