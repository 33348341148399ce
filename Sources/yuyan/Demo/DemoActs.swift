import Flow
import FormulaLanguage
import Leads
import Records
import Touches

/// What people of the simulated company do, each through the same doors
/// that the API uses.
struct DemoActs: Sendable {
    let workspace: Workspace
    /// Contents that vouchers show.
    let pictures: [StoredContent]

    /// A visitor leaves their details.
    func arrive(_ values: [String: Value], behaviours: [(kind: String, payload: JSONValue)]) async throws
        -> IntakeResult
    {
        let seen = behaviours.map { (kind: $0.kind, payload: $0.payload) }
        return try await workspace.change(by: .form("website")) { change in
            let result = try Intake.capture(
                "lead", values: values, context: SubmissionContext(source: "website", consent: true), in: change)
            for item in seen { try change.emit(item.kind, on: "lead", result.recordID, payload: item.payload) }
            return result
        }
    }

    /// What a touch looks like.
    struct Touch: Sendable {
        var object: String
        var id: Int64
        var channel: String
        var content: String
        var minutes: Int
        var next: String
        var nextInDays: Int
        var hasVoucher: Bool
        var at: Instant
        var picture: Int
    }

    /// A rep records a touch; the record may have left the rep meanwhile.
    func touch(_ touch: Touch, by userID: Int64) async throws {
        let pictures = pictures
        try await workspace.change(by: .user(userID), options: ChangeOptions(occurredAt: touch.at)) { change in
            var values: [String: Value] = [
                "channel": .text(touch.channel), "content": .text(touch.content),
                "duration": .number(ExactNumber(touch.minutes)), "next_action": .text(touch.next),
                "next_date": .date(change.zone.date(of: change.now).adding(days: touch.nextInDays)),
                "customised": .boolean(touch.channel == "wechat" || touch.channel == "email"),
            ]
            if touch.hasVoucher {
                let file = try change.addFile(pictures[touch.picture % pictures.count], name: "凭证-\(touch.id).png")
                values["evidence"] = .list([.reference(object: FileRow.object, id: file.id)])
            }
            _ = try QuickEntry.record(
                .record(object: touch.object, id: touch.id), values: values, clientKey: nil, in: change)
        }
    }

    /// A rep gives a lead up.
    func void(_ id: Int64, reason: String, by userID: Int64) async throws {
        try await workspace.change(by: .user(userID)) { change in
            try change.update("lead", id, ["status": .text("void"), "void_reason": .text(reason)])
        }
    }

    /// A rep converts a lead; the opportunity's id.
    func convert(_ id: Int64, closing: LocalDate, amount: Int, by userID: Int64) async throws -> Int64? {
        try await workspace.change(by: .user(userID)) { change in
            let steps = try Conversion.convert("lead", id, in: change)
            guard let deal = steps.first(where: { $0.object == "opportunity" }) else { return nil }
            try change.update(
                "opportunity", deal.id, ["amount": .number(ExactNumber(amount)), "expected_close": .date(closing)])
            return deal.id
        }
    }

    /// A rep moves a deal with the file its gate asks for.
    func move(
        _ id: Int64, to stage: String, evidence: (kind: String, name: String)?, input: MoveInput, picture: Int,
        by userID: Int64
    ) async throws -> MoveOutcome {
        let pictures = pictures
        return try await workspace.change(by: .user(userID)) { change in
            if let evidence {
                let file = try change.addFile(pictures[picture % pictures.count], name: evidence.name)
                try Evidence.add("opportunity", id, kind: evidence.kind, fileID: file.id, in: change)
            }
            return try StageMachine.move("opportunity", id, to: stage, input: input, in: change)
        }
    }

    /// A manager decides.
    func decide(_ approval: Int64, accept: Bool) async throws -> Bool {
        let row = try await workspace.read { try Approvals.find(approval, in: $0.connection) }
        guard let row, row.state == .waiting else { return false }
        let outcome = try await workspace.change(by: .user(row.approverID)) { change in
            try Approvals.decide(approval, accept: accept, comment: accept ? "同意" : "请先补充决策链信息", in: change)
        }
        return outcome == .moved
    }

    /// The first payment arrives in the finance system.
    func receive(_ id: Int64, fen: Int64, by userID: Int64) async throws {
        try await workspace.change(by: .system) { change in
            try change.emit(
                "receipt.posted", on: "opportunity", id, payload: ["amount": .int(fen), "posted_by": .int(userID)])
        }
    }
}
