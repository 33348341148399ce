import Definitions
import FormulaLanguage
import SQLText
import Testing

@Suite("P11.2 The sales template is whole")
struct SalesTemplateTests {
    private let template: Template
    private let schema: Schema

    init() throws {
        template = try Template(directory: Samples.template)
        schema = try Schema.compile(template.definitions, number: 1, sources: template.source.sources)
    }

    @Test("P11.2 It compiles without an issue or a remark")
    func compiles() {
        #expect(schema.remarks == [])
        #expect(schema.objects.map(\.key) == ["lead", "account", "contact", "opportunity", "touch", "task"])
        #expect(template.manifest.label.zh == "销售管理系统")
    }

    @Test("P1.1 A lead has at least 22 fields of its own, the six base fields among them")
    func leadFields() throws {
        let lead = try #require(schema.object("lead"))
        #expect(lead.fields.filter { !$0.isSystem }.count >= 22)
        for (key, label) in FormDefinition.baseFields { #expect(lead.field(key)?.label.zh == label.zh) }
    }

    @Test("F1.1 The stages are the seven of the specification with their ranges")
    func stages() throws {
        let stages = try #require(schema.process(of: "opportunity")).definition.stages
        #expect(stages.map(\.label.zh) == ["初步接触", "需求确认", "方案演示", "商务谈判", "合同已签", "已回款", "已输单"])
        #expect(stages.map(\.probability) == [10, 35, 60, 80, 95, 100, 0])
        let ranges = stages.map { $0.probabilityRange ?? 0...0 }
        #expect(ranges == [5...15, 25...45, 50...70, 70...85, 95...95, 100...100, 0...0])
        #expect(stages.map(\.category) == [.open, .open, .open, .open, .open, .won, .lost])
        #expect(stages.allSatisfy { $0.definition != nil })
        #expect(stages.prefix(5).allSatisfy { $0.slaWorkingDays != nil })
    }

    @Test("P4.1 F2 F3 Each gate asks for what the specification says")
    func gates() throws {
        let process = try #require(schema.process(of: "opportunity"))
        let gates = process.definition.stages.map(\.gate)
        #expect(gates.map { $0.evidence.map(\.label.zh) } == [[], ["会议纪要"], ["方案文档"], ["报价单"], ["合同扫描件"], [], []])
        #expect(gates[1].requiredFields == ["demand"])
        #expect(gates[3].obstacle && gates[3].approval?.approver == .manager)
        #expect(gates[4].approval?.approver == .manager && gates[4].requiredFields == ["amount", "expected_close"])
        #expect(gates[5].externalEvent?.event == "receipt.posted")
        #expect(gates[6].requiredFields == ["lost_reason"])
        #expect(!process.definition.allowsSkipping)
    }

    @Test("P3.4 The stage field's options are the stages, and skipping is not reachable")
    func stageField() throws {
        let field = try #require(schema.object("opportunity")?.field("stage"))
        #expect(
            field.definition.options.map(\.key) == [
                "first_contact", "discovery", "demo", "negotiation", "signed", "won", "lost",
            ])
        let process = try #require(schema.process(of: "opportunity")).definition
        #expect(process.reachable(from: "first_contact") == ["discovery", "lost"])
        #expect(
            process.reachable(from: "signed") == ["first_contact", "discovery", "demo", "negotiation", "won", "lost"])
        #expect(field.defaultValue?.canonical == "\"first_contact\"")
    }

    @Test("L4.1 Twelve indicators, the behaviour points and the grades")
    func score() throws {
        let score = try #require(schema.scores.first).definition
        #expect(score.indicators.count == 12)
        let points = Dictionary(uniqueKeysWithValues: score.indicators.map { ($0.key, $0.points) })
        #expect(points["pricing_page"] == 15 && points["technical_document"] == 20 && points["webinar"] == 25)
        #expect(points["quote_page"] == 20 && points["brochure"] == 15 && points["no_reply"] == -10)
        #expect(score.grades.map(\.key) == ["A", "B", "C"])
        #expect(score.grades.map(\.minimum).prefix(2) == [60, 30])
    }

    @Test("L6.1 L8.1 L9.1 Routing guards, first-touch times and warnings are the defaults")
    func leadRules() throws {
        let route = try #require(schema.routes.first).definition
        #expect(route.rules.count >= 4 && route.rules.last?.when == nil)
        #expect(route.guards.pendingBelow == 8 && route.guards.perDay == 15 && route.guards.cooldownHours == 24)
        #expect(Set(route.rules.flatMap(\.teams)) == ["east", "south", "north", "west", "key_accounts"])
        let sla = try #require(schema.slas.first)
        #expect(sla.tiers.map(\.targetMinutes) == [30, 60] && sla.definition.hardMinutes == 120)
        let warnings = Dictionary(uniqueKeysWithValues: schema.warnings.map { ($0.definition.key, $0.definition) })
        #expect(warnings["lead_quiet"]?.hours == 72 && warnings["lead_quiet"]?.level == .yellow)
        #expect(warnings["lead_shelved"]?.hours == 168 && warnings["lead_shelved"]?.recycles == true)
        #expect(
            warnings["opportunity_stalled"]?.workingDays == 5 && warnings["opportunity_stalled"]?.notify == [.manager])
    }

    @Test("L8.5 The calendar holds the announced days of 2025 and 2026")
    func calendar() throws {
        let calendar = try #require(schema.calendar("standard"))
        #expect(calendar.definition.certainYears == [2025, 2026])
        #expect(calendar.exceptions.off.count == 37 && calendar.exceptions.worked.count == 11)
        var worked = 0
        for day in try #require(LocalDate("2026-01-01")).days...(try #require(LocalDate("2026-12-31")).days)
        where calendar.isWorkday(LocalDate(days: day)) { worked += 1 }
        #expect(worked == 261 - 19 + 6)
        #expect(calendar.minutesPerDay == 540)
    }

    @Test("P9.1 At least sixteen metrics; every one stands on a board or is counted by one that does")
    func metrics() {
        #expect(schema.metrics.count >= 16)
        #expect(schema.boards.map(\.label.zh) == ["销售管理看板", "我的业绩", "线索健康"])
    }

    @Test("S1.2 Phones are masked for marketing and finance, whole for sales")
    func masks() throws {
        for object in ["lead", "contact"] {
            let mask = try #require(schema.object(object)?.field("phone")?.definition.mask)
            #expect(mask.style == .last4)
            #expect(!mask.unmaskedRoles.contains("marketing") && !mask.unmaskedRoles.contains("finance"))
            #expect(mask.unmaskedRoles.contains("rep"))
        }
        #expect(schema.role("rep")?.grants["lead"]?.read == .own)
        #expect(schema.role("manager")?.manages == true && schema.role("admin")?.administers == true)
    }

    @Test("P1.9 Every label is given in English as well")
    func english() {
        var missing: [String] = []
        for definition in template.definitions {
            let text = definition.text(as: .json)
            for name in ["label", "help", "message", "advice", "title", "intro", "thanks", "consent", "placeholder"] {
                let whole = text.ranges(of: "\"\(name)\":").count
                let other = text.ranges(of: "\"\(name)_en\":").count
                // An object's `title` names a field.
                let exempt = name == "title" && definition.kind == .object ? 1 : 0
                if whole - exempt != other { missing.append("\(definition.id) \(name)") }
            }
        }
        #expect(missing == [])
    }

    @Test("P2.7 Every condition and number of the template becomes SQL on both databases", arguments: Dialect.allCases)
    func sql(_ dialect: Dialect) throws {
        let context = SQLContext(
            dialect: dialect, now: Instant(milliseconds: 1_790_000_000_000),
            calendar: try #require(schema.calendar("standard")))
        var conditions = schema.objects.flatMap { Array($0.viewFilters.values) }
        conditions += schema.metrics.flatMap { [$0.filter, $0.success].compactMap { $0 } }
        conditions += schema.warnings.compactMap(\.condition) + schema.rules.compactMap(\.condition)
        conditions += schema.touches.map(\.effective)
        #expect(conditions.count > 30)
        for formula in conditions { #expect(!(try formula.predicate(context)).isEmpty) }
        let numbers =
            schema.objects.flatMap { $0.fields.compactMap(\.formula) } + schema.metrics.compactMap(\.expression)
        for formula in numbers { #expect(!(try formula.sql(context)).isEmpty) }
    }

    @Test("P2.3 Formulas are stored by key and shown by label")
    func canonical() throws {
        let opportunity = try #require(template.definitions.first { $0.id == "object/opportunity" })
        let stored = schema.canonical(opportunity)
        #expect(stored.text().contains("{amount}*{win_probability}"))
        #expect(schema.labelled(stored) == schema.labelled(opportunity))
        // All of them mean the same when they are compiled by key.
        let again = try Schema.compile(template.definitions.map(schema.canonical), number: 2)
        #expect(again.metrics.map { $0.filter?.canonical } == schema.metrics.map { $0.filter?.canonical })
        let formulas = { (schema: Schema) in schema.objects.flatMap { $0.fields.map { $0.formula?.canonical } } }
        #expect(formulas(again) == formulas(schema))
    }

    @Test("P2.3 Renaming a field breaks no stored formula")
    func rename() throws {
        let stored = template.definitions.map(schema.canonical)
        let renamed = stored.map { definition -> Definition in
            guard case .object(var object) = definition, object.key == "opportunity",
                let index = object.fields.firstIndex(where: { $0.key == "amount" })
            else { return definition }
            object.fields[index].label = Label("合同额", en: "Contract amount")
            return .object(object)
        }
        let next = try Schema.compile(renamed, number: 2)
        let shown = next.labelled(try #require(renamed.first { $0.id == "object/opportunity" }))
        #expect(shown.text().contains("合同额*赢单率"))
    }

    @Test("P11.3 It survives being shared: written as files and read again")
    func shared() throws {
        let files = Template.files(template.definitions, manifest: template.manifest)
        let again = try Template(files: files)
        #expect(Set(again.definitions) == Set(template.definitions))
        #expect(try Schema.compile(again.definitions, number: 1).objects.count == 6)
    }
}
