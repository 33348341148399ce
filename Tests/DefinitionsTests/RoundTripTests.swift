import Definitions
import Testing

@Suite("P10.1 Definitions survive writing and reading")
struct RoundTripTests {
    @Test("Every kind of the sample comes back the same from YAML and JSON", arguments: Definition.Syntax.allCases)
    func sample(_ syntax: Definition.Syntax) throws {
        let definitions = try Definition.read(Samples.whole).definitions
        #expect(Set(definitions.map(\.kind)) == Set(DefinitionKind.allCases))
        for definition in definitions {
            let text = definition.text(as: syntax)
            #expect(try Definition.read(text, as: syntax).definitions == [definition])
            #expect(try Definition.read(text, as: syntax).definitions.first?.text(as: syntax) == text)
        }
        let all = Definition.text(definitions, as: syntax)
        #expect(try Definition.read(all, as: syntax).definitions == definitions)
    }

    @Test("Random texts, keys and numbers come back the same", arguments: Definition.Syntax.allCases)
    func random(_ syntax: Definition.Syntax) throws {
        var dice = SplitMix(seed: 42)
        for _ in 0..<400 {
            let definition = dice.definition()
            let text = definition.text(as: syntax)
            let read = try Definition.read(text, as: syntax).definitions
            #expect(read == [definition], "\(text)")
        }
    }

    @Test("P10.1 The same definition always gives the same bytes")
    func stable() throws {
        var rule = RoleDefinition(key: "r", label: Label("角色"), grants: [:])
        for key in ["c", "a", "b", "*"] { rule.grants[key] = .init(read: .all, write: .own, create: true) }
        let first = Definition.role(rule).text()
        #expect(first.firstRange(of: "a:") != nil)
        for _ in 0..<20 { #expect(Definition.role(rule).text() == first) }
    }

    @Test("YAML reads well: Chinese and formulas are quoted only where they must be")
    func readable() throws {
        let source =
            "kind: role\nkey: rep\nlabel: 销售代表\ngrants:\n  lead:\n    read: own\n    write: own\n    create: true\n"
        let definition = try #require(try Definition.read(source).definitions.first)
        #expect(definition.text() == source)
    }
}

extension SplitMix {
    mutating func text() -> String {
        let pieces = [
            "线索", "a b", " ", "\"", "'", "\\", "\n", "\t", ":", ": ", "#", " #", "- ", "{", "}", "[", ",", "*a", "&b",
            "!", "%",
            "@", "`", "|", ">", "true", "no", "null", "~", "0x1", "1e5", "12", "2026-01-01", "é", "🙂", "\u{85}",
            "\u{2028}",
            "\u{7F}", "=", "<<", "---", "...", "?", "。", "（", "\u{1}",
        ]
        let count = Int.random(in: 1...4, using: &self)
        return (0..<count).map { _ in pieces.randomElement(using: &self) ?? "x" }.joined()
    }

    private mutating func label() -> Label {
        Bool.random(using: &self) ? Label(text()) : Label(text(), en: text())
    }

    private mutating func maybe<T>(_ value: T) -> T? { Bool.random(using: &self) ? value : nil }

    mutating func definition() -> Definition {
        switch Int.random(in: 0..<5, using: &self) {
        case 0: return .object(object())
        case 1: return .process(process())
        case 2: return .rule(rule())
        case 3: return .form(form())
        default: return .metric(metric())
        }
    }

    private mutating func object() -> ObjectDefinition {
        var fields: [FieldDefinition] = []
        for _ in 0..<Int.random(in: 0...4, using: &self) {
            var field = FieldDefinition(
                key: text(), label: label(), type: FieldType.allCases.randomElement(using: &self) ?? .text)
            field.required = Bool.random(using: &self)
            field.decimals = maybe(Int.random(in: -5...9, using: &self))
            field.defaultValue = maybe(text())
            field.formula = maybe(text())
            field.validation = maybe(Validation(formula: text(), message: label()))
            field.options =
                Bool.random(using: &self) ? [OptionDefinition(key: text(), label: label(), color: maybe(text()))] : []
            field.mask = maybe(MaskDefinition(style: .hidden, unmaskedRoles: [text()]))
            field.help = maybe(label())
            fields.append(field)
        }
        return ObjectDefinition(
            key: text(), label: label(), title: text(), icon: maybe(text()), fields: fields, summary: [text()])
    }

    private mutating func process() -> ProcessDefinition {
        var stage = StageDefinition(key: text(), label: label())
        stage.probabilityRange = maybe(1...Int.random(in: 1...99, using: &self))
        stage.transitions = maybe([])
        stage.gate.evidence = [
            EvidenceRequirement(kind: text(), label: label(), count: Int.random(in: 1...3, using: &self))
        ]
        stage.gate.approval = maybe(ApprovalRequirement(approver: .role, role: maybe(text()), when: maybe(text())))
        var process = ProcessDefinition(key: text(), label: label(), object: text(), field: text(), stages: [stage])
        process.allowsBack = Bool.random(using: &self)
        return process
    }

    private mutating func rule() -> RuleDefinition {
        let trigger: RuleDefinition.Trigger =
            Bool.random(using: &self) ? .event(text()) : .daily(minute: Int.random(in: 0..<1440, using: &self))
        var rule = RuleDefinition(
            key: text(), label: label(), object: text(), trigger: trigger,
            actions: [
                .notify(to: [.owner], message: label()), .createTask(title: label(), dueWorkingHours: 3),
                .update([text(): text()]), .webhook(url: text()),
            ])
        rule.when = maybe(text())
        return rule
    }

    private mutating func form() -> FormDefinition {
        var form = FormDefinition(
            key: text(), label: label(), object: text(), fields: [FormField(field: text(), label: maybe(label()))])
        form.presets = [text(): text()]
        form.waivers = [text(): text()]
        form.consent = maybe(label())
        return form
    }

    private mutating func metric() -> MetricDefinition {
        var metric = MetricDefinition(key: text(), label: label(), kind: .ratio)
        metric.higherIsBetter = maybe(Bool.random(using: &self))
        metric.filter = maybe(text())
        metric.format = .percent
        return metric
    }
}
