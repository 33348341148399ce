import assert from "node:assert/strict";
import { checkValue, fieldText, showValue } from "../lib/format.ts";
import { type Field, type FieldType, fieldTypes } from "../lib/schema.ts";
import { registry } from "./registry.ts";

const field = (type: FieldType, more: Partial<Field> = {}): Field => ({
  key: "f",
  label: "字段",
  type,
  ...more,
});
const grades = {
  options: [{ key: "a", label: "A 级", tone: "green" as const }, { key: "b", label: "B 级" }],
};

const rows: [FieldType, unknown, string, Partial<Field>?][] = [
  ["text", "华信", "华信"],
  ["longtext", "一行\n两行", "一行 两行"],
  ["number", "1234.5", "1,234.5 人", { unit: "人" }],
  ["money", 1_280_050, "¥12,800.50"],
  ["percent", 3550, "35.5%"],
  ["date", "2020-06-01", "2020年6月1日"],
  ["datetime", 0, "1970年1月1日 08:00"],
  ["boolean", false, "否"],
  ["select", "a", "A 级", grades],
  ["select", "gone", "gone", grades],
  ["multiselect", ["a", "b"], "A 级、B 级", grades],
  ["reference", { id: 1, label: "华信科技" }, "华信科技"],
  ["user", { id: 1, name: "王芳" }, "王芳"],
  ["department", { id: 1, name: "华东" }, "华东"],
  ["phone", "13800001234", "138 0000 1234"],
  ["email", "a@b.cn", "a@b.cn"],
  ["url", "https://a.cn/x", "https://a.cn/x"],
  ["region", "浙江省/杭州市", "浙江省 杭州市"],
  ["attachment", [{ id: 1, name: "报价.pdf", size: 9, mime: "application/pdf" }], "报价.pdf"],
  ["autonumber", "XS-0001", "XS-0001"],
  ["formula", 990, "¥9.90", { result: "money" }],
];
for (const [type, value, said, more] of rows) {
  Deno.test(`${type} reads ${said}`, () => assert.equal(fieldText(field(type, more), value), said));
}

Deno.test("every type stands any value, and says nothing as –", () => {
  for (const type of fieldTypes) {
    for (const value of [null, undefined, "", [], {}, "x", -1, 1.5, true, [1], [null], { id: "x" }]) {
      assert.equal(typeof fieldText(field(type), value), "string", `${type} ${JSON.stringify(value)}`);
      showValue(field(type), value);
      checkValue(field(type), value);
    }
    assert.equal(fieldText(field(type), null), "–");
    assert.ok(registry[type]);
  }
});

Deno.test("what is wrong is said before it is sent", () => {
  assert.equal(checkValue(field("text", { required: true }), ""), "必填");
  assert.equal(checkValue(field("text"), ""), null);
  assert.match(checkValue(field("phone"), "12") ?? "", /手机号/);
  assert.equal(checkValue(field("phone"), "010-88886666"), null);
  assert.match(checkValue(field("email"), "a@b") ?? "", /邮箱/);
  assert.equal(checkValue(field("money"), 100), null);
});

Deno.test("a script is no address", () => {
  assert.equal(showValue(field("url"), "javascript:alert(1)"), "javascript:alert(1)");
});
