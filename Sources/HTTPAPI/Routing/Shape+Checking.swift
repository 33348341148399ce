import Records

extension Shape {
    /// Checks a value that has arrived.
    ///
    /// - Throws: ``Problem`` with one item per fault.
    func check(_ value: JSONValue) throws {
        var faults: [Problem.Item] = []
        collect(value, at: "", into: &faults)
        if !faults.isEmpty { throw Problem(.invalidBody, items: faults) }
    }

    /// The most faults reported at once.
    private static let limit = 50

    private func collect(_ value: JSONValue, at path: String, into faults: inout [Problem.Item]) {
        guard faults.count < Self.limit else { return }
        switch (self, value) {
        case (.any, _), (.number, .int), (.number, .number), (.boolean, .bool), (.named, _), (.open, .object),
            (.nullable, .null):
            break
        case (.nullable(let shape), _): shape.collect(value, at: path, into: &faults)
        case (.text(let max, let min, let pattern), .string(let text)):
            Self.collect(text, max, min, pattern, at: path, into: &faults)
        case (.choice(let choices), .string(let text)):
            guard !choices.contains(text) else { return }
            let list = choices.joined(separator: ", ")
            faults.append(.unknownChoice(path, list))
        case (.integer(let range), .int(let number)):
            if !range.contains(number) { faults.append(.outOfRange(path, range)) }
        case (.array(let shape, let max), .array(let items)):
            guard items.count <= max else { return faults.append(.tooMany(path, max)) }
            for (index, item) in items.enumerated() { shape.collect(item, at: "\(path)[\(index)]", into: &faults) }
        case (.map(let shape, let max), .object(let members)):
            guard members.count <= max else { return faults.append(.tooMany(path, max)) }
            for (name, item) in members.sorted(by: { $0.key < $1.key }) {
                shape.collect(item, at: Self.join(path, name), into: &faults)
            }
        case (.object(let members), .object(let values)):
            Self.collect(values, members, at: path, into: &faults)
        default: faults.append(.wrongType(path, expected: kind))
        }
    }

    private static func collect(
        _ text: String, _ max: Int, _ min: Int, _ pattern: Pattern?, at path: String,
        into faults: inout [Problem.Item]
    ) {
        let count = text.unicodeScalars.count
        if count > max {
            faults.append(.tooLong(path, max))
        } else if count < min {
            faults.append(.missing(path))
        } else if let pattern, !pattern.fits(text) {
            faults.append(.badFormat(path))
        }
    }

    private static func collect(
        _ values: [String: JSONValue], _ members: [Member], at path: String, into faults: inout [Problem.Item]
    ) {
        for member in members {
            let place = join(path, member.name)
            if let value = values[member.name] {
                member.shape.collect(value, at: place, into: &faults)
            } else if member.isRequired {
                faults.append(.missing(place))
            }
        }
        for name in values.keys.sorted() where !members.contains(where: { $0.name == name }) {
            faults.append(.unknownField(join(path, String(name.prefix(80)))))
        }
    }

    private static func join(_ path: String, _ name: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }

    /// Its name in messages.
    var kind: (zh: String, en: String) {
        switch self {
        case .text, .choice: ("文本", "text")
        case .integer: ("整数", "a whole number")
        case .number: ("数字", "a number")
        case .boolean: ("true 或 false", "true or false")
        case .array: ("列表", "a list")
        case .object, .open, .map: ("对象", "an object")
        case .any, .named: ("任意值", "a value")
        case .nullable(let shape): shape.kind
        }
    }
}

extension Problem.Item {
    static func wrongType(_ field: String, expected: (zh: String, en: String)) -> Self {
        .init(
            field: field, code: "value.type", detail: "“\(field)”应为\(expected.zh)",
            detailEn: "\"\(field)\" must be \(expected.en)", mend: "请改为\(expected.zh)。", mendEn: "Send \(expected.en).")
    }

    static func missing(_ field: String) -> Self {
        .init(
            field: field, code: "value.missing", detail: "缺少“\(field)”", detailEn: "\"\(field)\" is missing",
            mend: "请填写此项。", mendEn: "Fill it in.")
    }

    static func unknownField(_ field: String) -> Self {
        .init(
            field: field, code: "value.unknown", detail: "没有名为“\(field)”的项",
            detailEn: "There is no \"\(field)\" here", mend: "请去掉此项或检查拼写。", mendEn: "Remove it or check its spelling.")
    }

    static func tooLong(_ field: String, _ max: Int) -> Self {
        .init(
            field: field, code: "value.too_long", detail: "“\(field)”最多 \(max) 个字符",
            detailEn: "\"\(field)\" may have \(max) characters", mend: "请缩短内容。", mendEn: "Shorten it.")
    }

    static func tooMany(_ field: String, _ max: Int) -> Self {
        .init(
            field: field, code: "value.too_many", detail: "“\(field)”最多 \(max) 项",
            detailEn: "\"\(field)\" may have \(max) items", mend: "请分批提交。", mendEn: "Send them in parts.")
    }

    static func badFormat(_ field: String) -> Self {
        .init(
            field: field, code: "value.format", detail: "“\(field)”的格式不正确",
            detailEn: "\"\(field)\" has the wrong format", mend: "请按文档中的格式填写。", mendEn: "Use the documented format.")
    }

    static func unknownChoice(_ field: String, _ list: String) -> Self {
        .init(
            field: field, code: "value.choice", detail: "“\(field)”只能是：\(list)",
            detailEn: "\"\(field)\" must be one of: \(list)", mend: "请选择列出的值之一。", mendEn: "Choose one of those.")
    }

    static func outOfRange(_ field: String, _ range: ClosedRange<Int64>) -> Self {
        .init(
            field: field, code: "value.range", detail: "“\(field)”应在 \(range.lowerBound) 与 \(range.upperBound) 之间",
            detailEn: "\"\(field)\" must be between \(range.lowerBound) and \(range.upperBound)",
            mend: "请修改数值。", mendEn: "Change the number.")
    }
}
