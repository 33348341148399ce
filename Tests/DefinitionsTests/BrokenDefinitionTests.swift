import Definitions
import Testing

@Suite("P1 P3 P4 P5 P9 A broken definition is refused where it is broken")
struct BrokenDefinitionTests {
    struct Case: CustomTestStringConvertible {
        let name: String
        let find: String
        let put: String
        let code: DefinitionIssue.Code
        let path: String
        let line: Int = #line

        init(_ name: String, _ find: String, _ put: String, _ code: DefinitionIssue.Code, _ path: String) {
            self.name = name
            self.find = find
            self.put = put
            self.code = code
            self.path = path
        }

        var testDescription: String { name }
    }

    @Test("The sample itself compiles")
    func sampleIsSound() throws {
        #expect(Samples.issues(Samples.whole) == [])
        _ = try Samples.compile(Samples.whole)
    }

    @Test("Each mistake has its code, path, line, message and mend", arguments: reading + names + fields + meaning)
    func reported(_ item: Case) throws {
        let range = try #require(Samples.whole.firstRange(of: item.find), "the sample lacks \(item.find)")
        let text = Samples.whole.replacingCharacters(in: range, with: item.put)
        let issues = Samples.issues(text)
        let found = issues.first { $0.code == item.code && $0.path == item.path }
        let issue = try #require(found, "got \(issues)")
        #expect(issue.document == "sample.yaml")
        #expect(issue.line != nil)
        #expect(issue.message.en != nil && issue.mend.en != nil)
        #expect(!issue.message.zh.isEmpty && !issue.mend.zh.isEmpty)
    }

    static let reading: [Case] = [
        Case("an unknown kind", "kind: sla", "kind: slo", .unknownKind, "documents[6].kind"),
        Case("no kind", "kind: sla\n", "", .missingKey, "documents[6].kind"),
        Case(
            "an unknown member", "hard_minutes: 120", "hard_minutes: 120\nhrad: 1", .unknownKey, "slas.first_touch.hrad"
        ),
        Case("a missing member", "since: last_touch_at\n", "", .missingKey, "warnings.quiet.since"),
        Case(
            "a text for a number", "points: 15, when", "points: many, when", .wrongType,
            "scores.lead.indicators[0].points"),
        Case(
            "a quoted number", "hard_minutes: 120", "hard_minutes: \"120\"", .wrongType, "slas.first_touch.hard_minutes"
        ),
        Case(
            "a list for a text", "starts: lead.assigned", "starts: [lead.assigned]", .wrongType,
            "slas.first_touch.starts"),
        Case("a word for a flag", "manages: true", "manages: maybe", .wrongType, "roles.manager.manages"),
        Case("an unknown type", "type: percent", "type: procent", .unknownChoice, "objects.lead.fields[7].type"),
        Case(
            "an unknown strategy", "strategy: best_match", "strategy: lucky", .unknownChoice,
            "routes.lead.rules[0].strategy"),
        Case(
            "two triggers", "trigger: {event: lead.assigned}", "trigger: {event: lead.assigned, daily: \"09:00\"}",
            .wrongType, "rules.hot.trigger"),
        Case("an unknown action", "create_task:", "make_task:", .unknownKey, "rules.hot.actions[1].make_task"),
        Case("hours that are no hours", "\"09:00-12:00\"", "\"9 to 12\"", .wrongType, "calendars.standard.shifts[0]"),
        Case("a range upside down", "[5, 15]", "[15, 5]", .badRange, "processes.lead.stages[0].probability_range"),
    ]

