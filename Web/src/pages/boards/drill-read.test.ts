import assert from "node:assert/strict";
import { readBehind, sayPart, sayTotal } from "./drill-read.ts";

Deno.test("a count lists its records without repeating ones", () => {
  const behind = readBehind({ format: "number", count: 1494, total: 1494, items: [] });
  assert.equal(sayTotal(behind), "1,494 条记录");
  assert.equal(sayPart(behind, 1), "");
});

Deno.test("a sum says its total to the fen, a share its value and who made it", () => {
  const sum = readBehind({ format: "money", count: 2, total: 128_050 });
  assert.equal(sayTotal(sum), "2 条记录，合计 ¥1,280.50");
  const share = readBehind({ format: "percent", count: 4, total: 2500, parts: ["numerator", "denominator"] });
  assert.equal(sayTotal(share), "4 条记录，指标值 25%");
  assert.deepEqual([sayPart(share, 1), sayPart(share, 0)], ["达成", "未达成"]);
});

Deno.test("the half of a share that made it is counted", () => {
  const half = readBehind({ format: "percent", count: 939, total: 939, part: "numerator" });
  assert.equal(sayTotal(half), "939 条记录");
  assert.equal(sayPart(half, 1), "");
});

Deno.test("a record that was handed over has no id to open", () => {
  const { rows } = readBehind({ items: [{ id: 7, title: "x", visible: false, value: 1 }] });
  assert.equal(rows[0]?.id, null);
});
