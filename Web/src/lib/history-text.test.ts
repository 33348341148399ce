import assert from "node:assert/strict";
import { historyText } from "./history-text.ts";
import type { FieldType } from "./schema.ts";

const rows: [FieldType, string, string][] = [
  ["money", "1200000", "¥1,200,000.00"],
  ["percent", "0.35", "35%"],
  ["datetime", "0", "1970年1月1日 08:00"],
  ["date", "2020-09-04", "2020年9月4日"],
  ["number", "49", "49"],
  ["select", "跟进中", "跟进中"],
  ["money", "", ""],
  ["datetime", "x", "x"],
];
for (const [type, text, said] of rows) {
  Deno.test(`a kept ${type} "${text}" reads "${said}"`, () => {
    assert.equal(historyText({ key: "f", label: "f", type }, text), said);
  });
}
