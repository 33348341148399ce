import FormulaLanguage
import Foundation
import Testing

/// P2: where users would notice, formulas behave as in a spreadsheet. The
/// verdicts are LibreOffice Calc's, written by script/formula-verdicts.py.
@Suite("P2 Formulas compute what a spreadsheet computes")
struct CalcTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var formula: String
        var verdict: String
        /// Where we differ on purpose: why, and our answer.
        var reason: String
        var ours: String

        var testDescription: String { formula }
    }

    static let cases: [Case] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
        func table(_ name: String) -> [[String]] {
            let text = (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""
            return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
                line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            }
        }
        let verdicts = Dictionary(table("calc-verdicts.tsv").map { ($0[0], $0[1]) }) { first, _ in first }
        return table("calc-cases.tsv").map { fields in
            Case(
                formula: fields[0], verdict: verdicts[fields[0]] ?? "missing",
                reason: fields.count > 1 ? fields[1] : "", ours: fields.count > 2 ? fields[2] : "")
        }
    }()

    @Test("P2 at least 300 cases have a verdict")
    func enoughCases() {
        #expect(Self.cases.count >= 300)
        #expect(!Self.cases.contains { $0.verdict == "missing" })
    }

    @Test("P2 the answer is the spreadsheet's, or the documented one", arguments: cases)
    func answer(_ item: Case) throws {
        let found = answered(item.formula)
        if item.ours.isEmpty {
            #expect(agrees(found, item.verdict), "found \(found), Calc says \(item.verdict)")
        } else {
            #expect(found == item.ours, "\(item.reason)")
            #expect(!agrees(found, item.verdict), "no longer different: \(item.verdict)")
            #expect(!item.reason.isEmpty)
        }
    }

    private func answered(_ source: String) -> String {
        do {
            return try result(source, Self.row, Self.scope)
        } catch let error as FormulaError where error.code == .type {
            return "!type"
        } catch {
            return "!\(error)"
        }
    }

    private func agrees(_ found: String, _ verdict: String) -> Bool {
        let parts = verdict.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return found == verdict || (verdict == "blank" && found == "''") }
        switch parts[0] {
        case "number":
            guard let wanted = Double(parts[1]) else { return false }
            if let date = LocalDate(found) { return wanted == Double(date.days + 25_569) }
            guard let number = Double(found) else { return false }
            return abs(number - wanted) <= 1e-12 * max(1, abs(wanted))
        case "truth": return found == parts[1]
        case "text": return found == "'\(parts[1])'"
        case "date": return found == parts[1]
        default: return found.hasPrefix("[")
        }
    }

    // MARK: The inputs of script/formula-verdicts.py

    struct Names: FormulaScope {
        let selfObject = "t"
        let sample = SampleScope()

        func object(named name: String) -> ObjectInfo? {
            name == "t" ? ObjectInfo(key: "t", label: "T", table: "t") : sample.object(named: name)
        }

        func fields(of object: String) -> [FieldInfo] {
            guard object == "t" else { return sample.fields(of: object) }
            let numbers = ["a", "b", "c", "z"].map { make($0, .number, .scaled(2)) }
            let texts = ["s", "t", "zt"].map { make($0, .text, .text) }
            return numbers + texts + ["d", "e", "zd"].map { make($0, .date, .dateText) }
        }

        func field(named name: String, of object: String) -> FieldInfo? {
            fields(of: object).first { $0.key == name } ?? sample.field(named: name, of: object)
        }

        private func make(_ key: String, _ type: ValueType, _ storage: ColumnStorage) -> FieldInfo {
            FieldInfo(key: key, label: key, column: key, type: type, storage: storage)
        }
    }

    static let scope = Names()

    static let row: SampleRow = {
        var row = SampleRow()
        row.calendar = WeekendCalendar()
        row.fields = [
            "a": .number(ExactNumber(scaled: 60_000_050, scale: 2)), "b": 3,
            "c": .number(ExactNumber(scaled: -25, scale: 1)),
            "s": "竞品报价 low", "t": "A b  c", "d": .date(LocalDate(days: 20_484)), "e": .date(LocalDate(days: 19_782)),
        ]
        let related: [(String?, Int64?)] = [
            ("a", 1000), ("b", 2000), ("a", 3000), ("c", 500), ("b", 250), ("a", nil), (nil, 700), ("a", 1200),
        ]
        var touches: [Int64: SampleRow.Fields] = [:]
        for (index, (kind, cost)) in related.enumerated() {
            var fields: SampleRow.Fields = [:]
            fields["kind"] = kind.map { .text($0) }
            fields["cost"] = cost.map { .number(ExactNumber(scaled: $0, scale: 2)) }
            touches[Int64(index + 1)] = fields
        }
        row.others = ["touch": touches]
        return row
    }()
}
