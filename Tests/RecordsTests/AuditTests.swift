import Definitions
import FormulaLanguage
import Records
import SQLText
import Storage
import TestKit
import Testing

@Suite("S2 the audit shows any tampering")
struct AuditTests {
    private static func prepared(_ engine: Engine, _ body: (TestWorkspace, Int64) async throws -> Void) async throws {
        try await withWorkspace(engine) { test in
            let id = try await test.workspace.lead("张三", ["phone": "13800138000"])
            try await test.runFollowers()
            try await test.workspace.update("lead", id, by: .user(Person.rep1), ["company": "甲"])
            try await test.runFollowers()
            try await test.workspace.lead("李四")
            try await body(test, id)
        }
    }

    private static func faults(_ test: TestWorkspace, after sql: SQL) async throws -> Set<AuditReport.Fault.Kind> {
        try await test.workspace.database.change { try $0.execute(sql) }
        return Set(try await test.workspace.verifyAudit().faults.map(\.kind))
    }

    @Test("S2.1 every change leaves a line that holds", arguments: Engine.available)
    func intact(on engine: Engine) async throws {
        try await Self.prepared(engine) { test, id in
            let report = try await test.workspace.verifyAudit()
            #expect(report.isIntact && report.seals == 2 && report.unsealed == 1 && !report.head.isEmpty)
            try await test.runFollowers()
            let sealed = try await test.workspace.verifyAudit()
            #expect(sealed.isIntact && sealed.unsealed == 0 && sealed.seals == 3 && sealed.head != report.head)
            #expect(sealed.lines == report.lines)
            let viewer = try test.workspace.viewer(Person.admin)
            let json = try await test.workspace.read { try $0.audit("lead", id, as: viewer) }
            #expect(json["items"]?.array?.compactMap { $0["action"]?.string } == ["record.updated", "record.created"])
            #expect(json["items"]?.array?.first?["payload"] == ["company": [nil, "甲"]])
            let owner = try test.workspace.viewer(Person.rep1)
            let own = try await test.workspace.read { try $0.audit("lead", id, as: owner) }
            #expect(own["items"]?.array?.first?["payload"] == .null)
            let manager = try test.workspace.viewer(Person.managerA)
            #expect(await refusal { try await test.workspace.read { try $0.audit("lead", id, as: manager) } }?.kind == .forbidden)
        }
    }

    @Test(
        "S2.2 altered, deleted, inserted and moved lines are found",
        arguments: Engine.available,
        [
            ("UPDATE audit SET actor = 'user:9' WHERE action = 'record.created' AND object = 'lead'", [.alteredLine]),
            ("UPDATE audit SET payload = '{}' WHERE action = 'record.updated'", [.alteredLine]),
            ("UPDATE audit SET at = at + 1 WHERE action = 'record.updated'", [.alteredLine]),
            ("DELETE FROM audit WHERE action = 'record.updated'", [.alteredSeal]),
            ("UPDATE audit SET record_id = 99, digest = payload_digest WHERE action = 'record.updated'", [.alteredLine, .alteredSeal]),
            ("DELETE FROM audit_seal WHERE number = 1", [.brokenChain]),
            ("UPDATE audit_seal SET digest = previous_digest WHERE number = 1", [.alteredSeal, .brokenChain]),
            ("UPDATE audit_seal SET rows = rows + 1 WHERE number = 2", [.alteredSeal]),
        ] as [(String, Set<AuditReport.Fault.Kind>)])
    func tampered(on engine: Engine, attack: (sql: String, faults: Set<AuditReport.Fault.Kind>)) async throws {
        try await Self.prepared(engine) { test, _ in
            let found = try await Self.faults(test, after: SQL(unsafe: attack.sql))
            #expect(found == attack.faults)
        }
    }

    @Test("S3.1 personal contents can be erased without breaking the chain", arguments: Engine.available)
    func erased(on engine: Engine) async throws {
        try await Self.prepared(engine) { test, id in
            try await test.workspace.change(by: .system) { try $0.eraseAuditPayloads(of: "lead", id) }
            #expect(try await test.workspace.verifyAudit().isIntact)
            let left = try await test.workspace.database.read { connection in
                try connection.integer("SELECT COUNT(*) FROM audit WHERE payload LIKE '%13800138000%'")
            }
            #expect(left == 0)
            // Erasing must not open a way to rewrite who did it.
            let found = try await Self.faults(test, after: "UPDATE audit SET actor = 'user:1' WHERE payload IS NULL")
            #expect(found == [.alteredLine])
        }
    }

    @Test("S2.3 many servers append without waiting for each other's chain", arguments: Engine.available)
    func concurrent(on engine: Engine) async throws {
        try await withWorkspace(engine) { test in
            let other = try await test.secondServer()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<24 {
                    let server = index % 2 == 0 ? test.workspace : other
                    group.addTask { try await server.insert("account", ["name": .text("客户\(index)")]) }
                    if index % 6 == 0 { group.addTask { try await server.runFollowers() } }
                }
                try await group.waitForAll()
            }
            try await test.runFollowers()
            let report = try await test.workspace.verifyAudit()
            #expect(report.isIntact && report.unsealed == 0)
            let lines = try await test.workspace.database.read { try $0.integer("SELECT COUNT(*) FROM audit") }
            #expect(Int64(report.lines) == lines)
            try await other.shutDown()
        }
    }
}
