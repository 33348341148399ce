extension Codec where Value == String {
    /// Any single value, as it is written, without byte order marks.
    static let text = Codec(
        name: Label("文本", en: "a text"),
        read: { node, path, reading in
            guard case .scalar(let text, _) = node.content, !node.isNull else {
                reading.add(.wrongType(expected: Label("文本", en: "a text"), found: node), path, line: node.line)
                return nil
            }
            return text.unicodeScalars.contains("\u{FEFF}") ? text.replacing("\u{FEFF}", with: "") : text
        },
        write: { .text($0) })
}

extension Codec where Value == Int {
    /// A whole number.
    static let integer = Codec(
        name: Label("整数", en: "a whole number"),
        read: { node, path, reading in
            guard case .scalar(let text, plain: true) = node.content, let value = Int(text) else {
                reading.add(.wrongType(expected: Label("整数", en: "a whole number"), found: node), path, line: node.line)
                return nil
            }
            return value
        },
        write: { .number($0) })

    /// A minute of the local day, written `09:00`.
    static let clock = Codec(
        name: Label("时刻，如 09:00", en: "a time such as 09:00"),
        read: { node, path, reading in
            guard case .scalar(let text, _) = node.content, let minute = ClockText.minute(text) else {
                let expected = Label("时刻，如 \"09:00\"，", en: "A time such as \"09:00\"")
                reading.add(.wrongType(expected: expected, found: node), path, line: node.line)
                return nil
            }
            return minute
        },
        write: { .text(ClockText.text($0)) })
}

extension Codec where Value == Bool {
    /// `true` or `false`.
    static let flag = Codec(
        name: Label("true 或 false", en: "true or false"),
        read: { node, path, reading in
            switch node.content {
            case .scalar("true", plain: true): return true
            case .scalar("false", plain: true): return false
            default:
                let expected = Label(" true 或 false", en: "true or false")
                reading.add(.wrongType(expected: expected, found: node), path, line: node.line)
                return nil
            }
        },
        write: { .flag($0) })
}

extension Codec where Value == ClosedRange<Int> {
    /// Two numbers, `[5, 15]`.
    static let range = Codec(
        name: Label("两个数，如 [5, 15]", en: "two numbers such as [5, 15]"),
        read: { node, path, reading in
            guard case .list(let items) = node.content, items.count == 2,
                let low = Codec<Int>.integer.read(items[0], path, &reading),
                let high = Codec<Int>.integer.read(items[1], path, &reading)
            else {
                let expected = Label("两个数，如 [5, 15]，", en: "Two numbers such as [5, 15]")
                reading.add(.wrongType(expected: expected, found: node), path, line: node.line)
                return nil
            }
            guard low <= high else {
                reading.add(.badRange("\(low)", "\(high)"), path, line: node.line)
                return nil
            }
            return low...high
        },
        write: { .list([.number($0.lowerBound), .number($0.upperBound)]) })
}

extension Codec where Value: RawRepresentable<String> & CaseIterable & Sendable {
    /// One of the names of an enumeration.
    static func choice(_ type: Value.Type) -> Codec {
        let known = Value.allCases.map(\.rawValue)
        return Codec(
            name: Label("可选值之一", en: "one of the choices"),
            read: { node, path, reading in
                guard let text = Codec<String>.text.read(node, path, &reading) else { return nil }
                if let choice = Value(rawValue: text) { return choice }
                reading.add(.unknownChoice(text, known: known), path, line: node.line)
                return nil
            },
            write: { .text($0.rawValue) })
    }
}

extension Codec {
    /// A list; every wrong item is reported.
    static func list<Item>(_ item: Codec<Item>) -> Codec<[Item]> where Value == [Item] {
        Codec(
            name: Label("列表", en: "a list"),
            read: { node, path, reading in
                guard case .list(let nodes) = node.content else {
                    reading.add(.wrongType(expected: Label("列表", en: "a list"), found: node), path, line: node.line)
                    return nil
                }
                var items: [Item] = []
                for (index, node) in nodes.enumerated() {
                    let itemPath = "\(path)[\(index)]"
                    reading.mark(itemPath, node.line)
                    if let value = item.read(node, itemPath, &reading) { items.append(value) }
                }
                return items.count == nodes.count ? items : nil
            },
            write: { .list($0.map(item.write)) })
    }

    /// A mapping of free names; written sorted by name.
    static func map<Item>(_ item: Codec<Item>) -> Codec<[String: Item]> where Value == [String: Item] {
        Codec(
            name: Label("映射", en: "a mapping"),
            read: { node, path, reading in
                guard case .mapping(let entries) = node.content else {
                    reading.add(.wrongType(expected: Label("映射", en: "a mapping"), found: node), path, line: node.line)
                    return nil
                }
                var values: [String: Item] = [:]
                for entry in entries {
                    if let value = entry.take(item, path, &reading) { values[entry.key] = value }
                }
                return values.count == entries.count ? values : nil
            },
            write: { values in
                .mapping(values.sorted { $0.key < $1.key }.map { DocumentEntry($0.key, item.write($0.value)) })
            })
    }
}

/// Minutes of the day as people write them.
enum ClockText {
    /// `09:00` → 540; nil where it is not a time. `24:00` ends a day.
    static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) }), parts[1].utf8.count == 2,
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0...24).contains(hour), (0..<60).contains(minute),
            hour < 24 || minute == 0
        else { return nil }
        return hour * 60 + minute
    }

    /// 540 → `09:00`.
    static func text(_ minute: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(minute / 60)):\(two(minute % 60))"
    }
}
