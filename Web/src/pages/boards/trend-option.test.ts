import assert from "node:assert/strict";
import { readBoard, type Widget } from "./read.ts";
import { trendOption } from "./trend-option.ts";

Deno.test("each format has its axis, gaps stay gaps", () => {
  const widget = readBoard({
    widgets: [{
      style: "trend",
      metrics: [{ key: "a", label: "甲", format: "number" }, { key: "b", label: "乙", format: "money" }],
      trend: [{ label: "10月", values: [1, 100] }, { label: "11月", values: [null, 300] }],
    }],
  }).widgets[0] as Widget;
  const option = trendOption(widget);
  assert.equal((option.yAxis as unknown[]).length, 2);
  assert.deepEqual(option.series?.map((s) => [s.yAxisIndex, s.data]), [[0, [1, null]], [1, [100, 300]]]);
});