    static let names: [Case] = [
        Case("a Chinese key", "key: company, label: 公司", "key: 公司, label: 公司", .badKey, "objects.lead.fields[2].key"),
        Case(
            "a system field's key", "key: minutes, label: 首触时长", "key: owner, label: 首触时长", .reservedKey,
            "objects.lead.fields[16].key"),
        Case("a built-in object's key", "key: account\nlabel", "key: user\nlabel", .reservedKey, "objects.user.key"),
        Case("a key twice", "key: rate, label", "key: budget, label", .duplicateName, "objects.lead.fields[7].key"),
        Case("a label twice", "label: 折扣", "label: 预算", .duplicateLabel, "objects.lead.fields[7].label"),
        Case("a system field's label", "label: 首触时长", "label: 负责人", .duplicateLabel, "objects.lead.fields[16].label"),
        Case(
            "an object's label twice", "label: 客户\ntitle", "label: 线索\ntitle", .duplicateLabel, "objects.account.label"),
        Case(
            "a definition twice", "key: net\nlabel: 净额\nobject", "key: leads\nlabel: 净额\nobject", .duplicateDefinition,
            "metrics.leads.key"),
        Case("an empty label", "label: 热线索", "label: \" \"", .emptyLabel, "rules.hot.label"),
        Case(
            "an option twice", "{key: other, label: 其他}", "{key: technical, label: 其他}", .duplicateName,
            "objects.lead.fields[3].options[1].key"),
        Case("a stage's label twice", "label: 中间", "label: 初步", .duplicateLabel, "processes.lead.stages[1].label"),
        Case(
            "an unknown object", "key: first_touch\nlabel: 首触\nobject: lead",
            "key: first_touch\nlabel: 首触\nobject: led", .unknownObject, "slas.first_touch.object"),
        Case(
            "a reference to nothing", "type: reference, to: account", "type: reference, to: acount", .unknownObject,
            "objects.lead.fields[19].to"),
        Case(
            "an unknown title", "label: 线索\ntitle: name", "label: 线索\ntitle: nam", .unknownField, "objects.lead.title"),
        Case(
            "an unknown column", "columns: [name, score, net]", "columns: [name, scor, net]", .unknownField,
            "objects.lead.views[0].columns[1]"),
        Case(
            "an unknown summary field", "summary: [company, score]", "summary: [company, x]", .unknownField,
            "objects.lead.summary[1]"),
        Case(
            "an unknown gate field", "required_fields: [budget]", "required_fields: [budge]", .unknownField,
            "processes.lead.stages[1].gate.required_fields[0]"),
        Case(
            "an unknown stage", "sla_working_days: 5}", "sla_working_days: 5, transitions: [third]}", .unknownStage,
            "processes.lead.stages[0].transitions[0]"),
        Case(
            "an unknown approver", "role: manager, when", "role: boss, when", .unknownRole,
            "processes.lead.stages[1].gate.approval.role"),
        Case(
            "an unknown candidate role", "roles: [rep]\nguards", "roles: [reps]\nguards", .unknownRole,
            "routes.lead.roles[0]"),
        Case(
            "an unknown mask role", "unmasked_roles: [rep]", "unmasked_roles: [rap]", .unknownRole,
            "objects.lead.fields[1].mask.unmasked_roles[0]"),
        Case(
            "an unknown metric", "metrics: [leads, share]", "metrics: [leads, shares]", .unknownMetric,
            "boards.main.widgets[0].metrics[1]"),
        Case(
            "an unknown denominator", "denominator: leads", "denominator: lead", .unknownMetric,
            "metrics.share.denominator"),
        Case(
            "an unknown calendar", "met_by: touch.recorded", "met_by: touch.recorded\ncalendar: night",
            .unknownCalendar, "slas.first_touch.calendar"),
        Case(
            "an unknown step", "{name: account, object: account, values: {name: 公司}, source_field: account}",
            "{name: note, object: touch, links: {lead: first}}", .unknownStep, "conversions.lead.steps[0].links.lead"),
        Case(
            "a link that is no reference", "values: {name: 公司}, source_field: account}",
            "values: {name: 公司}, links: {code: first}}", .wrongFieldType, "conversions.lead.steps[0].links.code"),
        Case("a grant on nothing", "  lead: {read: own", "  led: {read: own", .unknownObject, "roles.rep.grants.led"),
        Case(
            "an unknown hidden field", "hidden_fields: [net]", "hidden_fields: [nut]", .unknownField,
            "roles.rep.grants.lead.hidden_fields[0]"),
    ]

