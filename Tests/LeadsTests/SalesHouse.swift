import Definitions
import Flow
import FormulaLanguage
import Foundation
import Leads
import Pipeline
import Records
import SQLText
import Storage
import TestKit
import Touches

/// A company on the shipped sales template: a manager and three reps in the
/// east, one rep in the south, and an administrator.
struct SalesHouse {
    let test: TestWorkspace
    let engine: Mover
    let rep1: Int64
    let rep2: Int64
    let rep3: Int64
    let southRep: Int64
    let manager: Int64
    let director: Int64
    let admin: Int64

    var workspace: Workspace { test.workspace }
    var time: ManualTime { test.time }

    static let templates = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Templates/sales").path

    static func setup() throws -> TestSetup {
        TestSetup(
            definitions: try Template(directory: templates).definitions,
            migrations: [Flow.migrations, LeadEngine.migrations, PipelineEngine.migrations],
            reactions: TouchEngine.reactions + LeadEngine.reactions + Flow.reactions(), followers: Flow.followers(),
            timeline: TouchEngine.timeline + LeadEngine.timeline + Flow.timeline(), hasPeople: false)
    }

    static func make(_ test: TestWorkspace) async throws -> SalesHouse {
        let workspace = test.workspace
        let top = try await workspace.upsertUnit(OrgUnit(key: "company", name: "公司"))
        let east = try await workspace.upsertUnit(OrgUnit(key: "east", name: "华东", parentID: top.id))
        let south = try await workspace.upsertUnit(OrgUnit(key: "south", name: "华南", parentID: top.id))
        func add(_ name: String, _ role: String, _ unit: Int64?, skills: [String] = []) async throws -> Int64 {
            try await workspace.upsertMember(Member(name: name, role: role, orgUnitID: unit, skills: skills)).id
        }
        let manager = try await add("冯经理", "manager", east.id)
        _ = try await workspace.upsertUnit(
            OrgUnit(id: east.id, key: "east", name: "华东", parentID: top.id, managerID: manager))
        return SalesHouse(
            test: test, engine: Mover(workspace: workspace, sweeps: LeadEngine.sweeps + PipelineEngine.sweeps),
            rep1: try await add("王一", "rep", east.id, skills: ["east"]), rep2: try await add("李二", "rep", east.id),
            rep3: try await add("张三", "rep", east.id), southRep: try await add("赵四", "rep", south.id), manager: manager,
            director: try await add("总监", "director", top.id), admin: try await add("管理员", "admin", top.id))
    }

    /// A visitor of the east; fields may be replaced.
    func submit(
        _ phone: String, company: String? = nil, clientKey: String? = nil, consent: Bool = true,
        extra: [String: JSONValue] = [:]
    ) async throws -> IntakeResult {
        var answers: [String: JSONValue] = [
            "name": "周先生", "phone": .string(phone), "company": .string(company ?? "上海\(phone)精密有限公司"),
            "title_role": "business", "company_size": "under_50", "region": "east",
        ]
        answers.merge(extra) { $1 }
        let given = answers
        return try await workspace.change(by: .form("website")) { change in
            guard let form = change.schema.form("website") else { throw RecordError.notFound("form") }
            let context = SubmissionContext(source: "website", clientKey: clientKey, consent: consent)
            return try Intake.submit(form, answers: given, context: context, in: change)
        }
    }

    /// A touch on a lead as its owner records it.
    func touch(
        _ lead: Int64, by user: Int64, channel: String = "call", minutes: Int = 5, voucher: Bool = true,
        content: String = "客户确认周四演示", at: Instant? = nil, clientKey: String? = nil
    ) async throws -> QuickEntry.Outcome {
        let options = ChangeOptions(occurredAt: at)
        let picture = try workspace.files.keep([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        return try await workspace.change(by: .user(user), options: options) { change in
            var values: [String: Value] = [
                "channel": .text(channel), "content": .text(content), "duration": .number(ExactNumber(minutes)),
            ]
            if voucher {
                let file = try change.addFile(picture, name: "照片.png")
                values["evidence"] = .list([.reference(object: FileRow.object, id: file.id)])
            }
            return try QuickEntry.record(
                .record(object: "lead", id: lead), values: values, clientKey: clientKey, in: change)
        }
    }

    func lead(_ id: Int64) async throws -> Record {
        try await workspace.read { try $0.record("lead", id) }
    }

    /// Event kinds on a record, oldest first.
    func kinds(_ object: String, _ id: Int64) async throws -> [String] {
        try await workspace.read { reading in
            try reading.connection.rows(
                "SELECT kind FROM event WHERE object = \(object) AND record_id = \(id) ORDER BY id"
            ) { $0.text(0) ?? "" }
        }
    }

    func count(_ table: String, _ condition: String = "1 = 1") async throws -> Int64 {
        try await workspace.read { reading in
            try reading.connection.integer("SELECT COUNT(*) FROM \(unsafe: table) WHERE \(unsafe: condition)") ?? 0
        }
    }

    func tick() async throws {
        try await engine.tick()
    }

    /// Moves the clock through the real timers.
    func advance(minutes: Int64) async throws {
        let time = time
        try await engine.advance(to: time.now().adding(milliseconds: minutes * 60_000)) { time.set($0) }
    }
}

/// Runs a test in a fresh sales house.
func withHouse(_ engine: TestKit.Engine, _ body: (SalesHouse) async throws -> Void) async throws {
    try await withWorkspace(engine, SalesHouse.setup()) { test in
        try await body(SalesHouse.make(test))
    }
}
