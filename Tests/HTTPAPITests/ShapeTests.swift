import HTTPTypes
import Records
import Testing

@testable import HTTPAPI

@Suite("What bodies must look like")
struct ShapeTests {
    private let shape = Shape.object([
        .required("name", .text(max: 5, min: 1)), .optional("count", .integer(0...9)),
        .optional("tags", .array(.key, max: 2)), .optional("mode", .choice(["a", "b"])),
        .optional("note", .nullable(.text(max: 5))),
    ])

    @Test("What fits passes")
    func passes() throws {
        try shape.check(["name": "雨燕雨燕雨", "count": 9, "tags": ["a_1"], "mode": "b", "note": .null])
    }

    @Test(
        "Each fault has its code and field",
        arguments: [
            (["name": "toolong"], "name", "value.too_long"), (["name": ""], "name", "value.missing"),
            ([:], "name", "value.missing"), (["name": 5], "name", "value.type"),
            (["name": "a", "count": 10], "count", "value.range"), (["name": "a", "count": 1.5], "count", "value.type"),
            (["name": "a", "tags": ["a", "b", "c"]], "tags", "value.too_many"),
            (["name": "a", "tags": ["A"]], "tags[0]", "value.format"),
            (["name": "a", "mode": "c"], "mode", "value.choice"),
            (["name": "a", "other": 1], "other", "value.unknown"),
        ] as [(JSONValue, String, String)])
    func faults(_ value: JSONValue, _ field: String, _ code: String) throws {
        let problem = #expect(throws: Problem.self) { try shape.check(value) }
        let item = try #require(problem?.items.first)
        #expect(item.field == field)
        #expect(item.code == code)
        #expect(problem?.status.code == 422)
    }

    @Test("A body that is no object says so")
    func noObject() {
        #expect(throws: Problem.self) { try shape.check([1, 2]) }
        #expect(throws: Problem.self) { try shape.check(.null) }
    }
}
