import Definitions
import Testing

@Suite("P10.4 Differences are told in plain words")
struct SchemaDiffTests {
    private func lines(_ find: String, _ put: String) throws -> [String] {
        let old = try Definition.read(Samples.whole).definitions
        let new = try Definition.read(Samples.whole.replacing(find, with: put)).definitions
        return SchemaDiff.describe(from: old, to: new).map(\.zh)
    }

    @Test("Nothing changed, nothing to say")
    func same() throws {
        #expect(try lines("热线索", "热线索") == [])
    }

    @Test(
        "Each change is one line",
        arguments: [
            (
                "  - {key: minutes, label: 首触时长, type: number}",
                "  - {key: minutes, label: 首触时长, type: number}\n  - {key: cost, label: 成本, type: money}",
                "对象“线索”新增字段“成本”(金额)"
            ),
            ("  - {key: due_at, label: 首触截止, type: datetime}\n", "", "对象“线索”删除字段“首触截止”(日期时间)"),
            ("label: 折扣", "label: 优惠", "对象“线索”的字段“优惠”的名称：“折扣”改为“优惠”"),
            ("{key: other, label: 其他}]", "{key: other, label: 其他}, {key: boss, label: 老板}]", "对象“线索”的字段“职位”新增选项“老板”"),
            ("probability: 10,", "probability: 12,", "阶段流程“阶段”的阶段“初步”的赢单率：“10”改为“12”"),
            ("hours: 72", "hours: 48", "预警“安静”的小时：“72”改为“48”"),
            ("pending_below: 8", "pending_below: 9", "分发“分发”的候选限制的待首触上限：“8”改为“9”"),
            ("off: [\"2026-10-01\"]\n", "", "工作日历“日历”的放假日取消（原为“[\"2026-10-01\"]”）"),
        ])
    func change(_ find: String, _ put: String, _ line: String) throws {
        #expect(try lines(find, put) == [line])
    }

    @Test("New and removed definitions, and a new order, are named")
    func sets() throws {
        let old = try Definition.read(Samples.whole).definitions
        let removed = SchemaDiff.describe(from: old, to: old.filter { $0.id != "metric/won" })
        #expect(removed == [Label("删除指标“赢单率”", en: "Removed metric “赢单率”")])
        let added = SchemaDiff.describe(from: old.filter { $0.id != "board/main" }, to: old)
        #expect(added.map(\.zh) == ["新增看板“看板”"])
        let swapped = try lines("{key: A, label: 甲}, {key: B, label: 乙}", "{key: B, label: 乙}, {key: A, label: 甲}")
        #expect(swapped == ["对象“线索”的字段“等级”调整了选项的顺序"])
    }

    @Test("Every line is told in English as well")
    func english() throws {
        let old = try Definition.read(Samples.whole).definitions
        let new = try Definition.read(Samples.whole.replacing("hours: 72", with: "hours: 48")).definitions
        #expect(SchemaDiff.describe(from: old, to: new).map(\.en) == ["hours of warning “安静”: “72” became “48”"])
    }
}
