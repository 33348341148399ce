import Definitions
import FormulaLanguage
import Records
import TestKit

extension Company {
    /// A company with somebody else's definitions and random records of
    /// every object.
    static func with(
        _ engine: Engine, template: [Definition], seed: UInt64 = 9, _ body: (Company) async throws -> Void
    ) async throws {
        try await withWorkspace(engine, TestSetup(definitions: template, hasPeople: false)) { test in
            test.time.set(now.adding(milliseconds: -30 * 86_400_000))
            let (units, people) = try await hire(test.workspace)
            try await fill(test, people.values.filter { $0.role == "rep" }.map(\.id).sorted(), SeededRandom(seed: seed))
            test.time.set(now)
            try await body(
                Company(
                    workspace: test.workspace, time: test.time, people: people, units: units, deals: [], touches: []))
        }
    }

    private static func fill(_ test: TestWorkspace, _ owners: [Int64], _ random: SeededRandom) async throws {
        var dice = random
        var made: [String: [Int64]] = [:]
        for object in test.workspace.schema.objects {
            for _ in 0..<45 {
                test.time.advance(milliseconds: Int64.random(in: 0..<9_000_000, using: &dice))
                let values = roll(object, owner: dice.pick(owners), made: made, &dice)
                let options = ChangeOptions(automations: false)
                let id = try await test.workspace.change(by: .system, options: options) { change in
                    try change.insert(object.key, values, system: true).id
                }
                made[object.key, default: []].append(id)
            }
        }
    }

    private static func roll(
        _ object: ObjectModel, owner: Int64, made: [String: [Int64]], _ dice: inout SeededRandom
    ) -> [String: Value] {
        var values: [String: Value] = ["owner": .reference(object: "user", id: owner)]
        for field in object.fields where !field.isSystem && field.formula == nil {
            guard field.definition.required || Int.random(in: 0..<4, using: &dice) > 0 else { continue }
            values[field.key] = value(field, made: made, &dice)
        }
        return values
    }

    private static func value(_ field: FieldModel, made: [String: [Int64]], _ dice: inout SeededRandom) -> Value? {
        let day = Int.random(in: -30...10, using: &dice)
        switch field.type {
        case .select: return field.definition.options.randomElement(using: &dice).map { .text($0.key) }
        case .text, .longtext: return .text("客户\(Int.random(in: 0..<1_000_000, using: &dice))")
        case .number: return .number(ExactNumber(Int.random(in: 0...100, using: &dice)))
        case .money: return .number(ExactNumber(scaled: Int64.random(in: 0...100_000_000, using: &dice), scale: 2))
        case .percent: return .number(ExactNumber(scaled: Int64.random(in: 0...10_000, using: &dice), scale: 4))
        case .boolean: return .boolean(Bool.random(using: &dice))
        case .date: return .date(WorkspaceZone.shanghai.date(of: now).adding(days: day))
        case .datetime: return .instant(now.adding(milliseconds: Int64(day) * 86_400_000))
        case .reference:
            return made[field.definition.to ?? ""]?.randomElement(using: &dice).map {
                .reference(object: field.definition.to ?? "", id: $0)
            }
        case .phone: return .text("1380000\(1_000 + Int.random(in: 0..<9_000, using: &dice))")
        case .email: return .text("a\(Int.random(in: 0..<1_000_000, using: &dice))@example.com")
        default: return nil
        }
    }
}
