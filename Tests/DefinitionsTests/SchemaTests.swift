import Definitions
import FormulaLanguage
import SQLText
import Testing

@Suite("P2 P3 The compiled schema answers what engines ask")
struct SchemaTests {
    private let schema: Schema

    init() throws { schema = try Samples.compile(Samples.whole, number: 7) }

    @Test("P1.3 System fields come first, with their columns and labels")
    func systemFields() throws {
        let lead = try #require(schema.object("lead"))
        let system = lead.fields.prefix(SystemField.allCases.count)
        #expect(system.map(\.key) == SystemField.allCases.map(\.rawValue))
        #expect(system.allSatisfy { $0.isSystem && $0.label.en != nil })
        #expect(lead.field("owner")?.column == "owner_id" && lead.field("org_unit")?.column == "org_unit_id")
        #expect(lead.field("owner")?.storage == .reference(object: "user"))
        #expect(lead.position(of: "name") == SystemField.allCases.count)
        #expect(lead.title.key == "name" && schema.number == 7)
    }

    @Test("P1.4 Each type has its storage")
    func storage() throws {
        let lead = try #require(schema.object("lead"))
        #expect(lead.field("budget")?.storage == .scaled(2) && lead.field("rate")?.storage == .scaled(4))
        #expect(lead.field("score")?.storage == .scaled(0) && lead.field("stage")?.storage == .text)
        #expect(lead.field("entered_at")?.storage == .instantMillis)
        #expect(lead.field("tags")?.storage == .multi(table: "r_lead__tags"))
        #expect(lead.field("tags")?.isStored == false && lead.field("net")?.isStored == false)
        #expect(lead.field("account")?.storage == .reference(object: "account"))
    }

    @Test("P2.4 Formula fields may read each other; what runs reads stored columns only")
    func computed() throws {
        let lead = try #require(schema.object("lead"))
        let half = try #require(lead.field("half")?.formula)
        #expect(half.canonical == "({budget}*(1-{rate}))/2")
        #expect(half.dependencies.allSatisfy { lead.field($0.field)?.isStored == true })
        let filter = try #require(schema.metric("net")?.expression)
        let sql = try filter.sql(SQLContext(dialect: .sqlite, now: Instant(milliseconds: 0))).statement(for: .sqlite)
        #expect(sql.text.contains("f_budget") && !sql.text.contains("f_net"))
    }

    @Test("P2.4 A text that looks like a field is left alone")
    func texts() throws {
        let text = Samples.whole.replacing("when: 净额>100", with: "when: 'AND(净额>100, 公司<>\"{net}\")'")
        let rule = try #require(try Samples.compile(text).rules.first)
        #expect(rule.condition?.canonical == "AND(({budget}*(1-{rate}))>100, {company}<>\"{net}\")")
    }

    @Test("P2.5 A related record's computed field cannot be read through a reference")
    func relatedComputed() throws {
        let text = Samples.whole.replacing(
            "  - {key: content, label: 内容, type: longtext}",
            with: """
                  - {key: content, label: 内容, type: longtext}
                  - {key: worth, label: 价值, type: formula, result: money, formula: 线索.净额}
                """)
        let issue = try #require(Samples.issues(text).first)
        #expect(issue.code == .unstoredField && issue.path == "objects.touch.fields[3].formula")
    }

    @Test("P4.1 Gate conditions, approvals, indicators, tiers and marks are compiled by their keys")
    func models() throws {
        let process = try #require(schema.process(of: "lead"))
        #expect(process.conditions["second"]?.map(\.message.zh) == ["净额要大于零"])
        #expect(process.approvalWhen["second"] != nil && process.approvalWhen["first"] == nil)
        #expect(schema.scores.first?.conditions["role"] != nil && schema.scores.first?.conditions["page"] == nil)
        #expect(schema.slas.first?.tiers.map { $0.when == nil } == [false, true])
        #expect(schema.conversions.first?.values["account"]?["name"] != nil)
        #expect(schema.conversions.first?.marks["company_size"] != nil)
        #expect(schema.rules.first?.updates["budget"] != nil)
        #expect(schema.forms.first?.presets["budget"] != nil)
        #expect(schema.touches.first?.effective.type == .boolean)
    }

    @Test("P2.6 The scope answers labels, keys, users and units")
    func scope() throws {
        let scope = schema.scope(for: "lead")
        #expect(scope.field(named: "预算", of: "lead")?.key == "budget")
        #expect(scope.field(named: "budget", of: "lead")?.label == "预算")
        #expect(scope.object(named: "触达")?.table == "r_touch")
        _ = try Formula.compile("负责人.部门.名称=\"华东\"", in: scope, expecting: .boolean)
        _ = try Formula.compile("客户.客户名称", in: scope, expecting: .text)
    }

    @Test("P10.5 Calendars carry the version they were published under")
    func calendarVersions() throws {
        let definitions = try Definition.read(Samples.whole).definitions
        let schema = try Schema.compile(definitions, number: 9, calendarVersions: ["standard": 4])
        #expect(schema.calendar("standard")?.version == 4)
        #expect(schema.calendar("unknown")?.version == 4)
    }

    @Test("P11.1 A template's faults name its files")
    func manifest() throws {
        let manifest = "key: x\nlabel: 模板\nversion: 1\ndescription: 说明\nfiles: [a.yaml, b.yaml]\n"
        let files = ["template.yaml": manifest, "a.yaml": "kind: rolle\n"]
        let error = try #require(throws: DefinitionError.self) { try Template(files: files) }
        #expect(error.issues.map(\.code) == [.unknownKind, .badManifest])
        #expect(error.issues.map(\.document) == ["a.yaml", "template.yaml"])
        for bad in ["../x.yaml", "/etc/x.yaml", "x.txt", "a.yaml"] {
            let text = manifest.replacing("b.yaml", with: bad)
            let error = try #require(throws: DefinitionError.self) { try Template(files: ["template.yaml": text]) }
            #expect(error.issues.first?.code == .badManifest)
        }
        #expect(throws: DefinitionError.self) { try Template(directory: "/nowhere") }
    }
}
