import FormulaLanguage
import HTTPTypes
import Records
import Storage
import Testing

@testable import HTTPAPI

@Suite("Problems")
struct ProblemTests {
    @Test("Every code has a status and words in both languages", arguments: ProblemCode.allCases)
    func table(_ code: ProblemCode) {
        let entry = code.entry
        #expect((400...503).contains(entry.status))
        for text in [entry.title, entry.titleEn, entry.mend, entry.mendEn] { #expect(!text.isEmpty) }
        #expect(entry.title.unicodeScalars.contains { $0.value > 0x2E80 })
        #expect(entry.titleEn.unicodeScalars.allSatisfy { $0.value < 0x80 })
    }

    @Test(
        "Errors of the rooms below become problems",
        arguments: [
            (RecordError.notFound("lead"), "record.not_found", 404),
            (RecordError.forbidden("不行", "no"), "record.forbidden", 403),
            (RecordError.invalid("value.required", "缺", "missing", field: "name"), "record.invalid", 422),
            (RecordError(.conflict(currentVersion: 4), .init(code: "c", zh: "c", en: "c")), "record.stale", 412),
            (
                RecordError(.duplicate(object: "lead", id: 3), .init(code: "c", zh: "c", en: "c")), "record.duplicate",
                409
            ),
            (RecordError(.gate, .init(code: "c", zh: "c", en: "c")), "gate.refused", 409),
            (StorageError(code: .conflict, detail: ""), "storage.conflict", 503),
            (StorageError(code: .disk, detail: ""), "storage.disk", 503),
            (StorageError(code: .unavailable, detail: ""), "storage.unavailable", 503),
            (StorageError(code: .unfitValue, detail: ""), "storage.unfit", 422),
            (StorageError(code: .statement, detail: "secret"), "server.internal", 500),
            (CancellationError(), "storage.unavailable", 503),
        ] as [(any Error, String, Int)])
    func converts(_ error: any Error, _ code: String, _ status: Int) {
        let problem = Problem(converting: error)
        #expect(problem.code.rawValue == code)
        #expect(problem.status.code == status)
        #expect(!problem.document.text.contains("secret"))
    }

    @Test("A stale write tells the version, a duplicate where it is")
    func extras() {
        let issue = RecordError.Issue(code: "c", zh: "c", en: "c")
        let stale = Problem(converting: RecordError(.conflict(currentVersion: 4), issue))
        #expect(stale.document["current_version"]?.int == 4)
        let duplicate = Problem(converting: RecordError(.duplicate(object: "lead", id: 3), issue))
        #expect(duplicate.document["existing"]?["id"]?.int == 3)
    }

    @Test("A formula's error keeps its position and suggestion")
    func formula() {
        let error = FormulaError(
            code: .unknownName, position: 3..<5, messageZh: "没有", messageEn: "no", suggestion: "金额")
        let item = Problem(converting: error).document["errors"]?.array?.first
        #expect(item?["code"]?.string == "formula.unknown_name")
        #expect(item?["position"] == [3, 5])
        #expect(item?["suggestion"]?.string == "金额")
    }
}
