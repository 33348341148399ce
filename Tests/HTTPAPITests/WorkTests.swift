import HTTPTypes
import Records
import TestKit
import Testing

@testable import HTTPAPI

@Suite("A salesperson's day over HTTP")
struct WorkTests {
    @Test("A form makes a lead for a rep, and a known visitor gets the same answer", arguments: Engine.available)
    func form(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let form = try await house.get("/forms/website")
            #expect(form["fields"]?.array?.count == 6)
            let body: JSONValue = [
                "answers": ["name": "访客", "phone": "13800138000", "company": "甲公司", "title_role": "technical"],
                "consent": true, "utm": ["utm_source": "baidu"],
            ]
            let first = try await house.send(.post, "/forms/website/submissions", body)
            let second = try await house.send(.post, "/forms/website/submissions", body)
            #expect(first.status == 201, "\(first.text)")
            #expect(first["thanks"] == "谢谢")
            #expect(second.text == first.text)
            let admin = try await house.logIn("admin")
            let list = try await house.get("/objects/lead/records?columns=grade,score", as: admin)
            #expect(list["items"]?.array?.count == 1)
            #expect(list["items"]?.array?.first?["grade"] == "A")
            let path = "/objects/lead/records/\(list["items"]?.array?.first?.id ?? 0)"
            let routing = try await house.get(path + "/routing", as: admin)
            #expect(routing["items"]?.array?.first?["candidates"]?.array?.count == 2, "\(routing.text)")
            let deadlines = try await house.get(path + "/deadlines", as: admin)
            #expect(deadlines["items"]?.array?.first?["state"] == "open", "\(deadlines.text)")
        }
    }

    @Test("A form tells what is missing, and never whether somebody is known")
    func formProblems() async throws {
        try await House.open { house in
            let empty = try await house.send(.post, "/forms/website/submissions", ["answers": [:], "consent": true])
            #expect(empty.status == 422)
            let fields = empty["errors"]?.array?.compactMap { $0["field"]?.string } ?? []
            #expect(fields == ["name", "phone"])
            let strange = try await house.send(
                .post, "/forms/website/submissions",
                ["answers": ["budget": 5, "name": "a", "phone": "13800138000"], "consent": true])
            #expect(strange.status == 422)
            #expect(try await house.get("/forms/nothing").status == 404)
        }
    }

    @Test("An effective touch closes the clock and counts for the week", arguments: Engine.available)
    func touch(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let body: JSONValue = ["answers": ["name": "访客", "phone": "13800138000"], "consent": true]
            try await house.send(.post, "/forms/website/submissions", body)
            let admin = try await house.logIn("admin")
            let lead = try await house.get("/objects/lead/records", as: admin)["items"]?.array?.first ?? .null
            let owner = lead["owner"]?["label"]?.string ?? ""
            let rep = try await house.logIn(owner)
            house.clock.advance(minutes: 10)
            let bench = try await house.get("/workbench", as: rep)
            #expect(bench["items"]?.array?.isEmpty == false, "\(bench.text)")
            let entry: JSONValue = [
                "client_key": "0d9c4c0e-touch-1", "object": "lead", "record_id": .int(lead.id), "channel": "call",
                "content": "谈了预算与时间", "next_action": "发方案", "next_date": "2026-10-21", "duration_minutes": 5,
            ]
            let answer = try await house.send(.post, "/touches", entry, as: rep)
            #expect(answer.status == 201, "\(answer.text)")
            #expect(answer["effective"] == true)
            #expect(answer["closed_deadline"]?["state"] == "met", "\(answer.text)")
            #expect(answer["week"]?["done"] == 1)
            let again = try await house.send(.post, "/touches", entry, as: rep)
            #expect(again["touch"]?.id == answer["touch"]?.id)
            let empty = try await house.send(
                .post, "/touches",
                ["object": "lead", "record_id": .int(lead.id), "channel": "call", "content": "持续跟进"],
                as: rep)
            #expect(empty.status == 422, "\(empty.text)")
        }
    }

    @Test("A gate refuses with its list, then lets pass; an approval decides", arguments: Engine.available)
    func stages(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let amy = try await house.logIn("amy")
            let made = try await house.send(
                .post, "/objects/opportunity/records", ["values": ["name": "大单", "stage": "first"]], as: amy)
            let path = "/objects/opportunity/records/\(made.json.id)"
            let gate = try await house.get(path + "/gate?to=proposal", as: amy)
            #expect(gate["met"] == false, "\(gate.text)")
            let refused = try await house.send(.post, path + "/stage", ["to": "proposal"], as: amy)
            #expect(refused.status == 409)
            #expect(refused.code == "gate.refused")
            #expect(refused["items"]?.array?.isEmpty == false)
            #expect(refused.header("Content-Type")?.hasPrefix("application/problem+json") == true)
            let timeline = try await house.get(path + "/timeline", as: amy)
            #expect(timeline.text.contains("stage.refused"))
            let file = try await upload(house, amy)
            let evidence = try await house.send(
                .post, path + "/evidence", ["kind": "minutes", "file_id": .int(file)], as: amy)
            #expect(evidence.status == 201, "\(evidence.text)")
            let moved = try await house.send(
                .post, path + "/stage", ["to": "proposal", "values": ["amount": 1_000_000]], as: amy)
            #expect(moved["outcome"] == "moved", "\(moved.text)")
            let asked = try await house.send(.post, path + "/stage", ["to": "signing"], as: amy)
            #expect(asked["outcome"] == "awaiting_approval", "\(asked.text)")
            let boss = try await house.logIn("boss")
            let waiting = try await house.get("/approvals", as: boss)
            let approval = try #require(waiting["items"]?.array?.first?.id)
            #expect(
                try await house.send(.post, "/approvals/\(approval)/decision", ["accept": true], as: amy).status == 403)
            let decided = try await house.send(.post, "/approvals/\(approval)/decision", ["accept": true], as: boss)
            #expect(decided["outcome"] == "moved", "\(decided.text)")
            #expect(try await house.get(path, as: amy)["values"]?["stage"] == "signing")
        }
    }

    @Test("Converting makes account and opportunity once", arguments: Engine.available)
    func conversion(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let admin = try await house.logIn("admin")
            let lead = try await house.makeLead("张三", as: admin, ["company": "甲公司"])
            let headers: HTTPFields = [.idempotencyKey: "convert-1"]
            let path = "/objects/lead/records/\(lead.id)/conversion"
            let first = try await house.send(.post, path, as: admin, headers: headers)
            #expect(first.status == 201, "\(first.text)")
            let second = try await house.send(.post, path, as: admin, headers: headers)
            #expect(second["opportunity"]?.id == first["opportunity"]?.id)
            #expect(try await house.get("/objects/opportunity/count", as: admin)["count"] == 1)
        }
    }

    @Test("Tasks are ticked off and opened again")
    func tasks() async throws {
        try await House.open { house in
            let amy = try await house.logIn("amy")
            let task = try await house.send(
                .post, "/objects/task/records", ["values": ["title": "回电", "status": "open"]], as: amy)
            let path = "/tasks/\(task.json.id)/completion"
            #expect(try await house.send(.post, path, as: amy)["values"]?["status"] == "done")
            #expect(try await house.send(.delete, path, as: amy)["values"]?["status"] == "open")
            #expect(try await house.send(.post, path, as: house.logIn("bob")).status == 404)
        }
    }

    @Test("Files come back as they went, to those who may have them", arguments: Engine.available)
    func files(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let amy = try await house.logIn("amy")
            let file = try await upload(house, amy)
            let answer = try await house.get("/files/\(file)", as: amy)
            #expect(answer.text == "纪要")
            #expect(answer.header("Content-Disposition") == "attachment; filename*=UTF-8''%E7%BA%AA%E8%A6%81.txt")
            #expect(answer.header("Content-Security-Policy") == "default-src 'none'; sandbox")
            let tag = try #require(answer.header("ETag"))
            #expect(try await house.get("/files/\(file)", as: amy, headers: [.ifNoneMatch: tag]).status == 304)
            #expect(try await house.get("/files/\(file)", as: house.logIn("bob")).status == 404)
            #expect(try await house.get("/files/\(file)/thumbnail", as: amy).status == 415)
            let html = Array("<script>alert(1)</script>".utf8)
            let page = try await house.raw(
                .post, "/files", html, as: amy, headers: [.contentType: "text/html", .requestedWith: "yuyan"])
            #expect(page["mime"] != "text/html")
            let nothing = try await house.raw(.post, "/files", [], as: amy, headers: [.requestedWith: "yuyan"])
            #expect(nothing.status == 422)
        }
    }

    @Test("The clock moves by request only where it is manual, and deadlines fall due", arguments: Engine.available)
    func clock(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            try await house.send(
                .post, "/forms/website/submissions",
                ["answers": ["name": "访客", "phone": "13800138000"], "consent": true])
            let admin = try await house.logIn("admin")
            let before = try await house.get("/clock", as: admin)["now"]?.int ?? 0
            let after = try await house.send(.put, "/clock", ["advance_minutes": 180], as: admin)
            #expect(after["now"]?.int == before + 180 * 60_000)
            let lead = try await house.get("/objects/lead/records", as: admin)["items"]?.array?.first?.id ?? 0
            let deadlines = try await house.get("/objects/lead/records/\(lead)/deadlines", as: admin)
            #expect(deadlines["items"]?.array?.first?["state"] == "escalated", "\(deadlines.text)")
        }
        var options = House.options
        options.hasManualClock = false
        try await House.open(options: options) { house in
            let answer = try await house.send(.put, "/clock", ["advance_minutes": 5], as: house.logIn("admin"))
            #expect(answer.code == "clock.fixed")
        }
    }

    @Test("Notifications are read one by one or all at once")
    func notifications() async throws {
        try await House.open { house in
            for index in 0..<3 {
                try await house.send(
                    .post, "/forms/website/submissions",
                    ["answers": ["name": "访客", "phone": .string("1380013800\(index)")], "consent": true])
            }
            let names = ["amy", "bob"]
            var unread: Int64 = 0
            for name in names {
                let sender = try await house.logIn(name)
                unread += try await house.get("/notifications?unread=1", as: sender)["unread"]?.int ?? 0
                #expect(try await house.send(.post, "/notifications/read", ["all": true], as: sender).status == 204)
                #expect(try await house.get("/notifications?unread=1", as: sender)["items"] == [])
            }
            #expect(unread > 0)
        }
    }

    @Test("Definitions are read, checked and published by administrators", arguments: Engine.available)
    func definitions(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let admin = try await house.logIn("admin")
            let list = try await house.get("/definitions", as: admin)
            let items = try #require(list["items"])
            let check = try await house.send(.post, "/definitions/check", ["documents": items], as: admin)
            #expect(check["ok"] == true, "\(check.text)")
            let published = try await house.send(.post, "/definitions", ["documents": items, "note": "同样"], as: admin)
            #expect(published.status == 201, "\(published.text)")
            let nobody = try await house.send(.post, "/definitions", ["documents": []], as: admin)
            #expect(nobody.code == "definitions.invalid")
            #expect(try await house.get("/session", as: admin).status == 200)
            let broken: JSONValue = ["documents": [["kind": "object", "key": "X!"]]]
            #expect(try await house.send(.post, "/definitions/check", broken, as: admin)["ok"] == false)
            let refused = try await house.send(.post, "/definitions", broken, as: admin)
            #expect(refused.code == "definitions.invalid")
            #expect(refused["errors"]?.array?.isEmpty == false)
        }
    }

    @Test("Boards, their records, the schema and the directory answer", arguments: Engine.available)
    func reading(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let admin = try await house.logIn("admin")
            _ = try await house.makeLead("张三", as: admin)
            #expect(try await house.get("/boards", as: admin)["items"]?.array?.count == 1)
            let board = try await house.get("/boards/main?period=this_month", as: admin)
            #expect(board["widgets"]?.array?.count == 1, "\(board.text)")
            let records = try await house.get("/metrics/leads/records", as: admin)
            #expect(records["items"]?.array?.count == 1, "\(records.text)")
            #expect(try await house.get("/boards/nothing", as: admin).status == 404)
            #expect(try await house.get("/boards/main?period=never", as: admin).status == 400)
            let schema = try await house.get("/schema", as: admin)
            let tag = try #require(schema.header("ETag"))
            #expect(try await house.get("/schema", as: admin, headers: [.ifNoneMatch: tag]).status == 304)
            #expect(try await house.get("/directory", as: admin)["members"]?.array?.count == 4)
        }
    }

    private func upload(_ house: House, _ sender: Sender) async throws -> Int64 {
        let headers: HTTPFields = [
            .contentType: "text/plain", .requestedWith: "yuyan", .fileName: "%E7%BA%AA%E8%A6%81.txt",
        ]
        let answer = try await house.raw(.post, "/files", Array("纪要".utf8), as: sender, headers: headers)
        #expect(answer.status == 201, "\(answer.text)")
        #expect(answer["name"] == "纪要.txt")
        return answer.json.id
    }
}
