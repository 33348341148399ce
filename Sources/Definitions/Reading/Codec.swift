/// Turns one part of a document into a value and back.
struct Codec<Value>: Sendable {
    /// What it wants, for messages.
    let name: Label
    let read: @Sendable (DocumentNode, String, inout Reading) -> Value?
    let write: @Sendable (Value) -> DocumentNode
}

/// What a reader has found so far: issues and the lines of paths.
struct Reading {
    var document: String
    var issues: [DefinitionIssue] = []
    var sources = SourceMap()

    mutating func mark(_ path: String, _ line: Int) {
        guard line > 0 else { return }
        sources.places[path] = .init(document: document, line: line)
    }

    mutating func add(_ fault: Fault, _ path: String, line: Int?) {
        issues.append(
            DefinitionIssue(
                code: fault.code, document: document, path: path, line: line.flatMap { $0 > 0 ? $0 : nil },
                column: nil, message: fault.message, mend: fault.mend))
    }
}

/// How one type of value stands in a document: its members by name. The same
/// table reads, writes and knows which names are allowed.
struct Shape<Model>: Sendable {
    let blank: @Sendable () -> Model
    let members: [Member<Model>]

    func read(_ node: DocumentNode, _ path: String, _ reading: inout Reading, ignoring: Set<String> = []) -> Model? {
        guard case .mapping(let entries) = node.content else {
            reading.add(.wrongType(expected: Label("映射", en: "a mapping"), found: node), path, line: node.line)
            return nil
        }
        let known = members.flatMap(\.keys)
        for entry in entries where !known.contains(entry.key) && !ignoring.contains(entry.key) {
            reading.add(.unknownKey(entry.key, known: known), "\(path).\(entry.key)", line: entry.line)
        }
        var model = blank()
        let source = DocumentMapping(entries: entries, path: path, line: node.line)
        var complete = true
        for member in members where !member.read(&model, source, &reading) { complete = false }
        return complete ? model : nil
    }

    func entries(_ model: Model) -> [DocumentEntry] {
        var entries: [DocumentEntry] = []
        for member in members { member.write(model, &entries) }
        return entries
    }

    func codec(_ name: Label = Label("映射", en: "a mapping")) -> Codec<Model> {
        Codec(
            name: name, read: { node, path, reading in read(node, path, &reading) },
            write: { .mapping(entries($0)) })
    }
}

/// A mapping being read, with where it stands.
struct DocumentMapping {
    let entries: [DocumentEntry]
    let path: String
    let line: Int

    subscript(key: String) -> DocumentEntry? { entries.first { $0.key == key } }
}

/// One named part of a ``Shape``.
struct Member<Model>: Sendable {
    typealias Path<Value> = any WritableKeyPath<Model, Value> & Sendable

    let keys: [String]
    /// False where the model cannot be made.
    let read: @Sendable (inout Model, DocumentMapping, inout Reading) -> Bool
    let write: @Sendable (Model, inout [DocumentEntry]) -> Void

    /// A part that must be given.
    static func required<Value>(_ key: String, _ path: Path<Value>, _ codec: Codec<Value>) -> Member {
        Member(
            keys: [key],
            read: { model, source, reading in
                guard let entry = source[key], !entry.value.isNull else {
                    reading.add(.missingKey(key), "\(source.path).\(key)", line: source.line)
                    return false
                }
                guard let value = entry.take(codec, source.path, &reading) else { return false }
                model[keyPath: path] = value
                return true
            },
            write: { model, entries in entries.append(DocumentEntry(key, codec.write(model[keyPath: path]))) })
    }

    /// A part that may be left out.
    static func optional<Value>(_ key: String, _ path: Path<Value?>, _ codec: Codec<Value>) -> Member {
        Member(
            keys: [key],
            read: { model, source, reading in
                guard let entry = source[key], !entry.value.isNull else { return true }
                guard let value = entry.take(codec, source.path, &reading) else { return false }
                model[keyPath: path] = value
                return true
            },
            write: { model, entries in
                guard let value = model[keyPath: path] else { return }
                entries.append(DocumentEntry(key, codec.write(value)))
            })
    }

    /// A part with a value of its own where it is left out.
    static func standard<Value: Equatable & Sendable>(
        _ key: String, _ path: Path<Value>, _ codec: Codec<Value>, _ standard: Value
    ) -> Member {
        Member(
            keys: [key],
            read: { model, source, reading in
                guard let entry = source[key], !entry.value.isNull else {
                    model[keyPath: path] = standard
                    return true
                }
                guard let value = entry.take(codec, source.path, &reading) else { return false }
                model[keyPath: path] = value
                return true
            },
            write: { model, entries in
                guard model[keyPath: path] != standard else { return }
                entries.append(DocumentEntry(key, codec.write(model[keyPath: path])))
            })
    }
}

extension Member {
    /// A label that must be given, with its English in `<key>_en`.
    static func label(_ key: String, _ path: Path<Label>) -> Member {
        Member(
            keys: [key, "\(key)_en"],
            read: { model, source, reading in
                guard let entry = source[key], !entry.value.isNull else {
                    reading.add(.missingKey(key), "\(source.path).\(key)", line: source.line)
                    return false
                }
                guard let label = source.label(key, entry, &reading) else { return false }
                model[keyPath: path] = label
                return true
            },
            write: { model, entries in write(model[keyPath: path], key, &entries) })
    }

    /// A label that may be left out.
    static func label(_ key: String, optional path: Path<Label?>) -> Member {
        Member(
            keys: [key, "\(key)_en"],
            read: { model, source, reading in
                guard let entry = source[key], !entry.value.isNull else { return true }
                guard let label = source.label(key, entry, &reading) else { return false }
                model[keyPath: path] = label
                return true
            },
            write: { model, entries in
                guard let label = model[keyPath: path] else { return }
                write(label, key, &entries)
            })
    }

    private static func write(_ label: Label, _ key: String, _ entries: inout [DocumentEntry]) {
        entries.append(DocumentEntry(key, .text(label.zh)))
        if let en = label.en { entries.append(DocumentEntry("\(key)_en", .text(en))) }
    }
}

extension DocumentMapping {
    fileprivate func label(_ key: String, _ entry: DocumentEntry, _ reading: inout Reading) -> Label? {
        guard let zh = entry.take(.text, path, &reading) else { return nil }
        guard let other = self["\(key)_en"], !other.value.isNull else { return Label(zh) }
        guard let en = other.take(.text, path, &reading) else { return nil }
        return Label(zh, en: en)
    }
}

extension DocumentEntry {
    /// Reads the value and notes its line.
    func take<Value>(_ codec: Codec<Value>, _ parent: String, _ reading: inout Reading) -> Value? {
        let path = "\(parent).\(key)"
        reading.mark(path, line)
        return codec.read(value, path, &reading)
    }
}