    static let fields: [Case] = [
        Case(
            "a formula with an unknown name", "formula: 净额/2", "formula: 净值/2", .badFormula,
            "objects.lead.fields[9].formula"),
        Case(
            "a formula of another type", "filter: 'AND(评分>10, 净额>0)'", "filter: 评分+1", .badFormula,
            "objects.lead.views[0].filter"),
        Case(
            "an unknown option in a formula", "when: 职位=\"技术\"", "when: 职位=\"技师\"", .badFormula,
            "scores.lead.indicators[0].when"),
        Case(
            "formulas in a circle", "formula: 预算*(1-折扣)", "formula: 半额*2", .formulaCycle,
            "objects.lead.fields[8].formula"),
        Case(
            "a formula without a result", "result: money, formula: 净额/2", "formula: 净额/2", .missingPart,
            "objects.lead.fields[9].result"),
        Case(
            "a formula field without a formula", "type: formula, result: money, formula: 净额/2",
            "type: formula, result: money", .missingPart, "objects.lead.fields[9].formula"),
        Case(
            "a select without options", ", options: [{key: call, label: 电话}]", "", .missingPart,
            "objects.touch.fields[1].options"),
        Case(
            "options on a text", "label: 公司规模, type: text", "label: 公司规模, type: text, options: [{key: a, label: 甲}]",
            .conflictingParts, "objects.lead.fields[4].options"),
        Case(
            "a reference without an object", "type: reference, to: account", "type: reference", .missingPart,
            "objects.lead.fields[19].to"),
        Case("a bad pattern", "XS{yyyy}{seq:5}", "XS{yyyy}{sec:5}", .badPattern, "objects.lead.fields[17].pattern"),
        Case(
            "too many decimals", "type: number, indexed", "type: number, decimals: 9, indexed", .badNumber,
            "objects.lead.fields[10].decimals"),
        Case(
            "a unique formula", "type: formula, result: money, formula: 净额/2",
            "type: formula, unique: true, result: money, formula: 净额/2", .conflictingParts,
            "objects.lead.fields[9].unique"),
        Case(
            "a default that is no option", "grade, label: 等级, type: select,",
            "grade, label: 等级, type: select, default: '\"Z\"',", .unknownChoice, "objects.lead.fields[11].default"),
        Case(
            "a default of another type", "default: 10%", "default: TODAY()", .badFormula,
            "objects.lead.fields[7].default"),
        Case(
            "a kanban without lanes", "style: kanban, group_by: stage", "style: kanban", .missingPart,
            "objects.lead.views[1].group_by"),
        Case("a sort by a formula", "sort: -score", "sort: -net", .unstoredField, "objects.lead.views[0].sort"),
        Case(
            "duplicates by a number", "{field: phone, normaliser: phone}", "{field: budget, normaliser: exact}",
            .wrongFieldType, "objects.lead.duplicate_keys[0].field"),
    ]

    static let meaning: [Case] = [
        Case(
            "a probability outside its range", "probability: 10,", "probability: 20,", .badRange,
            "processes.lead.stages[0].probability"),
        Case(
            "a stage nobody reaches", "sla_working_days: 5}", "sla_working_days: 5, transitions: [lost]}",
            .unreachableStage, "processes.lead.stages[1]"),
        Case(
            "an approver without a role", "approver: role, role: manager,", "approver: role,", .missingPart,
            "processes.lead.stages[1].gate.approval.role"),
        Case("a process on a text", "field: stage", "field: company", .wrongFieldType, "processes.lead.field"),
        Case(
            "an event's name", "event: page.viewed", "event: viewed", .badEventName, "scores.lead.indicators[1].event"),
        Case(
            "an indicator of both kinds", "event: page.viewed,", "event: page.viewed, when: 评分>1,", .conflictingParts,
            "scores.lead.indicators[1]"),
        Case(
            "an indicator of no kind", "points: 15, when: 职位=\"技术\"", "points: 15", .missingPart,
            "scores.lead.indicators[0]"),
        Case(
            "a grade that is no option", "{key: A, minimum: 60}", "{key: S, minimum: 60}", .unknownChoice,
            "scores.lead.grades[0].key"),
        Case("a guard of zero", "pending_below: 8", "pending_below: 0", .badNumber, "routes.lead.guards.pending_below"),
        Case(
            "a last tier with a condition", "{target_minutes: 60}", "{when: 评分>1, target_minutes: 60}",
            .conflictingParts, "slas.first_touch.tiers[1].when"),
        Case(
            "a target beyond the limit", "target_minutes: 60", "target_minutes: 600", .badNumber,
            "slas.first_touch.tiers[1].target_minutes"),
        Case(
            "a warning with two clocks", "hours: 72", "hours: 72\nworking_days: 3", .conflictingParts, "warnings.quiet"),
        Case(
            "a warning since a text", "since: last_touch_at", "since: company", .wrongFieldType, "warnings.quiet.since"),
        Case(
            "a touch without evidence", "evidence_field: evidence", "evidence_field: content", .wrongFieldType,
            "touches.touch.evidence_field"),
        Case(
            "a target that is no reference", "targets: [lead]", "targets: [content]", .wrongFieldType,
            "touches.touch.targets[0]"),
        Case(
            "a required field that nothing fills", "values: {name: 公司}", "values: {code: 公司}", .requiredFieldUnbound,
            "conversions.lead.steps[0].values"),
        Case(
            "a bad address", "https://example.com/hook", "ftp://example.com", .badPattern,
            "rules.hot.actions[3].webhook.url"),
        Case(
            "an update of a formula", "update: {budget: 预算+1}", "update: {net: 预算+1}", .unstoredField,
            "rules.hot.actions[2].update.net"),
        Case("a sum of nothing", "expression: 净额*2\n", "", .missingPart, "metrics.net.field"),
        Case("a ratio of a ratio", "numerator: net", "numerator: share", .conflictingParts, "metrics.share.numerator"),
        Case("a conversion without success", "success: 阶段=\"赢单\"\n", "", .missingPart, "metrics.won.success"),
        Case("a widget too wide", "width: 6", "width: 13", .badNumber, "boards.main.widgets[0].width"),
        Case(
            "a split by a text", "group_by: stage, width", "group_by: company, width", .wrongFieldType,
            "boards.main.widgets[0].group_by"),
        Case(
            "L2 a base field unbound", "waivers: {current_system: 展会现场不问}\n", "", .baseFieldUnbound, "forms.web.fields"),
        Case(
            "L2 a waiver without a reason", "current_system: 展会现场不问", "current_system: \" \"", .missingPart,
            "forms.web.waivers.current_system"),
        Case(
            "a form that asks for a computed field", "{field: company_size}", "{field: score}", .conflictingParts,
            "forms.web.fields[4].field"),
        Case("shifts that overlap", "13:30-18:00", "11:30-18:00", .badRange, "calendars.standard.shifts[1]"),
        Case("a day that does not exist", "2026-10-01", "2026-02-30", .badDate, "calendars.standard.off[0]"),
        Case("a holiday on a weekend", "2026-10-01", "2026-10-03", .badDate, "calendars.standard.off[0]"),
        Case(
            "a worked weekday", "worked: [\"2026-10-10\"]", "worked: [\"2026-10-12\"]", .badDate,
            "calendars.standard.worked[0]"),
        Case(
            "writing more than reading", "\"*\": {read: team, write: team", "\"*\": {read: own, write: team",
            .conflictingParts, "roles.manager.grants.*.write"),
    ]

