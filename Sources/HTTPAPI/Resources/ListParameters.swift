import Definitions
import FormulaLanguage
import Records

/// The address of a list as a request to the records.
enum ListParameters {
    /// What lists and counts take.
    static let filters: [QueryParameter] = [
        QueryParameter("view", .key, "视图标识", "Key of a view"),
        QueryParameter("filter", .text(max: 8000), "筛选公式", "A formula"),
        QueryParameter("q", .text(max: 100), "搜索文字", "Words to search"),
        QueryParameter("scope", .choice(["own", "team", "pool"]), "范围", "Narrows the rows"),
        QueryParameter(
            "f.*", .text(max: 2000),
            "按字段筛选：f.status=new,assigned；f.amount.ge=100（ne lt le gt ge contains empty filled）",
            "By field: f.status=new,assigned; f.amount.ge=100 (ne lt le gt ge contains empty filled)"),
    ]

    /// What only lists take.
    static let paging: [QueryParameter] = [
        QueryParameter("sort", .text(max: 41), "排序字段，- 开头为降序", "A field, with - for descending"),
        QueryParameter("columns", .text(max: 2000), "逗号分隔的字段", "Fields, separated by commas"),
        QueryParameter("limit", .integer(1...200), "每页条数，默认 50", "Items per page, default 50"),
        QueryParameter("cursor", .text(max: 2000), "上一页的 next_cursor", "The last page's next_cursor"),
    ]

    /// - Throws: ``Problem`` or `RecordError` for what the object lacks.
    static func request(_ call: Call, object: ObjectModel, schema: Schema) throws -> ListRequest {
        let query = call.query
        var request = ListRequest(object: object.key)
        if let key = query["view"] {
            guard let view = object.definition.views.first(where: { $0.key == key }) else {
                throw Problem.parameter("view", "没有这个视图", "there is no such view")
            }
            request.columns = view.columns
            request.sort = ListRequest.Sort(view.sort)
            request.formula = try view.filter.map { try formula([$0], object, schema) }
        }
        if let filter = query["filter"] {
            // On its own first, so that positions in errors are the sender's.
            request.formula = try formula([filter], object, schema)
            if let view = object.definition.views.first(where: { $0.key == query["view"] }), let base = view.filter {
                request.formula = try formula([base, filter], object, schema)
            }
        }
        if let sort = query["sort"] { request.sort = ListRequest.Sort(sort) }
        if let columns = query["columns"] { request.columns = columns.split(separator: ",").map(String.init) }
        request.limit = Int(query.int("limit") ?? 50)
        request.cursor = query["cursor"]
        request.search = query["q"]
        request.scope = query["scope"].flatMap { ListRequest.Scope(rawValue: $0) }
        request.filters = try query.family("f.").map { try filter($0.name, $0.value, object) }
        return request
    }

    private static func formula(_ sources: [String], _ object: ObjectModel, _ schema: Schema) throws -> Formula {
        let source = sources.count == 1 ? sources[0] : "AND(" + sources.map { "(\($0))" }.joined(separator: ",") + ")"
        return try Formula.compile(source, in: schema.scope(for: object.key), expecting: .boolean)
    }

    private static func filter(_ name: String, _ text: String, _ object: ObjectModel) throws -> FieldFilter {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard let key = parts.first, let field = object.field(key) else {
            throw Problem.parameter("f." + name, "没有这个字段", "there is no such field")
        }
        let texts = text.split(separator: ",", omittingEmptySubsequences: true).map(String.init)
        guard parts.count > 1 else {
            return FieldFilter(key, texts.count == 1 ? .eq : .in, try texts.map { try value($0, field) })
        }
        guard let op = FieldFilter.Operator(rawValue: parts[1]) else {
            throw Problem.parameter("f." + name, "没有这种比较", "there is no such comparison")
        }
        switch op {
        case .empty, .filled: return FieldFilter(key, op)
        case .contains: return FieldFilter(key, op, [.text(text)])
        case .in, .between: return FieldFilter(key, op, try texts.map { try value($0, field) })
        default: return FieldFilter(key, op, [try value(text, field)])
        }
    }

    /// A value in an address: the API's JSON without its quotes.
    private static func value(_ text: String, _ field: FieldModel) throws -> Value {
        let json: JSONValue =
            switch field.type {
            case .number, .money, .percent, .datetime, .reference, .user, .department, .attachment:
                Int64(text).map { .int($0) } ?? Double(text).map { .number($0) } ?? .string(text)
            case .boolean: text == "1" || text == "true" ? true : text == "0" || text == "false" ? false : .string(text)
            case .multiselect: .array([.string(text)])
            default: .string(text)
            }
        do {
            let decoded = try ValueCodec.decode(json, for: field)
            if case .list(let items) = decoded, items.count == 1 { return items[0] }
            return decoded
        } catch {
            throw RecordError(.invalid, error)
        }
    }
}
