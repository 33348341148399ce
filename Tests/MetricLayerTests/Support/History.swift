import Definitions
import FormulaLanguage
import Records
import TestKit

/// Plays months of work through real changes and keeps its own books.
struct History {
    let workspace: Workspace
    let time: ManualTime
    let people: [String: Member]
    var dice: SeededRandom
    var deals: [Deal] = []
    var touches: [Touch] = []

    private var reps: [Member] {
        people.values.filter { $0.role == "rep" }.sorted { $0.id < $1.id }
    }

    mutating func run(deals count: Int) async throws {
        guard count > 0 else { return }
        let accounts = try await makeAccounts()
        let moments = makeMoments(count)
        for moment in moments {
            time.set(Instant(milliseconds: moment))
            var deal = roll(accounts)
            deal.createdAt = moment
            deal.id = try await insert(deal)
            deals.append(deal)
        }
        try await winAndHandOver()
        try await touchDeals()
        try await deleteSome()
    }

    private mutating func makeAccounts() async throws -> [Int64] {
        let owners = reps.map(\.id)
        return try await workspace.change(by: .system) { change in
            try (0..<8).map { number in
                try change.insert(
                    "account",
                    ["name": .text("客户\(number)"), "owner": .reference(object: "user", id: owners[number % owners.count])],
                    system: true
                ).id
            }
        }
    }

    /// Over the last hundred days, some of them at the very edge of a local
    /// month, day or quarter.
    private mutating func makeMoments(_ count: Int) -> [Int64] {
        let end = Company.now.milliseconds
        let edges = ["2025-04-01", "2025-05-01", "2025-05-14", "2025-04-15", "2025-03-01"].compactMap { LocalDate($0) }
            .map { WorkspaceZone.shanghai.instant($0).milliseconds }
        return (0..<count).map { _ in
            guard Int.random(in: 0..<5, using: &dice) == 0 else { return end - Int64.random(in: 0..<100 * 86_400_000, using: &dice) }
            return (edges.randomElement(using: &dice) ?? end) + Int64.random(in: -1...1, using: &dice)
        }.sorted()
    }

    private mutating func roll(_ accounts: [Int64]) -> Deal {
        // The last rep of n1 has nothing: people with zero count too.
        let owner = reps.filter { $0.name != "ding" }.randomElement(using: &dice)
        let isPooled = Int.random(in: 0..<20, using: &dice) == 0
        func maybe<Value>(_ value: Value) -> Value? { Int.random(in: 0..<8, using: &dice) == 0 ? nil : value }
        var deal = Deal(
            stage: ["first", "need", "demo", "lost", "won"].randomElement(using: &dice) ?? "first",
            createdAt: 0)
        deal.owner = isPooled ? nil : owner?.id
        deal.unit = isPooled ? nil : owner?.orgUnitID
        deal.account = maybe(accounts.randomElement(using: &dice) ?? 0)
        deal.product = maybe(["crm", "erp", "bi"].randomElement(using: &dice) ?? "crm")
        deal.amount = maybe(Int64.random(in: 0...90_000_001, using: &dice))
        deal.probability = maybe(Int64.random(in: 0...10_000, using: &dice))
        deal.score = maybe(Int64.random(in: -5_000...5_000, using: &dice))
        deal.margin = maybe(Int64.random(in: 0...100_000, using: &dice))
        let days = Int.random(in: -40...40, using: &dice)
        deal.closeOn = maybe(WorkspaceZone.shanghai.date(of: Company.now).adding(days: days))
        return deal
    }

    private func insert(_ deal: Deal) async throws -> Int64 {
        try await workspace.change(by: .system) { change in
            try change.insert("opportunity", deal.values, system: true).id
        }
    }

    /// Won deals get their day; a third changes hands before, a third after.
    private mutating func winAndHandOver() async throws {
        let reps = reps
        for index in deals.indices where deals[index].stage == "won" && deals[index].owner != nil {
            let heir = reps.filter { $0.name != "ding" }.randomElement(using: &dice)
            let order = index % 3
            if order == 0 { try await handOver(index, to: heir, later: 1) }
            try await win(index)
            if order == 1 { try await handOver(index, to: heir, later: 1) }
        }
    }

    private mutating func win(_ index: Int) async throws {
        let moment = time.advance(milliseconds: 60_001)
        deals[index].wonAt = moment.milliseconds
        deals[index].wonOwner = deals[index].owner
        deals[index].wonUnit = deals[index].unit
        let id = deals[index].id
        try await workspace.change(by: .system) { change in
            _ = try change.update("opportunity", id, ["won_at": .instant(moment)], system: true)
        }
    }

    private mutating func handOver(_ index: Int, to heir: Member?, later: Int64) async throws {
        guard let heir else { return }
        time.advance(milliseconds: later)
        deals[index].owner = heir.id
        deals[index].unit = heir.orgUnitID
        let id = deals[index].id
        try await workspace.change(by: .system) { change in
            _ = try change.update("opportunity", id, ["owner": .reference(object: "user", id: heir.id)], system: true)
        }
    }

    private mutating func touchDeals() async throws {
        let reps = reps
        for _ in 0..<deals.count {
            guard let rep = reps.randomElement(using: &dice), let deal = deals.randomElement(using: &dice) else { return }
            var touch = Touch(owner: rep.id, unit: rep.orgUnitID, effective: Bool.random(using: &dice), happenedAt: 0)
            touch.minutes = Bool.random(using: &dice) ? Int64.random(in: 0...900, using: &dice) : nil
            touch.happenedAt = Company.now.milliseconds - Int64.random(in: 0..<60 * 86_400_000, using: &dice)
            let made = touch
            try await workspace.change(by: .system) { change in
                _ = try change.insert("touch", made.values(deal: deal.id), system: true)
            }
            touches.append(touch)
        }
    }

    private mutating func deleteSome() async throws {
        for index in deals.indices.reversed() where Int.random(in: 0..<25, using: &dice) == 0 {
            let id = deals.remove(at: index).id
            try await workspace.change(by: .system) { change in _ = try change.delete("opportunity", id) }
        }
    }
}

extension Deal {
    var values: [String: Value] {
        var result: [String: Value] = ["name": .text("商机"), "stage": .text(stage)]
        result["owner"] = owner.map { .reference(object: "user", id: $0) } ?? .blank
        if let account { result["account"] = .reference(object: "account", id: account) }
        if let product { result["product"] = .text(product) }
        if let amount { result["amount"] = .number(ExactNumber(scaled: amount, scale: 2)) }
        if let probability { result["probability"] = .number(ExactNumber(scaled: probability, scale: 4)) }
        if let score { result["score"] = .number(ExactNumber(scaled: score, scale: 3)) }
        if let margin { result["margin"] = .number(ExactNumber(scaled: margin, scale: 2)) }
        if let closeOn { result["close_on"] = .date(closeOn) }
        return result
    }
}

extension Touch {
    func values(deal: Int64) -> [String: Value] {
        var result: [String: Value] = [
            "summary": .text("电话沟通"), "opportunity": .reference(object: "opportunity", id: deal),
            "effective": .boolean(effective), "happened_at": .instant(Instant(milliseconds: happenedAt)),
        ]
        result["owner"] = owner.map { .reference(object: "user", id: $0) } ?? .blank
        if let minutes { result["minutes"] = .number(ExactNumber(scaled: minutes, scale: 1)) }
        return result
    }
}
