extension CalendarDefinition {
    static let shape = Shape<CalendarDefinition>(
        blank: { CalendarDefinition(key: "", label: Label(""), shifts: [], off: [], worked: [], certainYears: []) },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .required("shifts", \.shifts, .list(.shift)),
            .standard("off", \.off, .list(.text), []),
            .standard("worked", \.worked, .list(.text), []),
            .standard("certain_years", \.certainYears, .list(.integer), []),
        ])
}

extension Codec where Value == CalendarDefinition.Shift {
    /// `"09:00-18:00"`.
    static let shift = Codec(
        name: Label("时段，如 09:00-18:00", en: "hours such as 09:00-18:00"),
        read: { node, path, reading in
            guard case .scalar(let text, _) = node.content, let shift = CalendarDefinition.Shift(text: text) else {
                let expected = Label("时段，如 \"09:00-18:00\"，", en: "Hours such as \"09:00-18:00\"")
                reading.add(.wrongType(expected: expected, found: node), path, line: node.line)
                return nil
            }
            return shift
        },
        write: { .text("\(ClockText.text($0.start))-\(ClockText.text($0.end))") })
}

extension CalendarDefinition.Shift {
    fileprivate init?(text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let start = ClockText.minute(String(parts[0])),
            let end = ClockText.minute(String(parts[1]))
        else { return nil }
        self.init(start: start, end: end)
    }
}

extension RoleDefinition {
    static let shape = Shape<RoleDefinition>(
        blank: { RoleDefinition(key: "", label: Label(""), grants: [:]) },
        members: [
            .required("key", \.key, .text),
            .label("label", \.label),
            .standard("administers", \.administers, .flag, false),
            .standard("manages", \.manages, .flag, false),
            .required("grants", \.grants, .map(Grant.shape.codec())),
        ])
}

extension RoleDefinition.Grant {
    static let shape = Shape<RoleDefinition.Grant>(
        blank: { RoleDefinition.Grant(read: .none, write: .none, create: false) },
        members: [
            .required("read", \.read, .choice(RoleDefinition.Scope.self)),
            .required("write", \.write, .choice(RoleDefinition.Scope.self)),
            .standard("create", \.create, .flag, false),
            .standard("delete", \.delete, .flag, false),
            .standard("export", \.export, .flag, false),
            .standard("hidden_fields", \.hiddenFields, .list(.text), []),
        ])
}
