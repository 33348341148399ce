import FormulaLanguage
import SQLText
import Storage

/// Random records, in memory and in a database.
struct SampleWorld: Sendable {
    let rows: [SampleRow]

    init(count: Int, dice: inout Dice) {
        var customers: [Int64: SampleRow.Fields] = [:]
        for id in 1...9 as ClosedRange<Int64> {
            customers[id] = SampleWorld.filled(
                &dice,
                [
                    "name": .text(SampleWorld.words(&dice)), "industry": dice.pick(["make", "teach"]),
                    "size": .number(ExactNumber(dice.roll(5))), "founded": .date(SampleWorld.day(&dice)),
                    "owner": .reference(object: "user", id: Int64(dice.roll(3) + 6)),
                ])
        }
        var touches: [Int64: SampleRow.Fields] = [:]
        for id in 1...Int64(count * 2) {
            touches[id] = SampleWorld.filled(
                &dice,
                [
                    "opportunity": .reference(object: "opportunity", id: Int64(dice.roll(count) + 1)),
                    "valid": .boolean(dice.oneIn(2)),
                    "minutes": .number(ExactNumber(scaled: Int64(dice.roll(400)), scale: 1)),
                    "cost": .number(ExactNumber(scaled: Int64(dice.roll(90_000)) - 9_000, scale: 2)),
                    "at": .instant(SampleWorld.moment(&dice)), "day": .date(SampleWorld.day(&dice)),
                    "kind": .text(SampleWorld.words(&dice)),
                ])
        }
        var rows: [SampleRow] = []
        for id in 1...Int64(count) {
            var row = SampleRow()
            row.fields = SampleWorld.opportunity(id, &dice)
            row.others = ["customer": customers, "touch": touches, "user": [:]]
            rows.append(row)
        }
        self.rows = rows
    }

    private static func opportunity(_ id: Int64, _ dice: inout Dice) -> SampleRow.Fields {
        var fields = filled(
            &dice,
            [
                "amount": .number(
                    ExactNumber(
                        scaled: dice.pick([0, 1, 50, 12_345, 60_000_050, -700, 999_999_999_999_999]), scale: 2)),
                "quantity": .number(ExactNumber(dice.pick([0, 1, 2, 3, 7, -4, 12]))),
                "discount": .number(ExactNumber(scaled: Int64(dice.pick([0, 5000, 8500, 10000, 3333])), scale: 4)),
                "precise": .number(ExactNumber(scaled: Int64(dice.roll(2_000_000)) - 500_000, scale: 6)),
                "note": .text(words(&dice)), "name": .text(words(&dice)), "active": .boolean(dice.oneIn(2)),
                "won": .boolean(dice.oneIn(2)), "signed": .date(day(&dice)), "next": .date(day(&dice)),
                "created": .instant(moment(&dice)), "replied": .instant(moment(&dice)),
                "stage": dice.pick(["first", "talk", "signed"]),
                "customer": .reference(object: "customer", id: Int64(dice.roll(10) + 1)),
                "owner": .reference(object: "user", id: Int64(dice.roll(3) + 6)),
            ])
        let tags = ["vip", "renew", "new"].filter { _ in dice.oneIn(2) }
        fields["tags"] = .list(tags.map { .text($0) })
        fields["id"] = .reference(object: "opportunity", id: id)
        return fields
    }

    /// Each field is left blank once in five.
    private static func filled(_ dice: inout Dice, _ fields: SampleRow.Fields) -> SampleRow.Fields {
        var result: SampleRow.Fields = [:]
        for key in fields.keys.sorted() where !dice.oneIn(5) { result[key] = fields[key] }
        return result
    }

    private static func words(_ dice: inout Dice) -> String {
        dice.pick([
            "", "a", "A b  c", "报价", "客户报价单-12", "12.5", "-3", "1,200", "😀x报", "aaa", "Z", "2026-03-01", " 7% ",
            "élan ÉLAN",
        ])
    }

    private static func day(_ dice: inout Dice) -> LocalDate {
        LocalDate(days: dice.pick([20_440, 20_512, 20_543, 20_517, 19_782, 20_453, 0, -30_000]) + dice.roll(40))
    }

    private static func moment(_ dice: inout Dice) -> Instant {
        Instant(milliseconds: Int64(20_500 + dice.roll(90)) * 86_400_000 + Int64(dice.roll(86_400_000)))
    }
}

extension SampleWorld {
    static let scope = SampleScope()

    /// Makes the tables and fills them.
    func install(_ connection: any Connection) throws {
        for object in ["opportunity", "customer", "touch", "user"] {
            let columns = SampleWorld.scope.fields(of: object).filter { !$0.column.isEmpty }
            let types = columns.map { ", \(id: $0.column) \(unsafe: SampleWorld.type($0.storage))" as SQL }
            try connection.execute("DROP TABLE IF EXISTS \(id: "o_" + object)")
            try connection.execute(
                "CREATE TABLE \(id: "o_" + object) (id BIGINT PRIMARY KEY\(types.joined(separator: "")))")
        }
        try connection.execute("DROP TABLE IF EXISTS o_tags")
        try connection.execute("CREATE TABLE o_tags (record_id BIGINT, value TEXT)")
        for row in rows {
            try insert("opportunity", row.fields, connection)
            guard case .list(let tags) = row.fields["tags"], case .reference(_, let id) = row.fields["id"] else {
                continue
            }
            for case .text(let tag) in tags {
                try connection.execute("INSERT INTO o_tags (record_id, value) VALUES (\(id), \(tag))")
            }
        }
        for (object, records) in rows[0].others {
            for (id, fields) in records {
                try insert(object, fields.merging(["id": .reference(object: object, id: id)]) { $1 }, connection)
            }
        }
    }

    private static func type(_ storage: ColumnStorage) -> String {
        switch storage {
        case .text, .dateText: "TEXT"
        default: "BIGINT"
        }
    }

    private func insert(_ object: String, _ fields: SampleRow.Fields, _ connection: any Connection) throws {
        guard case .reference(_, let id) = fields["id"] else { return }
        let columns = SampleWorld.scope.fields(of: object).filter { !$0.column.isEmpty }
        let names = columns.map { SQL(identifier: $0.column) }.joined(separator: ", ")
        let values = columns.map { SQL(value: SampleWorld.stored(fields[$0.key] ?? .blank, $0.storage)) }
        try connection.execute(
            "INSERT INTO \(id: "o_" + object) (id, \(names)) VALUES (\(id), \(values.joined(separator: ", ")))")
    }

    private static func stored(_ value: Value, _ storage: ColumnStorage) -> SQLValue {
        switch value {
        case .number(let number):
            if case .scaled(let scale) = storage { return number.scaled(to: scale).map(SQLValue.integer) ?? .null }
            return .null
        case .text(let text): return .text(text)
        case .boolean(let truth): return .integer(truth ? 1 : 0)
        case .date(let date): return .text(date.description)
        case .instant(let instant): return .integer(instant.milliseconds)
        case .reference(_, let id): return .integer(id)
        case .blank, .list: return .null
        }
    }
}
