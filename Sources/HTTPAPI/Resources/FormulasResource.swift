import Definitions
import FormulaLanguage
import Hummingbird
import Records

/// Checks formulas while somebody types.
enum FormulasResource {
    static let routes: [Route] = [
        Route(
            method: .post, path: "/formulas/check", id: "checkFormula", tag: "definitions",
            summary: Words("检查公式", "Check a formula"), access: .member,
            body: .json(.object([.required("object", .key), .required("source", .text(max: 8000))]), limit: 65_536),
            answer: .json(200, .named("FormulaCheck"), Words("正确与否及位置", "Whether it is right, and where not")),
            problems: [.notFound], handler: check)
    ]

    private static func check(_ call: Call) async throws -> Response {
        let member = try call.member
        let (object, source) = (call.body["object"]?.string ?? "", call.body["source"]?.string ?? "")
        let schema = member.workspace.schema
        guard schema.object(object) != nil, member.viewer.scope(for: object, .read) != .none else {
            throw Problem(.notFound, "没有对象“\(object)”", "There is no object \"\(object)\"", field: "object")
        }
        do {
            let formula = try Formula.compile(source, in: schema.scope(for: object))
            return .json(["ok": true, "type": .string(formula.type.name), "error": .null])
        } catch {
            return .json(["ok": false, "type": .null, "error": Problem.Item(error).document])
        }
    }
}

extension ValueType {
    /// Its name in the API.
    var name: String {
        switch self {
        case .number: "number"
        case .text: "text"
        case .boolean: "boolean"
        case .date: "date"
        case .instant: "datetime"
        case .reference: "reference"
        case .list: "list"
        case .blank: "blank"
        }
    }
}
