import HTTPTypes
import Records
import TestKit
import Testing

@testable import HTTPAPI

@Suite("Records over HTTP")
struct RecordsTests {
    @Test("Create, read, change, list, delete, restore", arguments: Engine.available)
    func life(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let admin = try await house.logIn("admin")
            let made = try await house.makeLead("张三", as: admin, ["phone": "13800138000", "budget": 123_456])
            let path = "/objects/lead/records/\(made.id)"
            let read = try await house.get(path, as: admin)
            #expect(read["values"]?["budget"] == 123_456)
            #expect(read["title"] == "张三")
            let version = try #require(read["version"]?.int)
            #expect(read.header("ETag") == "\"\(version)\"")
            let changed = try await house.send(
                .patch, path, ["values": ["budget": 5]], as: admin, headers: [.ifMatch: "\"\(version)\""])
            #expect(changed.status == 200)
            #expect(changed["values"]?["budget"] == 5)
            let list = try await house.get("/objects/lead/records?columns=name,budget", as: admin)
            #expect(list["items"]?.array?.first?["budget"] == 5)
            #expect(try await house.send(.delete, path, as: admin).status == 204)
            #expect(try await house.get(path, as: admin).status == 404)
            #expect(try await house.send(.post, path + "/restoration", as: admin).status == 200)
            #expect(try await house.get(path, as: admin).status == 200)
        }
    }

    @Test("A stale version is refused with the record as it is now", arguments: Engine.available)
    func stale(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let admin = try await house.logIn("admin")
            let made = try await house.makeLead("张三", as: admin)
            let path = "/objects/lead/records/\(made.id)"
            let seen = try await house.get(path, as: admin)["version"]?.int ?? 0
            try await house.send(.patch, path, ["values": ["company": "甲"]], as: admin)
            let headers: HTTPFields = [.ifMatch: "\"\(seen)\""]
            let answer = try await house.send(.patch, path, ["values": ["company": "乙"]], as: admin, headers: headers)
            #expect(answer.status == 412)
            #expect(answer.code == "record.stale")
            #expect(answer["current"]?["values"]?["company"] == "甲")
            #expect(try await house.send(.delete, path, as: admin, headers: headers).status == 412)
            let garbled = try await house.send(
                .patch, path, ["values": ["company": "乙"]], as: admin, headers: [.ifMatch: "abc"])
            #expect(garbled.code == "parameter.invalid")
        }
    }

    @Test("A repeat with the same key takes effect once and says so", arguments: Engine.available)
    func idempotent(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let admin = try await house.logIn("admin")
            let headers: HTTPFields = [.idempotencyKey: "8c1d1c4e-0001"]
            let body: JSONValue = ["values": ["name": "李四"]]
            let first = try await house.send(.post, "/objects/lead/records", body, as: admin, headers: headers)
            let second = try await house.send(.post, "/objects/lead/records", body, as: admin, headers: headers)
            #expect(first.status == 201)
            #expect(second.status == 201)
            #expect(second.text == first.text)
            #expect(first.header("Idempotent-Replay") == nil)
            #expect(second.header("Idempotent-Replay") == "true")
            let count = try await house.get("/objects/lead/count", as: admin)
            #expect(count["count"] == 1)
            let other = try await house.send(
                .post, "/objects/lead/records", ["values": ["name": "王五"]], as: admin, headers: headers)
            #expect(other.status == 422)
            #expect(other.code == "idempotency.mismatch")
            let another = try await house.logIn("amy")
            let free = try await house.send(.post, "/objects/lead/records", body, as: another, headers: headers)
            #expect(free.status == 201)
            #expect(free.header("Idempotent-Replay") == nil)
        }
    }

    @Test("Many at once with one key make one record", arguments: Engine.available)
    func idempotentRace(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let admin = try await house.logIn("admin")
            let texts = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await house.send(
                            .post, "/objects/lead/records", ["values": ["name": "李四"]], as: admin,
                            headers: [.idempotencyKey: "race-0001"]
                        ).text
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(texts.count == 1)
            #expect(try await house.get("/objects/lead/count", as: admin)["count"] == 1)
        }
    }

    @Test("Filters, formulas, views, search, sums and pages", arguments: Engine.available)
    func lists(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let admin = try await house.logIn("admin")
            for index in 1...5 {
                _ = try await house.makeLead("客户\(index)", as: admin, ["budget": .int(Int64(index) * 100_000)])
            }
            let rich = try await house.get("/objects/lead/records?view=rich&columns=budget", as: admin)
            #expect(rich["items"]?.array?.compactMap { $0["budget"]?.int } == [500_000, 400_000, 300_000, 200_000])
            let filtered = try await house.get("/objects/lead/count?f.budget.ge=300000&sum=budget", as: admin)
            #expect(filtered["count"] == 3)
            #expect(filtered["sums"]?["budget"] == 1_200_000)
            let formula = try await house.get(
                "/objects/lead/count?filter=%E9%A2%84%E7%AE%97%3C2000", as: admin)
            #expect(formula["count"] == 1, "\(formula.text)")
            var seen: [Int64] = []
            var cursor: String?
            repeat {
                let more = cursor.map { "&cursor=\($0)" } ?? ""
                let page = try await house.get("/objects/lead/records?limit=2&sort=budget\(more)", as: admin)
                seen += page["items"]?.array?.map(\.id) ?? []
                cursor = page["next_cursor"]?.string
            } while cursor != nil
            #expect(seen.count == 5)
            #expect(Set(seen).count == 5)
        }
    }

    @Test("A wrong formula is told where it is wrong")
    func wrongFormula() async throws {
        try await House.open { house in
            let admin = try await house.logIn("admin")
            let answer = try await house.get("/objects/lead/records?filter=%E9%A2%84%E7%AE%97%3E", as: admin)
            #expect(answer.status == 400)
            #expect(answer.code == "formula.invalid")
            #expect(answer["errors"]?.array?.first?["position"] != nil)
            let check = try await house.send(
                .post, "/formulas/check", ["object": "lead", "source": "预算>"], as: admin)
            #expect(check["ok"] == false)
            let right = try await house.send(
                .post, "/formulas/check", ["object": "lead", "source": "预算>5"], as: admin)
            #expect(right["ok"] == true)
            #expect(right["type"] == "boolean")
        }
    }

    @Test("A rep sees neither list nor record of a colleague", arguments: Engine.available)
    func scoped(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let amy = try await house.logIn("amy")
            let bob = try await house.logIn("bob")
            let made = try await house.send(
                .post, "/objects/opportunity/records", ["values": ["name": "大单"]], as: amy
            ).json
            #expect(try await house.get("/objects/opportunity/records", as: bob)["items"] == [])
            let path = "/objects/opportunity/records/\(made.id)"
            for suffix in ["", "/timeline", "/history", "/related", "/audit", "/gate?to=proposal", "/evidence"] {
                let answer = try await house.get(path + suffix, as: bob)
                #expect(answer.status == 404, "\(suffix): \(answer.text)")
                #expect(answer.code == "record.not_found", "\(suffix)")
            }
            #expect(try await house.send(.patch, path, ["values": ["name": "我的"]], as: bob).status == 404)
            #expect(try await house.send(.delete, path, as: bob).status == 404)
            #expect(try await house.send(.post, path + "/stage", ["to": "proposal"], as: bob).status == 404)
        }
    }

    @Test("Another company's records are not found, whatever their number", arguments: Engine.available)
    func foreign(_ engine: Engine) async throws {
        try await House.open(engine, workspaces: ["main", "other"]) { house in
            let here = try await house.logIn("admin")
            let there = try await house.logIn("admin", in: "other")
            let made = try await house.makeLead("张三", as: here)
            #expect(try await house.get("/objects/lead/records/\(made.id)", as: there).status == 404)
            #expect(try await house.get("/objects/lead/records", as: there)["items"] == [])
            #expect(try await house.get("/session", as: there)["workspace"]?["id"] == "other")
        }
    }

    @Test("Validation names every field, and nothing is written")
    func invalid() async throws {
        try await House.open { house in
            let admin = try await house.logIn("admin")
            let answer = try await house.send(
                .post, "/objects/lead/records", ["values": ["budget": "many", "nothing": 1, "title_role": "king"]],
                as: admin)
            #expect(answer.status == 422)
            #expect(answer.code == "record.invalid")
            let fields = Set(answer["errors"]?.array?.compactMap { $0["field"]?.string } ?? [])
            #expect(fields == ["budget", "nothing"] || fields == ["budget", "nothing", "title_role"])
            #expect(try await house.get("/objects/lead/count", as: admin)["count"] == 0)
        }
    }

    @Test("Two with the same unique value: the second is told so")
    func unique() async throws {
        try await House.open { house in
            let admin = try await house.logIn("admin")
            let body: JSONValue = ["values": ["name": "甲公司", "code": "A1"]]
            #expect(try await house.send(.post, "/objects/account/records", body, as: admin).status == 201)
            let second = try await house.send(.post, "/objects/account/records", body, as: admin)
            #expect((400..<500).contains(second.status), "\(second.text)")
            #expect(try await house.get("/objects/account/count", as: admin)["count"] == 1)
        }
    }

    @Test("The pages of a record answer", arguments: Engine.available)
    func pages(_ engine: Engine) async throws {
        try await House.open(engine) { house in
            let admin = try await house.logIn("admin")
            let made = try await house.makeLead("张三", as: admin, ["title_role": "technical"])
            let path = "/objects/lead/records/\(made.id)"
            for page in ["timeline", "history", "audit", "related", "score", "routing", "deadlines", "evidence"] {
                let answer = try await house.get("\(path)/\(page)", as: admin)
                #expect(answer.status == 200, "\(page): \(answer.text)")
            }
            let timeline = try await house.get(path + "/timeline", as: admin)
            #expect(timeline["items"]?.array?.isEmpty == false)
        }
    }
}
