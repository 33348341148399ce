import Definitions
import Dispatch
import FormulaLanguage
import SQLText
import Storage

extension Workspace {
    /// Keeps an upload: content on disk, then its row.
    ///
    /// - Parameters:
    ///   - chunks: as they arrive.
    ///   - name: as the sender calls it; folders are cut off.
    ///   - accepting: kinds that are kept; nil for all.
    /// - Throws: ``FileStoreError``, ``RecordError``, or what the chunks
    ///   throw; nothing stays behind then but possibly an unused content.
    public func storeFile(
        _ chunks: some AsyncSequence<[UInt8], any Error> & Sendable, name: String, by actor: Actor,
        limit: Int64 = FileStore.standardLimit, accepting: Set<String>? = nil
    ) async throws -> FileRow {
        let writer = try files.makeWriter(limit: limit)
        for try await chunk in chunks { try writer.write(chunk) }
        let content = try await Workspace.offPool(writer) { try $0.finish() }
        return try await addFile(content, name: name, by: actor, accepting: accepting)
    }

    /// The same for a content that is at hand.
    public func storeFile(
        _ bytes: [UInt8], name: String, by actor: Actor, limit: Int64 = FileStore.standardLimit,
        accepting: Set<String>? = nil
    ) async throws -> FileRow {
        let files = files
        let content = try await Workspace.offPool(bytes) { try files.keep($0, limit: limit) }
        return try await addFile(content, name: name, by: actor, accepting: accepting)
    }

    private func addFile(
        _ content: StoredContent, name: String, by actor: Actor, accepting: Set<String>?
    ) async throws -> FileRow {
        if let accepting, !accepting.contains(content.mime) { throw FileStoreError.refusedType }
        return try await change(by: actor) { try $0.addFile(content, name: name) }
    }

    /// Flushing a disk blocks, so it happens on a thread that nobody else
    /// waits for.
    private static func offPool<Input, Output: Sendable>(
        _ input: sending Input, _ body: @escaping @Sendable (Input) throws -> Output
    ) async throws -> Output {
        let box = Unshared(input)
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try body(box.value) })
            }
        }
    }

    /// Handed from one thread to another and used by one at a time.
    private struct Unshared<Value>: @unchecked Sendable {
        let value: Value
        init(_ value: Value) { self.value = value }
    }
}

extension Change {
    /// Adds the row of a content that is on disk already.
    @discardableResult
    public func addFile(_ content: StoredContent, name: String) throws -> FileRow {
        let shown = FileName.clean(name)
        let id = try connection.insert(
            """
            INSERT INTO file (sha256, name, mime, size, created_at, created_by)
            VALUES (\(content.sha256), \(shown), \(content.mime), \(content.size), \(now.milliseconds), \(actor.text))
            """)
        return FileRow(
            id: id, sha256: content.sha256, name: shown, mime: content.mime, size: content.size, createdAt: now,
            createdBy: actor)
    }
}

extension Reading {
    /// A file's row, whoever may see it; nil where there is none.
    public func file(_ id: Int64) throws -> FileRow? {
        try connection.first(
            "SELECT id, sha256, name, mime, size, created_at, created_by FROM file WHERE id = \(id)"
        ) { row in
            FileRow(
                id: row.integer(0) ?? 0, sha256: row.text(1) ?? "", name: row.text(2) ?? "", mime: row.text(3) ?? "",
                size: row.integer(4) ?? 0, createdAt: Instant(milliseconds: row.integer(5) ?? 0),
                createdBy: row.text(6).flatMap(Actor.init(text:)) ?? .system)
        }
    }

    /// A file that the viewer uploaded or may see on a record.
    ///
    /// - Throws: ``RecordError``, the same for "none" and "not yours".
    public func visibleFile(_ id: Int64, as viewer: Viewer) throws -> FileRow {
        guard let file = try file(id) else { throw RecordError.notFound(FileRow.object) }
        if viewer.isSystem || viewer.role.administers || file.createdBy.userID == viewer.userID { return file }
        for object in schema.objects {
            let plan = try runtime.plan(object.key)
            let hidden = runtime.restriction(object, for: viewer)
            for multi in plan.multis where multi.field.type == .attachment {
                guard !hidden.hidden.contains(multi.field.key), hidden.masked[multi.field.key] == nil else { continue }
                let ids = try connection.rows(
                    "SELECT record_id FROM \(id: multi.table) WHERE value = \(String(id)) LIMIT 50"
                ) { $0.integer(0) ?? 0 }
                if ids.contains(where: { (try? visibleRecord(object.key, $0, as: viewer)) != nil }) { return file }
            }
        }
        throw RecordError.notFound(FileRow.object)
    }
}

/// Names that senders give.
enum FileName {
    /// The last part of a path, without control characters, at most 120
    /// characters with its ending kept.
    static func clean(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        var shown = TextForms.stored(String(last.filter { !TextForms.hasControl(String($0), multiline: false) }))
        if shown.count > 120 {
            let ending = shown.split(separator: ".").last.map { ".\($0.prefix(10))" } ?? ""
            shown = shown.prefix(110 - ending.count) + ending
        }
        return shown.isEmpty || shown == "." || shown == ".." ? "file" : shown
    }
}
