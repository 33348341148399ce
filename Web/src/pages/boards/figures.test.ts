import assert from "node:assert/strict";
import { compare, say, sparkPath } from "./figures.ts";
import type { Metric } from "./read.ts";

const metric = (change: Partial<Metric>): Metric => ({
  key: "won",
  label: "赢单额",
  help: "",
  format: "money",
  value: 0,
  previous: null,
  average: null,
  n: 9,
  note: "",
  higherIsBetter: true,
  ...change,
});

Deno.test("numbers are said by their format", () => {
  assert.equal(say("money", 1_280_000), "1.28 万元");
  assert.equal(say("percent", 5204), "52%");
  assert.equal(say("minutes", 24), "24 分钟");
  assert.equal(say("days", 66.456), "66.46 天");
  assert.equal(say("number", null), "–");
});

Deno.test("a comparison says direction, size and whether it is good", () => {
  assert.deepEqual(compare(metric({ value: 150 }), 100), { direction: "up", words: "上升 50%", good: true });
  assert.deepEqual(compare(metric({ value: 20, higherIsBetter: false }), 40), {
    direction: "down",
    words: "下降 50%",
    good: true,
  });
  assert.equal(compare(metric({ format: "percent", value: 5000 }), 6000)?.words, "下降 10 个百分点");
  assert.equal(compare(metric({ value: 5 }), 0)?.words, "上期为零");
  assert.equal(compare(metric({ value: 5 }), 5)?.good, null);
  assert.equal(compare(metric({ value: null }), 5), null);
});

Deno.test("a small line leaves gaps where nothing is known", () => {
  assert.equal(sparkPath([1, null, 3, 2]), "M0 26M66.7 2L100 14");
  assert.equal(sparkPath([1, null]), "");
});
