import HTTPTypes
import Hummingbird
import Records
import TestKit
import Testing

@testable import HTTPAPI

@Suite("Every route under hostile input")
struct FuzzTests {
    @Test("No 5xx, only documented statuses, always a problem", arguments: Engine.available, [1, 2, 3] as [UInt64])
    func fuzz(_ engine: Engine, _ seed: UInt64) async throws {
        var options = House.options
        let plenty = RateLimiter.Rule(burst: 1e6, perSecond: 1e6)
        (options.sessionRate, options.publicFormRate, options.publicReadRate, options.logInRate) = (
            plenty, plenty, plenty, plenty
        )
        try await House.open(engine, options: options) { house in
            let admin = try await house.logIn("admin")
            _ = try await house.makeLead("张三", as: admin)
            try await house.send(.post, "/objects/opportunity/records", ["values": ["name": "大单"]], as: admin)
            var dice = Dice(seed: seed)
            for route in RouteTable.routes where !["readStream", "logOut", "moveClock"].contains(route.id) {
                for _ in 0..<12 { try await attack(route, house, admin, &dice) }
            }
            #expect(try await house.get("//healthz").status == 200)
            #expect(try await house.get("/session", as: admin).status == 200)
        }
    }

    private func attack(_ route: Route, _ house: House, _ sender: Sender, _ dice: inout Dice) async throws {
        let path = route.path.replacing("{id}", with: dice.pick(Dice.ids)).replacing(
            "{key}", with: dice.pick(Dice.keys)
        )
        .replacing("{object}", with: dice.pick(Dice.objects))
        var query: [String] = []
        for parameter in route.query where dice.coin() {
            let name = parameter.name.replacing("*", with: dice.pick(["name", "budget", "", "a.b.c", "name.contains"]))
            query.append("\(name)=\(dice.pick(Dice.texts))")
        }
        if dice.next() % 8 == 0 { query.append(dice.pick(["x=1", "&&==", "%", "limit=1&limit=1"])) }
        var headers: HTTPFields = [.contentType: "application/json", .requestedWith: "yuyan"]
        if dice.coin() { headers[.ifMatch] = dice.pick(["\"1\"", "*", "x", "\"-1\"", "W/\"1\""]) }
        if dice.next() % 4 == 0 {
            headers[.idempotencyKey] = dice.pick(["short", "good-key-\(dice.next())", "has space!", "中文"])
        }
        let body: [UInt8]? = route.isWrite ? dice.body(for: route) : nil
        let address = path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        let answer = try await house.raw(route.method, address, body, as: sender, headers: headers)
        let documented = Set(route.documentedProblems.map(\.entry.status) + [route.answer.status, 304])
        let place =
            "\(route.id) \(address) \(String(decoding: (body ?? []).prefix(300), as: UTF8.self)): \(answer.text.prefix(300))"
        #expect(answer.status < 500, "\(place)")
        // A part of a path may turn one address into another, unknown one.
        #expect(
            documented.contains(answer.status) || answer.code == "resource.not_found"
                || answer.code == "method.not_allowed", "\(place)")
        guard answer.status >= 400 else { return }
        #expect(answer.header("Content-Type")?.hasPrefix("application/problem+json") == true, "\(place)")
        #expect(answer.code.flatMap { ProblemCode(rawValue: $0) }?.entry.status == answer.status, "\(place)")
        #expect(answer["detail"]?.string?.isEmpty == false && answer["mend"]?.string != nil, "\(place)")
    }
}

/// Seeded choices among what hurts.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func coin() -> Bool { next() % 2 == 0 }
    mutating func pick<Item>(_ items: [Item]) -> Item { items[Int(next() % UInt64(items.count))] }

    static let ids = [
        "1", "2", "0", "-5", "9007199254740991", "9223372036854775808", "abc", "1e3", "%31", "%00", "1%2f2", "'",
    ]
    static let keys = [
        "website", "main", "leads", "lead", "x", "A", "..", "%2e%2e", "a'--", "中", String(repeating: "a", count: 300),
    ]
    static let objects = [
        "lead", "lead", "opportunity", "touch", "task", "nothing", "Lead", "..", "%00", "lead%20", "sqlite_master",
    ]
    static let texts = [
        "1", "0", "-1", "", "%00", "%FF", "%E4%B8%AD", "a,b,c", "name", "-name", "rich", "own", "pool",
        "'%20OR%201=1--", "%28%28%28",
        "1%2B1%3D2", "%E9%A2%84%E7%AE%97%3E1", "99999999999999999999", "1.5", "true", "proposal", "this_month",
        "2026-01-01..2026-02-30",
        "owner:1", "numerator", String(repeating: "x", count: 3000), "IF(TRUE,TRUE,FALSE)",
    ]
    private static let values: [JSONValue] = [
        .null, true, 0, -1, 1.5, 1e300, 9_223_372_036_854_775_807, "", "a", "张三", "' OR 1=1 --", "<script>", [],
        [1, "a", .null], [:],
        ["id": 1], ["id": "x"], .string(String(repeating: "长", count: 30_000)), "2026-02-30", "\u{202E}abc", "🦅",
        "%s%n",
        ["a": ["b": ["c": []]]],
    ]
    private static let names = [
        "name", "phone", "budget", "stage", "score", "owner", "owner_id", "id", "version", "deleted_at", "constructor",
        "__proto__", "",
        "账", "account", "status", "note", "title_role", "effective", "evidence",
    ]

    /// A body that is nearly right, or nothing like it.
    mutating func body(for route: Route) -> [UInt8] {
        switch next() % 10 {
        case 0: return []
        case 1: return Array("{\"a\":".utf8)
        case 2: return (0..<64).map { _ in UInt8(truncatingIfNeeded: next()) }
        case 3: return pick(Dice.values).bytes
        default:
            guard case .json(let shape, _) = route.body else { return Array("content".utf8) }
            return value(of: shape).bytes
        }
    }

    private mutating func value(of shape: Shape) -> JSONValue {
        if next() % 6 == 0 { return pick(Dice.values) }
        switch shape {
        case .text(_, _, let pattern):
            return pattern == .key ? .string(pick(["lead", "call", "proposal", "x"])) : pick(["a", "张三", "12345678"])
        case .choice(let choices): return .string(pick(choices))
        case .integer(let range): return .int(pick([range.lowerBound, range.upperBound, 1, 2]))
        case .number: return 1.5
        case .boolean: return .bool(coin())
        case .array(let item, _): return .array((0..<Int(next() % 3)).map { _ in value(of: item) })
        case .nullable(let inner): return coin() ? .null : value(of: inner)
        case .any, .named, .open: return pick(Dice.values)
        case .map: return map()
        case .object(let members): return object(members)
        }
    }

    private mutating func map() -> JSONValue {
        var members: [String: JSONValue] = [:]
        for _ in 0..<Int(next() % 5) { members[pick(Dice.names)] = pick(Dice.values) }
        return .object(members)
    }

    private mutating func object(_ declared: [Shape.Member]) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for member in declared where member.isRequired || coin() { members[member.name] = value(of: member.shape) }
        if next() % 10 == 0 { members[pick(Dice.names)] = 1 }
        return .object(members)
    }
}
