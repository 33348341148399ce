public import Definitions
import SQLText
import Storage

/// News between the servers of a workspace.
enum WorkspaceWire {
    static let channel = "workspace"
    static let schema = "schema"
    static let directory = "directory"
}

extension Workspace {
    /// Publishes a whole set of definitions: adds tables, columns and
    /// indexes, keeps the set under the next schema number and tells the
    /// other servers.
    ///
    /// - Parameter note: why, for the list of versions.
    /// - Throws: `DefinitionError` with every issue, or ``StorageError``.
    ///   Tables and columns that were added by then stay and harm nobody.
    @discardableResult
    public func publish(_ definitions: [Definition], note: String, by actor: Actor) async throws -> Schema {
        let old = runtime.schema
        let (number, versions) = try await nextVersions(definitions)
        let schema = try Schema.compile(definitions, number: number, calendarVersions: versions)
        let existing = try await database.read { try SchemaStore.columns($0) }
        let plan = SchemaPlan(from: old.number == 0 ? nil : old, to: schema, existing: existing)
        if let conflict = plan.conflicts.first {
            throw RecordError(
                .invalid,
                .init(
                    code: "definition.\(conflict.code.rawValue)", zh: conflict.message.zh,
                    en: conflict.message.en ?? conflict.message.zh, mendZh: conflict.mend.zh,
                    mendEn: conflict.mend.en ?? conflict.mend.zh))
        }
        try await carryOut(plan)
        let row = DefinitionSet(number: number, note: note, documents: definitions, calendars: versions)
        try await change(by: actor) { change in
            try SchemaStore.insert(row, in: change)
            try change.emit("definition.published", on: "definition", Int64(number), payload: ["number": .int(Int64(number))])
            try change.audit(
                "definition.published", object: "definition", id: Int64(number), payload: ["note": .string(note)])
            try change.connection.announce(WorkspaceWire.channel, WorkspaceWire.schema)
        }
        adopt { state in
            if state.runtime.schema.number < number { state.runtime = Runtime(schema: schema) }
        }
        return self.schema
    }

    /// The definitions of a published set; the newest where no number is
    /// given.
    ///
    /// - Throws: ``RecordError`` where there is none.
    public func definitions(number: Int? = nil) async throws -> [Definition] {
        let number = number ?? schema.number
        guard number > 0 else { return [] }
        return try await database.read { connection in
            guard let set = try SchemaStore.load(connection, number: number) else { throw RecordError.notFound("definition") }
            return set.documents
        }
    }

    private func nextVersions(_ definitions: [Definition]) async throws -> (Int, [String: Int]) {
        let last = try await database.read { try SchemaStore.load($0, number: nil) }
        var versions = last?.calendars ?? [:]
        for case .calendar(let calendar) in definitions {
            let before = last?.documents.first { $0.id == Definition.calendar(calendar).id }
            if let before, before == .calendar(calendar) { continue }
            versions[calendar.key, default: 0] += 1
        }
        return ((last?.number ?? 0) + 1, versions)
    }

    private func carryOut(_ plan: SchemaPlan) async throws {
        guard !plan.isEmpty else { return }
        try await database.migrate { connection in
            // Together: on SQLite a flush of the disk per statement would
            // take seconds for a template of twelve objects.
            try connection.savepoint {
                for action in plan.actions {
                    for statement in action.sql { try connection.execute(statement) }
                }
            }
        }
    }

    // MARK: Following

    static func loadState(_ connection: any Connection) throws -> State {
        State(
            runtime: Runtime(schema: try SchemaStore.schema(connection)),
            directory: try DirectoryStore.load(connection))
    }

    /// Takes in what another server announced.
    func hear(_ news: String) async {
        do {
            if news == WorkspaceWire.directory { try await reloadDirectory() } else { try await reloadSchema() }
        } catch {
            // The next announcement or the next start brings it; until then
            // this server works on with what it has.
        }
    }

    func reloadDirectory() async throws {
        // Two reloads may overtake each other; what was asked for last is
        // at least as new, so an older answer is dropped.
        let turn = nextDirectoryTurn()
        let directory = try await database.read { try DirectoryStore.load($0) }
        adopt { state in
            guard turn > state.directoryTurn else { return }
            state.directoryTurn = turn
            state.directory = directory
        }
    }

    /// Compiles the newest published set, where it is newer.
    public func reloadSchema() async throws {
        let known = schema.number
        let newer = try await database.read { connection -> Schema? in
            let last = try connection.integer("SELECT MAX(number) FROM definition_set") ?? 0
            return last > Int64(known) ? try SchemaStore.schema(connection) : nil
        }
        guard let newer else { return }
        let runtime = Runtime(schema: newer)
        adopt { state in
            if state.runtime.schema.number < newer.number { state.runtime = runtime }
        }
    }
}
