internal import FormulaLanguage

extension SchemaCompiler {
    /// Calendars and roles, which read no formulas.
    mutating func compileCompany() {
        for definition in definitions {
            switch definition {
            case .calendar(let calendar):
                check(calendar, definition.path)
                let version = calendarVersions[calendar.key] ?? 1
                parts.calendars.append(CalendarModel(definition: calendar, version: version))
            case .role(let role):
                check(role, definition.path)
                parts.roles.append(role)
            default:
                continue
            }
        }
    }

    private mutating func check(_ calendar: CalendarDefinition, _ path: String) {
        filled(calendar.shifts.isEmpty, Label("工作时段", en: "working hours"), "\(path).shifts")
        var end = -1
        for (index, shift) in calendar.shifts.enumerated() {
            if shift.start < 0 || shift.end > 1440 || shift.start >= shift.end || shift.start < end {
                let fault = Fault.badRange(ClockText.text(shift.start), ClockText.text(shift.end))
                issues.add(fault, "\(path).shifts[\(index)]")
            }
            end = shift.end
        }
        dates(calendar.off, "\(path).off", weekend: false)
        dates(calendar.worked, "\(path).worked", weekend: true)
        for (index, year) in calendar.certainYears.enumerated() {
            number(year, 1970...9999, "\(path).certain_years[\(index)]")
        }
    }

    private mutating func dates(_ texts: [String], _ path: String, weekend: Bool) {
        var seen: Set<LocalDate> = []
        for (index, text) in texts.enumerated() {
            let place = "\(path)[\(index)]"
            guard let date = LocalDate(text) else {
                issues.add(.badDate(text, Label("不存在", en: "does not exist")), place)
                continue
            }
            if (date.weekday >= 6) != weekend {
                let reason =
                    weekend
                    ? Label("是工作日，不必列为调休上班", en: "is a weekday already")
                    : Label("是周末，不必列为放假", en: "is a weekend already")
                issues.add(.badDate(text, reason), place)
            }
            if !seen.insert(date).inserted { issues.add(.badDate(text, Label("写了两次", en: "is given twice")), place) }
        }
    }

    private mutating func check(_ role: RoleDefinition, _ path: String) {
        for (key, grant) in role.grants.sorted(by: { $0.key < $1.key }) {
            let place = "\(path).grants.\(key)"
            if grant.write.rank > grant.read.rank {
                let message = Label("能写的范围不能大于能看的范围。", en: "One cannot write more than one can read.")
                let mend = Label("扩大 read 或缩小 write。", en: "Widen read or narrow write.")
                issues.add(.conflict(message, mend: mend), "\(place).write")
            }
            guard key != "*" else {
                if !grant.hiddenFields.isEmpty {
                    let message = Label("“*”不能列字段。", en: "“*” cannot list fields.")
                    let mend = Label("写到具体对象下面。", en: "List them under an object.")
                    issues.add(.conflict(message, mend: mend), "\(place).hidden_fields")
                }
                continue
            }
            let object = object(key, place)
            for (index, name) in grant.hiddenFields.enumerated() {
                field(name, of: object, "\(place).hidden_fields[\(index)]")
            }
        }
    }
}

extension RoleDefinition.Scope {
    /// Wider scopes rank higher.
    var rank: Int {
        switch self {
        case .none: 0
        case .own: 1
        case .team: 2
        case .department: 3
        case .all: 4
        }
    }
}