    @Test("Every issue of a set is reported at once")
    func allAtOnce() {
        let text = Samples.whole.replacing("hard_minutes: 120", with: "hard_minutes: 0")
            .replacing("width: 6", with: "width: 99").replacing("pending_below: 8", with: "pending_below: 0")
        #expect(Samples.issues(text).count >= 3)
    }

    @Test("Each code but those of hostile texts and of advice is reached by a case above")
    func complete() {
        let all =
            BrokenDefinitionTests.reading + BrokenDefinitionTests.names + BrokenDefinitionTests.fields
            + BrokenDefinitionTests.meaning
        let elsewhere: Set<DefinitionIssue.Code> = [
            .unreadable, .tooLarge, .tooDeep, .aliasRefused, .duplicateKey, .badManifest, .manyStages, .fewStages,
            .unmaskedPhone, .orphanRoute,
        ]
        #expect(all.count >= 40)
        #expect(Set(all.map(\.code)).union(elsewhere) == Set(DefinitionIssue.Code.allCases))
    }

    @Test("Advice names few stages, unmasked phones and routes that end in the pool")
    func advice() throws {
        let text = Samples.whole.replacing(
            "type: phone, mask: {style: last4, unmasked_roles: [rep]}", with: "type: phone"
        )
        .replacing("{key: rest, label: 其余, teams", with: "{key: rest, label: 其余, when: 评分>1, teams")
        let codes = try Samples.compile(text).remarks.map(\.code)
        #expect(Set(codes) == [.fewStages, .unmaskedPhone, .orphanRoute])
    }

    @Test("P2 A formula's issue names its column")
    func formulaColumn() throws {
        let text = Samples.whole.replacing("formula: 净额/2", with: "formula: 1+净值/2")
        let issue = try #require(Samples.issues(text).first { $0.code == .badFormula })
        #expect(issue.column == 2)
        #expect(issue.line == 17)
    }

    @Test("P3.2 More than seven stages are advised against, not refused")
    func manyStages() throws {
        let extra = (1...5).map { "  - {key: s\($0), label: 多\($0)}\n" }.joined()
        let text = Samples.whole.replacing("  - {key: won, label: 赢单", with: extra + "  - {key: won, label: 赢单")
        let schema = try Samples.compile(text)
        #expect(schema.remarks.contains { $0.code == .manyStages && $0.path == "processes.lead.stages" })
    }
}

extension String {
    func firstRange(of part: String) -> Range<String.Index>? { ranges(of: part).first }

    func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
        var copy = self
        copy.replaceSubrange(range, with: text)
        return copy
    }
}
