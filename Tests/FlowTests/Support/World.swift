import Definitions
import Flow
import FormulaLanguage
import Records
import SQLText
import Storage
import Synchronization
import TestKit

typealias Person = SampleCompany.Person

/// A workspace with this room at work, on a clock that tests move.
struct World {
    let test: TestWorkspace
    let engine: FlowEngine
    let channel: RecordingChannel

    var workspace: Workspace { test.workspace }
    var time: ManualTime { test.time }

    /// Moves the clock through everything that becomes due on the way.
    @discardableResult
    func advance(minutes: Int) async throws -> TickReport {
        let time = time
        return try await engine.advance(to: time.now().adding(milliseconds: Int64(minutes) * 60_000)) { time.set($0) }
    }

    /// Ticks until the rules have seen every event. On PostgreSQL events wait
    /// for transactions of the whole server, also those of other tests.
    func settle() async throws {
        while true {
            try await engine.tick()
            let status = try await workspace.followerStatus().first { $0.name == "flow.rules" }
            guard let status, status.lag > 0 else { return }
            await Task.yield()
        }
    }

    @discardableResult
    func advance(hours: Int) async throws -> TickReport { try await advance(minutes: hours * 60) }

    /// As after a downtime: the clock stands later, then the engine starts.
    @discardableResult
    func wakeUp(afterHours hours: Int) async throws -> TickReport {
        time.advance(minutes: hours * 60)
        return try await engine.tick()
    }

    func change<Value: Sendable>(
        _ user: Int64? = nil, _ body: @escaping @Sendable (Change) throws -> Value
    ) async throws -> Value {
        try await workspace.change(by: user.map { .user($0) } ?? .system, body)
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (Reading) throws -> Value) async throws -> Value {
        try await workspace.read(body)
    }

    // MARK: Leads

    /// A lead given to somebody, its clock running.
    func lead(_ name: String = "陈工", owner: Int64 = Person.rep1, grade: String? = nil) async throws -> Int64 {
        try await change { change in
            var values: [String: Value] = ["name": .text(name), "owner": .reference(object: "user", id: owner)]
            if let grade { values["grade"] = .text(grade) }
            let lead = try change.insert("lead", values)
            try change.emit("lead.assigned", on: "lead", lead.id, payload: ["to": .int(owner)])
            return lead.id
        }
    }

    /// An effective touch, entered now, that happened some minutes ago.
    func touch(_ lead: Int64, by user: Int64 = Person.rep1, minutesAgo: Int = 0, effective: Bool = true) async throws {
        try await touch("lead", lead, by: user, minutesAgo: minutesAgo, effective: effective)
    }

    func touch(
        _ object: String, _ id: Int64, by user: Int64, minutesAgo: Int = 0, effective: Bool = true
    ) async throws {
        let moment = time.now().adding(milliseconds: -Int64(minutesAgo) * 60_000)
        try await change(user) { change in
            if effective, change.schema.object(object)?.field("last_touch_at") != nil {
                try change.update(object, id, ["last_touch_at": .instant(moment)], system: true)
            }
            try change.emit(
                "touch.recorded", on: object, id, payload: ["effective": .bool(effective)], occurredAt: moment)
        }
    }

    func reassign(_ object: String = "lead", _ id: Int64, to owner: Int64?) async throws {
        try await change { change in
            _ = try change.update(
                object, id, ["owner": owner.map { .reference(object: "user", id: $0) } ?? .blank], reason: "test")
        }
    }

    func deadlines(_ lead: Int64) async throws -> [DeadlineRow] {
        try await read { try Deadlines.list("lead", lead, in: $0.connection) }
    }

    // MARK: Opportunities

    func opportunity(owner: Int64 = Person.rep1, _ values: [String: Value] = [:]) async throws -> Int64 {
        try await change(owner) { change in
            try change.insert("opportunity", ["name": "一期项目"].merging(values) { $1 }).id
        }
    }

    /// Puts an opportunity straight into a stage, as an import does.
    func opportunity(in stage: String, owner: Int64 = Person.rep1, _ values: [String: Value] = [:]) async throws -> Int64 {
        try await change { change in
            try change.insert(
                "opportunity",
                ["name": "一期项目", "stage": .text(stage), "owner": .reference(object: "user", id: owner)]
                    .merging(values) { $1 }
            ).id
        }
    }

    func move(_ id: Int64, to stage: String, by user: Int64 = Person.rep1, _ input: MoveInput = MoveInput()) async throws
        -> MoveOutcome
    {
        try await change(user) { try StageMachine.move("opportunity", id, to: stage, input: input, in: $0) }
    }

    func addEvidence(_ id: Int64, kind: String, by user: Int64 = Person.rep1) async throws {
        try await change(user) { change in
            let file = try change.connection.insert(
                """
                INSERT INTO file (sha256, name, mime, size, created_at, created_by)
                VALUES ('00', '纪要.pdf', 'application/pdf', 3, 0, \(change.actor.text))
                """)
            try Evidence.add("opportunity", id, kind: kind, fileID: file, in: change)
        }
    }

    // MARK: What can be seen

    func record(_ object: String, _ id: Int64) async throws -> Record {
        try await read { try $0.record(object, id) }
    }

    func events(_ kind: String, _ object: String, _ id: Int64) async throws -> [JSONValue] {
        try await read { reading in
            try reading.connection.rows(
                "SELECT payload FROM event WHERE kind = \(kind) AND object = \(object) AND record_id = \(id) ORDER BY id"
            ) { try JSONValue(parsing: $0.text(0) ?? "{}") }
        }
    }

    func news(_ user: Int64, kind: String? = nil) async throws -> [NotificationRow] {
        try await read { try Notifications.list(for: user, in: $0.connection) }.filter { kind == nil || $0.kind == kind }
    }

    func count(_ sql: SQL) async throws -> Int {
        Int(try await read { try $0.connection.integer(sql) ?? 0 })
    }
}

/// Runs a test in a fresh world.
func withFlow(
    _ base: Base, rules: String = "", handlers: [any TimerHandler] = [],
    answers: @escaping @Sendable (OutboxRow) -> Delivery = { _ in .ok }, _ body: (World) async throws -> Void
) async throws {
    let setup = TestSetup(
        definitions: try FlowSample.definitions(rules: rules), migrations: [Flow.migrations],
        reactions: Flow.reactions(), followers: Flow.followers(), timeline: Flow.timeline())
    try await withWorkspace(base, setup) { test in
        let channel = RecordingChannel(answers)
        let engine = FlowEngine(workspace: test.workspace, handlers: handlers, channels: [channel])
        // Followers pass over what the set-up left behind.
        try await engine.tick()
        try await body(World(test: test, engine: engine, channel: channel))
    }
}

/// A way out that remembers what left and answers as told.
final class RecordingChannel: Channel {
    let name = "webhook"
    private let answer: @Sendable (OutboxRow) -> Delivery
    private let sent = Mutex<[OutboxRow]>([])

    init(_ answer: @escaping @Sendable (OutboxRow) -> Delivery) {
        self.answer = answer
    }

    var rows: [OutboxRow] { sent.withLock { $0 } }

    func deliver(_ row: OutboxRow) async -> Delivery {
        sent.withLock { $0.append(row) }
        return answer(row)
    }
}

/// The issues a body is refused with.
func issues(_ body: () async throws -> Void) async -> [RecordError.Issue] {
    do {
        try await body()
        return []
    } catch {
        return (error as? RecordError)?.issues ?? []
    }
}
